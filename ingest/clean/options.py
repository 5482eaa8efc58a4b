"""The options of cleaners, and which values each takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

DATE = ("order", "pivot", "excel")

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "date": DATE,
    "datetime": (*DATE, "zone"),
    "utc": (*DATE, "zone"),
    "phone": ("region",),
    "latitude": ("decimal",),
    "longitude": ("decimal",),
    "number": ("decimal",),
}
"""Cleaner to the options that it knows."""


def _is_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(value) and ZoneInfo(value) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99


_TAKES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "decimal": (lambda value: value in (",", "."), '"," or "."'),
    "excel": (lambda value: isinstance(value, bool), "true or false"),
    "order": (lambda value: value in ("dmy", "mdy"), "dmy or mdy"),
    "pivot": (_is_year, "a year of two digits"),
    "region": (lambda value: value in phonenumbers.SUPPORTED_REGIONS, "a country of two letters"),
    "zone": (_is_zone, "a time zone such as Europe/Brussels"),
}


def wrong_option(name: str, value: object) -> str:
    """What an option takes, when the value is not that; else ""."""
    fits, takes = _TAKES[name]
    return "" if isinstance(value, (str, int)) and fits(value) else takes
