"""At which place of the ledger which record stands: an erasure names places, for ids tell of content."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType

SCHEMA = "CREATE TABLE IF NOT EXISTS place (sequence INTEGER PRIMARY KEY, record TEXT NOT NULL);"
NO_PLACES: Mapping[int, str] = MappingProxyType({})


class Places:
    """A table inside the file of the mentions; whoever writes holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put(self, places: Mapping[int, str]) -> None:
        """Remember which record stands at each of these places."""
        self._db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)", places.items())

    def take(self, emptied: Iterable[int]) -> list[str]:
        """The records that stood at these places, each once; they are forgotten."""
        query, found = "DELETE FROM place WHERE sequence = ? RETURNING record", dict[str, None]()
        for place in emptied:
            found |= dict.fromkeys(row[0] for row in self._db.execute(query, (place,)).fetchall())
        return list(found)

    def forget(self) -> None:
        """Forget all of it."""
        self._db.execute("DELETE FROM place")
