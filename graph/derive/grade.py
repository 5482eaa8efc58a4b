"""The best of several grades, for ordering alone: what was received stays on the record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ledger.errors import BadInput
from ledger.record import Grade
from policy.grades import common

UNKNOWN = "00"
"""The level of what bears no grade, or one that its scheme does not know."""


def grade_text(grade: Grade) -> str:
    """Reliability and credibility as one text ("B2"), "" when the record bears none."""
    return f"{grade.reliability}{grade.credibility}".strip().upper()


def best(grades: Iterable[Grade]) -> Grade:
    """The best grade, an empty one when there is none.

    By the common scale, so that a link is as firm as its firmest record, whatever schemes these are in; of
    those equal there by the code, which runs from best to worst in 4x4, 5x5x5 and 3x5x2.
    """
    return min(grades, key=rank, default=Grade())


def level(grade: Grade) -> str:
    """Reliability and credibility on the common scale as two figures, "33" the best and "00" unknown."""
    try:
        found = common(grade)
    except BadInput:
        return UNKNOWN
    return f"{found.reliability.value}{found.credibility.value}"


def weakest(levels: Iterable[str]) -> str:
    """The lowest reliability and the lowest credibility of these, unknown below all."""
    pairs = [(text or UNKNOWN)[:2] for text in levels] or [UNKNOWN]
    return min(text[0] for text in pairs) + min(text[1] for text in pairs)


def firm(level: str) -> tuple[str, str]:
    """A level as a key that rises with what it can bear: by its weaker part first, then by both."""
    known = level or UNKNOWN
    return min(known), known


@lru_cache(4096)
def rank(grade: Grade) -> tuple[bool, int, int, str, str]:
    """A key to sort by: better grades first, the ungraded last."""
    weaker, both = firm(level(grade))
    text = grade_text(grade)
    return not text, -int(weaker), -int(both), text, grade.scheme
