"""Rejects files have a term of their own: closed once a month, and gone when it is over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from policy.periods import Period

CLOSED = re.compile(r"closed-(?P<day>\d{4}-\d{2}-\d{2})_.+")


def expired(folder: Path, term: Period, on: date) -> list[Path]:
    """The closed files whose term ran out."""
    return [path for path in _files(folder) if (day := _closed(path)) and term.after(day) <= on]


def to_close(folder: Path, on: date) -> list[Path]:
    """The files that are written to now, where none was closed in this month yet."""
    days = [day for path in _files(folder) if (day := _closed(path))]
    if any((day.year, day.month) == (on.year, on.month) for day in days):
        return []
    return [path for path in _files(folder) if not _closed(path)]


def close(folder: Path, on: date) -> int:
    """Put the files aside under the day: what is rejected from now on begins another one."""
    found = to_close(folder, on)
    for path in found:
        path.rename(path.with_name(f"closed-{on.isoformat()}_{path.name}"))
    return len(found)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _closed(path: Path) -> date | None:
    found = CLOSED.fullmatch(path.name)
    return date.fromisoformat(found["day"]) if found else None
