"""Dates with a time of day."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

from ingest.clean.dates import date
from ingest.clean.text import text
from ingest.clean.unclean import Unclean

_TIME = re.compile(
    r"(?P<day>.+?)(?:T|\s+(?:om|à|um|at)?\s*)(?P<h>\d{1,2})\s*[:hu.]\s*(?P<m>\d{2})"
    r"(?:[:.](?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?\s*(?:u|uur|h|Uhr)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{8})T?(\d{2})(\d{2})(\d{2})?")


def moment(
    raw: str, order: str = "dmy", pivot: int = -1, excel: bool = False, zone: str = "Europe/Brussels"
) -> str:
    """A time in ISO 8601 with its offset from UTC, to the minute or second given; a date alone stays a date.

    Without an offset it is local time of `zone`; in the hour that comes twice in October, the first, and in
    the one that is left out in March no time at all.
    """
    value = text(raw)
    if match := _COMPACT.fullmatch(value):
        value = f"{match[1]} {match[2]}:{match[3]}" + (f":{match[4]}" if match[4] else "")
    found = _TIME.fullmatch(value)
    if found is None:
        return date(value, order, pivot, excel)
    day = date(found["day"], order, pivot, excel)
    if len(day) != 10:
        raise Unclean("a time of day without a whole date")
    return _with_offset(day, found, zone)


def _with_offset(day: str, found: re.Match[str], zone: str) -> str:
    offset = (found["zone"] or "").upper().replace("Z", "+00:00")
    clock = f"{int(found['h']):02}:{found['m']}:{found['s'] or '00'}"
    try:
        when = datetime.datetime.fromisoformat(f"{day}T{clock}{offset}")
    except ValueError as error:
        raise Unclean("no such time") from error
    local = when if offset else when.replace(tzinfo=ZoneInfo(zone))
    try:
        in_utc = local.astimezone(datetime.UTC)
    except OverflowError as error:  # systems write the first of January of year 1 for no time at all
        raise Unclean("no time of the calendar in UTC") from error
    if in_utc.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Unclean("an hour that the clocks leave out")
    return local.isoformat(timespec="seconds" if found["s"] else "minutes")


def moment_utc(
    raw: str, order: str = "dmy", pivot: int = -1, excel: bool = False, zone: str = "Europe/Brussels"
) -> str:
    """A time in UTC to the second; a date alone stays a date."""
    value = moment(raw, order, pivot, excel, zone)
    if "T" not in value:
        return value
    return datetime.datetime.fromisoformat(value).astimezone(datetime.UTC).isoformat(timespec="seconds")
