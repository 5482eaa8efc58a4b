"""Workbooks as tables: the rows under the header of one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.feeds.model import Feed
from ingest.readers.draft import draft
from ingest.readers.header import header
from ingest.readers.limits import MAX_FILE
from ingest.readers.reject import Reject
from ingest.readers.rows import kept, read_rows
from ingest.readers.workbook import opened, rows
from ledger.errors import BadInput
from ledger.record import Draft

MENDED = ".csv"
"""Rejects of a workbook are kept as CSV, and come back through the same feed when they are mended."""


def read_sheet(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """The rows of a sheet as drafts and rejects; raises BadInput when it or its header cannot be used."""
    if path.suffix.lower() == MENDED:
        yield from read_rows(path, feed)
        return
    if (size := path.stat().st_size) > MAX_FILE:
        raise BadInput(f"{path.name}: {size:,} bytes; a workbook has at most {MAX_FILE:,}")
    with opened(path.read_bytes()) as sheets:
        found = rows(_sheet(path.name, sheets, feed))
        columns = header(path.name, _header(path.name, found, feed), feed)
        yield from _under(path.name, columns, found, feed)


def _sheet(name: str, sheets: list[Any], feed: Feed) -> Any:
    """The sheet that the feed names, else the first."""
    for sheet in sheets:
        if feed.sheet in ("", str(sheet.title)):
            return sheet
    has = ", ".join(str(sheet.title) for sheet in sheets)
    raise BadInput(f"{name} has no sheet {feed.sheet!r}. It has: {has[:500]}")


def _header(name: str, found: Iterator[tuple[int, list[str]]], feed: Feed) -> list[str]:
    """The cells of the row that the feed names, else of the first that says anything."""
    for number, cells in found:
        if number == feed.header or not feed.header:
            return _cut(cells)
        if number > feed.header:
            break
    row = f"row {feed.header}" if feed.header else "any row"
    raise BadInput(f"{name}: no header in {row} of the sheet")


def _cut(cells: list[str]) -> list[str]:
    """Without the empty cells at the end, which a workbook keeps where there was only colour."""
    last = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _under(
    name: str, columns: list[str], found: Iterator[tuple[int, list[str]]], feed: Feed
) -> Iterator[Draft | Reject]:
    number, width = 0, len(columns)
    try:
        for number, cells in found:
            fields = _cut(cells)
            fields += [""] * (width - len(fields))
            if len(fields) > width:
                why = f"{len(fields)} columns where the header has {width}"
                yield Reject(name, number, why, kept(columns, fields))
            else:
                yield draft(feed, dict(zip(columns, fields, strict=True)), name, number)
    except BadInput as error:
        yield Reject(name, number + 1, f"{error.detail}; what follows is not read")
