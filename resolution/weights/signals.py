"""What the second stage looks at in a pair: its terms, how alike the names are, and how rare."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from rapidfuzz.distance import JaroWinkler

from resolution.comparison.features import Features
from resolution.comparison.fields import COMPARISONS
from resolution.comparison.judges import NULL

FIELDS = tuple(comparison.field for comparison in COMPARISONS)
SIGNALS = (
    *FIELDS,
    "likeness of given names",
    "likeness of surnames",
    "digits of the date of birth in common",
    "rarity of the surname",
    "rarity of the given name",
    "fields that are silent",
    "household: same surname and house, by the given name",
    "namesakes: same names, by the date of birth",
)
SCALE = 8.0
"""Bits of a term that count as one."""
MOST = 20.0
ALIKE = 1
"""Level up to which two values are taken for the same."""
USUAL = 10.0
"""Bits of rarity of a name that is neither common nor rare."""


def signals(
    levels: Sequence[int], terms: Sequence[float], rarity: Sequence[float], a: Features, b: Features
) -> list[float]:
    """The signals of one pair, about as large as 1 each; 0 where nothing is said.

    `levels` and `terms` stand in the order of the comparisons (NULL and 0.0 where silent); `rarity` holds
    the bits of the surname and of the given name that both have.
    """
    scaled = [min(max(term, -MOST), MOST) / SCALE for term in terms]
    at = dict(zip(FIELDS, levels, strict=True))
    bits = dict(zip(FIELDS, scaled, strict=True))
    house = _alike(at["surname"]) and _alike(at["address"])
    names = _alike(at["surname"]) and _alike(at["given"])
    return [
        *scaled,
        _likeness(a.given, b.given),
        _likeness(a.surname, b.surname),
        _digits(a.birth, b.birth),
        *((value - USUAL) / USUAL if value else 0.0 for value in rarity),
        sum(level == NULL for level in levels) / len(FIELDS),
        bits["given"] if house else 0.0,
        bits["birth"] if names else 0.0,
    ]


def bits_of_rarity(share: float | None) -> float:
    """Bits of a value that this share of the rows has; 0 where it was never counted."""
    return -log2(share) if share else 0.0


def _alike(level: int) -> bool:
    return 0 <= level <= ALIKE


def _likeness(a: str, b: str) -> float:
    """From -0.5 (nothing alike) to 0.5 (equal)."""
    return JaroWinkler.similarity(a, b) - 0.5 if a and b else 0.0


def _digits(a: str, b: str) -> float:
    return sum(x == y for x, y in zip(a, b, strict=False)) / 10 - 0.5 if a and b else 0.0
