"""The best of several grades, for ordering alone: what was received stays on the record."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.record import Grade

UNGRADED = "~"
"""Sorts after every letter and figure."""


def grade_text(grade: Grade) -> str:
    """Reliability and credibility as one text ("B2"), "" when the record bears none."""
    return f"{grade.reliability}{grade.credibility}".strip().upper()


def best_grade(grades: Iterable[Grade]) -> str:
    """The best grade as text, "" when there is none.

    In 4x4, 5x5x5 and 3x5x2 letters and figures run from best to worst, so the smallest text is the best;
    between schemes this is as lossy as any common scale.
    """
    return min((text for text in map(grade_text, grades) if text), default="")


def rank(grade: Grade) -> str:
    """A key to sort by: better grades first, the ungraded last."""
    return grade_text(grade) or UNGRADED
