"""What a date leaves out, from the document's date and from what was said before."""

from __future__ import annotations

from datetime import date, timedelta

FUTURE = 45
"""Days that a date without a year may lie after the document; farther ones are of the year before."""


class Calendar:
    """Resolves what a date leaves out, from the document's date and from what was said before."""

    def __init__(self, doc_date: str | None) -> None:
        self.doc = parse(doc_date)
        self.last = self.doc
        self.first: date | None = None
        self.night: date | None = None

    def full(self, day: int, month: int, year: int | None) -> str:
        """ISO date; without a year the latest one that is not far behind the document's date."""
        if year is None:
            year = self._year(day, month)
            if year is None:
                return ""
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return ""

    def _year(self, day: int, month: int) -> int | None:
        anchor = self.doc or self.last
        if anchor is None:
            return None
        for year in (anchor.year + 1, anchor.year, anchor.year - 1):
            try:
                if date(year, month, day) <= anchor + timedelta(days=FUTURE):
                    return year
            except ValueError:
                continue
        return anchor.year

    def month(self, month: int, year: int | None) -> str:
        """ISO month; without a year the latest that has begun."""
        anchor = self.doc or self.last
        if year is None and anchor is not None:
            year = anchor.year if month <= anchor.month else anchor.year - 1
        return f"{year:04d}-{month:02d}" if year else ""

    def weekday(self, weekday: int) -> str:
        """The latest such weekday that is not after the document."""
        anchor = self.doc or self.last
        return (
            (anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)).isoformat() if anchor else ""
        )

    def relative(self, days: int) -> str:
        """So many days from the document."""
        anchor = self.doc or self.last
        return (anchor + timedelta(days=days)).isoformat() if anchor else ""

    def step(self, days: int) -> str:
        """So many days from the day last spoken of."""
        return (self.last + timedelta(days=days)).isoformat() if self.last else ""

    def said(self, iso: str) -> None:
        """Remember the date last spoken of, unless it is far before or after the document."""
        day = parse(iso.split("/")[0]) if len(iso) >= 10 else None
        if day is None or (self.doc and not -1200 < (day - self.doc).days <= 3):
            return
        self.last = day
        self.first = self.first or day
        self.night = parse(iso.split("/")[1]) if "/" in iso else None

    def at(self, time: str, closing: bool) -> str:
        """The day of a time that stands alone: the one last spoken of; for "closed at" the first."""
        if self.night and time < "12":
            return self.night.isoformat()
        day = self.first if closing and self.first else self.last
        return day.isoformat() if day else ""


def parse(iso: str | None) -> date | None:
    """The day of an ISO date, None when it is none."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def year_of(raw: str | None, birth: bool, calendar: Calendar) -> int | None:
    """The year of two or four digits; two digits mean the last such year (a birth is never in the future)."""
    if not raw:
        return None
    digits = raw.strip("'’")
    if len(digits) == 4:
        return int(digits)
    pivot = (calendar.doc.year if calendar.doc else 2030) % 100
    return int(digits) + (2000 if int(digits) <= pivot + (0 if birth else 5) else 1900)
