"""Where in a document an offset of its text lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from ledger.canonical import JSON


class Place(NamedTuple):
    """The page from 1 (0: a text without pages); of a workbook also the sheet's name and the row."""

    page: int = 0
    sheet: str = ""
    row: int = 0


def place(content: Mapping[str, JSON], offset: int) -> Place:
    """The page, sheet and row of an offset in the text of a document, by its record's content."""
    starts = content.get("pages")
    if not isinstance(starts, list) or not starts or not isinstance(starts[0], int):
        return Place()
    page = bisect_right(starts, offset)
    sheets = content.get("sheets")
    if not isinstance(sheets, list) or not 0 < page <= len(sheets):
        return Place(page)
    return Place(page, str(sheets[page - 1]), _row(content, starts[page - 1], offset))


def _row(content: Mapping[str, JSON], start: int, offset: int) -> int:
    """The row of the last known line before the offset, and as many more as there are lines between."""
    jumps = content["rows"]
    known = bisect_right(jumps, offset, key=lambda jump: int(jump[0])) - 1
    if known < 0 or jumps[known][0] < start:
        return 0
    at, row = jumps[known]
    return int(row) + str(content["text"]).count("\n", at, offset)
