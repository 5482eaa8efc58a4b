"""Days, months and years of the precision that the source knows."""

from __future__ import annotations

import datetime
import re

from ingest.clean.text import text
from ingest.clean.unclean import Unclean

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{4})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
# Day 60 of a spreadsheet is a 29 February 1900 that never was: counting from here is right after it.
_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)


def date(raw: str, order: str = "dmy", pivot: int = -1, excel: bool = False) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; parts given as 00 are unknown.

    Accepts ISO, YYYYMMDD and day, month, year with / . - (`order` mdy: month first). A year of two
    digits needs `pivot`: up to it 20xx, above it 19xx. `excel`: a bare number counts days.
    """
    value = text(raw)
    if not value:
        return ""
    if excel and _SERIAL.fullmatch(value):
        return _from_serial(value)
    return _joined(*_split(value, order, pivot))


def _split(value: str, order: str, pivot: int) -> tuple[str, str, str]:
    if match := _ISO.fullmatch(value) or _COMPACT.fullmatch(value):
        return match[1], match[2] or "00", match[3] or "00"
    if match := _PARTS.fullmatch(value):
        day, month = (match[2], match[1]) if order == "mdy" else (match[1], match[2])
        return _full_year(match[3], pivot), month, day
    if match := _MONTH_YEAR.fullmatch(value):
        return match[2], match[1], "00"
    raise Unclean("not a date")


def _full_year(year: str, pivot: int) -> str:
    if len(year) == 4:
        return year
    if pivot < 0:
        raise Unclean("a year of two digits; the feed declares no pivot")
    return f"20{year}" if int(year) <= pivot else f"19{year}"


def _joined(year: str, month: str, day: str) -> str:
    if int(year) == 0:
        if int(month) or int(day):
            raise Unclean("a day without a year")
        return ""
    if int(month) == 0:
        return year
    try:
        whole = datetime.date(int(year), int(month), int(day) or 1).isoformat()
    except ValueError as error:
        raise Unclean("no such day") from error
    return whole if int(day) else whole[:7]


def _from_serial(value: str) -> str:
    return (_EXCEL_DAY_ZERO + datetime.timedelta(days=int(float(value)))).isoformat()
