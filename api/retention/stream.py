"""Months of passages whose term ran out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from policy.periods import Period


def over(months: Iterable[str], keep: Period, on: date) -> list[str]:
    """The months ("2025-05") of which not even the last day is kept any more."""
    return [month for month in sorted(months) if keep.after(_end(month)) < on]


def _end(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])
