"""Times as text that sorts: dates and moments in ISO 8601, those with a zone brought to UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

AFTER = "~"
"""Sorts after every sign of a date: "2026-05~" is the end of May."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)


@lru_cache(65_536)
def moment(text: str) -> str:
    """A date or moment as text that sorts by time, to its precision; in UTC where it has a zone.

    What no calendar holds, and what leaves the years 1 to 9999 in UTC, stays at the time that is written.
    """
    if "T" not in text or not MOMENT.fullmatch(text):
        return text
    if text.endswith("Z"):
        return text[:-1]
    zone = re.search(r"[+-]\d\d:?\d\d$", text)
    if zone is None:
        return text
    try:
        in_utc = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return text[: zone.start()]
    return in_utc[: zone.start()]
