"""Reads the rows of a layer for many values, some at a time: SQLite takes no list as a parameter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

SOME = 500


def among(
    db: sqlite3.Connection, query: str, column: str, layer: int, values: Iterable[str]
) -> Iterator[Any]:
    """The rows of a query, whose one parameter is the layer, with one of these values in a column."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), SOME):
        some = wanted[start : start + SOME]
        marks = ",".join("?" * len(some))
        yield from db.execute(f"{query} AND {column} IN ({marks})", (layer, *some)).fetchall()
