"""The best of several grades, for ordering alone: what was received stays on the record."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.errors import BadInput
from ledger.record import Grade
from policy.grades import common

UNGRADED = "~"
"""Sorts after every letter and figure."""

UNKNOWN = "00"
"""The level of what bears no grade, or one that its scheme does not know."""


def grade_text(grade: Grade) -> str:
    """Reliability and credibility as one text ("B2"), "" when the record bears none."""
    return f"{grade.reliability}{grade.credibility}".strip().upper()


def best(grades: Iterable[Grade]) -> Grade:
    """The best grade, an empty one when there is none.

    In 4x4, 5x5x5 and 3x5x2 letters and figures run from best to worst, so the smallest text is the best;
    between schemes this is as lossy as any common scale.
    """
    given = [grade for grade in grades if grade_text(grade)]
    return min(given, key=lambda grade: (grade_text(grade), grade.scheme), default=Grade())


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


def rank(grade: Grade) -> str:
    """A key to sort by: better grades first, the ungraded last."""
    return grade_text(grade) or UNGRADED
