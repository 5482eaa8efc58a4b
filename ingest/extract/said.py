"""What a date leaves out, from the document's date and from what was said before."""

from __future__ import annotations

from datetime import date, timedelta

FUTURE = 45
"""Days that a date without a year may lie after the document; farther ones are of the year before."""
NEAR = 1
"""Lines within which a clock time is of the day said last, whatever the events before."""
_EVENING, _MORNING = "18:00", "06:00"


class Calendar:
    """Resolves what a date leaves out, from the document's date and from what was said before."""

    def __init__(self, doc_date: str | None) -> None:
        self.doc = parse(doc_date)
        self.last = self.doc
        self.thread: date | None = None
        """The day that events are told of: one said with a clock time, or at the head of a sentence."""
        self.clock = ""
        """The clock time said last on that day."""
        self.span: tuple[date, date] | None = None
        self.session: date | None = None
        self._line = -1

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

    def day_of_month(self, day: int, weekday: int | None = None, this_month: bool = False) -> str:
        """The latest such day that is not after the document, on that weekday when one is given."""
        anchor = self.doc or self.last
        if anchor is None:
            return ""
        for back in range(1 if this_month else 3):
            year, month = divmod(anchor.year * 12 + anchor.month - 1 - back, 12)
            iso = self.full(day, month + 1, year)
            found = parse(iso)
            if found and (this_month or found <= anchor) and weekday in {None, found.weekday()}:
                return iso
        return ""

    def month(self, month: int, year: int | None, ahead: bool = False) -> str:
        """ISO month; without a year the latest that has begun, or where it lies `ahead` the next one."""
        anchor = self.doc or self.last
        if year is None and anchor is not None:
            near = ahead and month - anchor.month <= 6
            year = anchor.year if month <= anchor.month or near else anchor.year - 1
        return f"{year:04d}-{month:02d}" if year else ""

    def month_step(self, months: int) -> str:
        """The month so many months from that of the document."""
        anchor = self.doc or self.last
        if anchor is None:
            return ""
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
        return f"{year:04d}-{month + 1:02d}"

    def weekday(self, weekday: int, this: bool = False, ahead: bool = False) -> str:
        """The latest such weekday before the document; `this` one may be its own day, or lie `ahead`."""
        anchor = self.doc or self.last
        if anchor is None:
            return ""
        if this and anchor.weekday() == weekday:
            return anchor.isoformat()
        if ahead:
            return (anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)).isoformat()
        if self.span and (self.span[1] - self.span[0]).days < 7:
            first = self.span[0] + timedelta(days=(weekday - self.span[0].weekday()) % 7)
            if first <= self.span[1]:
                return first.isoformat()
        return (anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)).isoformat()

    def relative(self, days: int) -> str:
        """So many days from the document."""
        anchor = self.doc or self.last
        return (anchor + timedelta(days=days)).isoformat() if anchor else ""

    def anchor(self, line: int) -> date | None:
        """The day last spoken of; in a new paragraph the one that events are told of."""
        return self.thread if self.thread and line - self._line > NEAR else self.last

    def step(self, days: int, line: int) -> str:
        """So many days from the day last spoken of."""
        day = self.anchor(line)
        return (day + timedelta(days=days)).isoformat() if day else ""

    def said(self, iso: str, line: int, strong: bool, evening: bool = False) -> None:
        """Remember the date last spoken of, unless it is far before or after the document."""
        day = parse(iso.split("/")[0]) if len(iso) >= 10 else None
        if day is None or (self.doc and not -1200 < (day - self.doc).days <= 3):
            return
        self.last, self._line = day, line
        end = parse(iso.split("/")[1]) if "/" in iso and len(iso.split("/")[1]) >= 10 else None
        if end:
            self.span = (day, end)
        elif strong and self.span and not self.span[0] <= day <= self.span[1]:
            self.span = None
        if strong or self.thread is None:
            self.thread, self.clock = day, _EVENING if evening else ""

    def timed(self, iso: str, time: str, line: int) -> None:
        """Remember a day that was said with its clock time."""
        self.said(iso, line, True)
        if self.thread and self.thread.isoformat() == iso:
            self.clock = time

    def at(self, time: str, line: int, night: bool = False) -> str:
        """The day of a time that stands alone: behind an evening, a time of the night is of the next day."""
        day = self.anchor(line)
        if day is None:
            return ""
        if self.span and self.span[0] <= day <= self.span[1] and (self.span[1] - self.span[0]).days == 1:
            return self.span[time < "12"].isoformat()
        evening = self.clock >= _EVENING or (night and not self.clock)
        if self.thread == day and evening and time < _MORNING:
            day += timedelta(days=1)
        return day.isoformat()

    def closing(self) -> str:
        """The day on which a record is closed: that of its opening, else the document's."""
        near = self.session and (self.doc is None or abs((self.doc - self.session).days) <= 3)
        day = self.session if near else self.doc or self.last
        return day.isoformat() if day else ""

    def half(self, day: str, time: str) -> bool:
        """Whether a time in words is of the second half of that day."""
        before = self.clock if self.thread and self.thread.isoformat() == day else ""
        late = f"{int(time[:2]) + 12:02d}{time[2:]}"
        if before:
            return time < before <= late or ("01:00" <= time < "07:30" and before > "07:00")
        return "01:00" <= time < "07:30"


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
