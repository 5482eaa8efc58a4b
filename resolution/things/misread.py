"""Signs that eyes and machines take for one another, and how two numbers differ when read badly."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

LOOK_ALIKE = ("0OQD", "1IL", "8B", "5S", "2Z", "6G")
_LOOKS = str.maketrans({sign: group[0] for group in LOOK_ALIKE for sign in group})
_ALIKE = {sign: group for group in LOOK_ALIKE for sign in group}
EQUAL, ONE_ALIKE, ALIKE, MISSING, ONE, OTHER = "equal", "one alike", "alike", "missing", "one", "other"


def looks(text: str) -> str:
    """A number as it looks: signs taken for one another are the same."""
    return text.translate(_LOOKS)


def may_be(sign: str) -> str:
    """The signs that this one may be, itself among them."""
    return _ALIKE.get(sign, sign)


def differ(a: str, b: str) -> str:
    """How two numbers differ: equal, in one or more signs that look alike, a missing sign, one sign, more."""
    if a == b:
        return EQUAL
    if looks(a) == looks(b):
        return ONE_ALIKE if sum(x != y for x, y in zip(a, b, strict=True)) == 1 else ALIKE
    if DamerauLevenshtein.distance(a, b, score_cutoff=1) > 1:
        return OTHER
    return ONE if len(a) == len(b) else MISSING


def misread_keys(number: str) -> Iterator[str]:
    """Keys that two numbers share when they look alike or when one sign differs or is missing."""
    seen = looks(number)
    yield seen
    for place in range(len(seen)):
        yield seen[:place] + seen[place + 1 :]
