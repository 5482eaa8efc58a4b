"""The order of a source's own versions, as text that sorts by its bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)


def rank(version: str) -> str:
    """A text that sorts as the versions do: moments by time, numbers by value ("9" < "10"), else as text."""
    return _DIGITS.sub(_weighted, _in_utc(version)) + "\x1f" + version


def _in_utc(version: str) -> str:
    if not _MOMENT.fullmatch(version):
        return version
    try:
        moment = datetime.fromisoformat(version)
    except ValueError:
        return version
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:  # "0001-01-01T00:00:00+01:00" says never: it stays at the time that is written
        return moment.replace(tzinfo=UTC).isoformat(timespec="microseconds")


def _weighted(run: re.Match[str]) -> str:
    """A longer number is a greater one: its length goes first."""
    digits = run.group().lstrip("0")
    return f"{len(digits):03d}{digits}"
