"""Days as records tell them: dates, moments, and dates known in part."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

DAY, MONTH, YEAR = 10, 7, 4


def day_of(text: str) -> date | None:
    """The day of a date or moment; the last one of a month or year alone; None for anything else."""
    try:
        if len(text) == YEAR:
            return date(int(text), 12, 31)
        if len(text) == MONTH:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(text[:DAY])
    except ValueError:
        return None


def last(texts: Iterable[str]) -> date | None:
    """The last day of several, None where none is told."""
    return max((day for text in texts if (day := day_of(text))), default=None)
