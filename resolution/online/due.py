"""What the clusters have not got from the index yet: a kill between the two files loses none of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from graph.local import one_transaction
from resolution.online.schema import get_meta, put_meta

MENTION, TYPE = "mention", "type"
"""Kinds of what is due: a mention that may be in another cluster, a type whose clusters may all be others."""


class Due:
    """Names of what may be otherwise than whoever follows the index has it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @property
    def since(self) -> str:
        """The edition that the follower had when nothing was due; "" when it has nothing of this index."""
        return get_meta(self._db, "since")

    def add(self, kind: str, names: Iterable[str]) -> None:
        """Write down what is due; whoever calls holds the transaction."""
        rows = ((kind, name) for name in sorted(set(names)))
        self._db.executemany("INSERT OR IGNORE INTO due VALUES (?, ?)", rows)

    def all(self, kind: str) -> set[str]:
        """What is due of a kind."""
        return {row[0] for row in self._db.execute("SELECT name FROM due WHERE kind = ?", (kind,))}

    def settle(self, edition: str) -> None:
        """The follower has got everything, and is at this edition."""
        with one_transaction(self._db):
            self._db.execute("DELETE FROM due")
            put_meta(self._db, "since", edition)
