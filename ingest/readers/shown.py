"""A cell of a workbook as text: what the sheet shows, with dates in ISO order."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# Digits beyond these are noise of the binary fraction: a workbook shows none.
DIGITS = ".15g"
_ZEROS = re.compile(r"0{2,}$")
_NOT_CODES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def shown(cell: Any) -> str:
    """The text of a cell: a date as 2024-05-01, a moment as 2024-05-01T14:30:00, no value as ""."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(value, str(cell.number_format))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return str(value).strip()


def _moment(value: datetime, number_format: str) -> str:
    value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    midnight = value.time() == time()
    timed = "h" in _NOT_CODES.sub("", number_format).lower()
    return value.date().isoformat() if midnight and not timed else value.isoformat()


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _number(value: int | float, number_format: str) -> str:
    """Plain digits, with the leading zeros of a format that is zeros alone: registers keep numbers so."""
    plain = str(value) if isinstance(value, int) else format(Decimal(format(value, DIGITS)), "f")
    return plain.zfill(len(number_format)) if _ZEROS.match(number_format) else plain
