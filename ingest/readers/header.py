"""The header of a table: the names of its columns, checked against what the feed reads."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ingest.feeds.model import Feed
from ledger.errors import BadInput


def header(name: str, cells: Sequence[str], feed: Feed) -> list[str]:
    """The columns of file `name`, one without a name by its place; BadInput when the feed cannot use them."""
    columns = [cell.strip() or f"column {i}" for i, cell in enumerate(cells, start=1)]
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise BadInput(f"{name}: the header names {', '.join(twice)} twice")
    if missing := [column for column in feed.columns if column not in columns]:
        raise BadInput(_lacks(name, columns, missing, feed))
    return columns


def _lacks(name: str, columns: list[str], missing: list[str], feed: Feed) -> str:
    said = []
    for column in missing:
        near = difflib.get_close_matches(column, columns, 1, 0.5)
        said.append(f"{column!r} (is it {near[0]!r}?)" if near else repr(column))
    whole = f"{name} lacks what feed {feed.name} reads: {', '.join(said)}."
    if len(columns) == 1 and feed.format == "csv":
        whole += f" It has one column: is {feed.delimiter!r} its delimiter?"
    return f"{whole} It has: {', '.join(columns)[:500]}"
