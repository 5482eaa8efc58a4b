"""Dates of a column as eight digits, YYYYMMDD, with 00 for what is not known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from resolution.link.read.clean import readable

_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?:[T ].*)?$")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$")
_WORDS = re.compile(r"(?:(\d{1,2})[. ]+)?([^\W\d_]{3,})[. ,]+(?:(\d{1,2})[, ]+)?(\d{4})$")
_MONTHS = {
    word: month
    for month, said in enumerate(
        (
            "jan januari janvier januar january", "feb februari fevrier fev februar february",
            "mar maart mars mrt marz march maerz", "apr april avril avr", "may mei mai", "jun juni juin june",
            "jul juli juillet juil july", "aug augustus aout august", "sep sept september septembre",
            "oct okt oktober octobre october", "nov november novembre", "dec dez december decembre dezember",
        ),
        1,
    )
    for word in said.split()
}  # fmt: skip
UNKNOWN = "00"


def read_dates(raw: Sequence[str]) -> list[str]:
    """Each value as eight digits, "" where it is no date; day or month first is told from the whole column.

    Days and months that no calendar has stay as they are written: they are slips, and still tell apart.
    """
    counts = Counter(raw)
    distinct = {value: readable(value) for value in counts}
    month_first = _is_month_first((distinct[value], count) for value, count in counts.items())
    read = {value: _read(text, month_first) for value, text in distinct.items()}
    return [read[value] for value in raw]


def join_parts(columns: Sequence[Sequence[str]]) -> list[str] | None:
    """Year, month and day that stand in columns of their own as dates; None when the columns are no parts."""
    if len(columns) not in (2, 3):
        return None
    cleaned = [[readable(v).removesuffix(".0") for v in column] for column in columns]
    tops = [_usual([int(v) for v in c if v.isascii() and v.isdigit() and len(v) < 5]) for c in cleaned]
    if min(tops) < 1 or any(len(v) > 4 for c in cleaned for v in c):
        return None
    order = sorted(range(len(tops)), key=lambda at: -tops[at])
    if tops[order[0]] < 1000 or any(tops[at] > 31 for at in order[1:]):
        return None
    year, *rest = (cleaned[at] for at in order)
    day, month = rest if len(rest) == 2 else ([""] * len(year), rest[0])
    return [_digits(y, m, d) for y, m, d in zip(year, month, day, strict=True)]


def _usual(numbers: list[int]) -> int:
    """The largest number but for a few slips; -1 of none."""
    return sorted(numbers)[int(0.98 * (len(numbers) - 1))] if numbers else -1


def _digits(year: str, month: str, day: str) -> str:
    if not (year.isascii() and year.isdigit() and len(year) == 4 and year != "0000"):
        return ""
    parts = [
        part.zfill(2) if part.isascii() and part.isdigit() and len(part) < 3 else UNKNOWN
        for part in (month, day)
    ]
    return year + "".join(parts)


def _is_month_first(values: Iterable[tuple[str, int]]) -> bool:
    """Told from values, each with how often it stands."""
    found = [(int(m[1]), int(m[2]), count) for value, count in values if (m := _SHORT.match(value))]
    second_too_high = sum(count for _, second, count in found if second > 12)
    return second_too_high > sum(count for first, _, count in found if first > 12)


def _read(value: str, month_first: bool) -> str:
    value = value.removesuffix(".0")
    if value.isascii() and value.isdigit():
        if len(value) == 8:
            return _digits(value[:4], value[4:6], value[6:])
        return _digits(value, "", "") if len(value) == 4 else ""
    if found := _ISO.match(value):
        return _digits(found[1], found[2], found[3] or "")
    if found := _SHORT.match(value):
        first, second = (found[1], found[2]) if month_first else (found[2], found[1])
        return _digits(found[3], first, second)
    if found := _WORDS.match(value):
        month = _MONTHS.get(found[2].lower().replace("é", "e").replace("û", "u").replace("ä", "a"))
        return _digits(found[4], str(month), found[1] or found[3] or "") if month else ""
    return ""
