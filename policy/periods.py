"""Periods of time as policies write them: P30D, P12M, P10Y."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.errors import BadInput

FORM = re.compile(r"P(?P<count>[1-9]\d{0,3})(?P<unit>[DMY])")


@dataclass(frozen=True)
class Period:
    """A whole number of days, or of months by the calendar."""

    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """ISO 8601 with one unit; BadInput for anything else."""
        found = FORM.fullmatch(text)
        if not found:
            raise BadInput(f"{text!r} is no period: write P30D, P12M or P10Y.")
        count = int(found["count"])
        if found["unit"] == "D":
            return cls(days=count)
        return cls(months=count * (12 if found["unit"] == "Y" else 1))

    def __str__(self) -> str:
        """As policies write it, in whole years where it can be: P10Y."""
        if self.days:
            return f"P{self.days}D"
        years, months = divmod(self.months, 12)
        return f"P{self.months}M" if months else f"P{years}Y"

    def after(self, day: date) -> date:
        """So long after a day; the last day of a month that has no such day."""
        return _moved(day, self.months) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """So long before a day."""
        return _moved(day, -self.months) - timedelta(days=self.days)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
