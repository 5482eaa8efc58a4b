"""What the clusters have not got from the index yet: a kill between the two files loses none of it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable

from graph.local import one_transaction
from resolution.online.index.schema import get_meta, packed, put_meta, unpacked


class Due:
    """The mentions whose clusters or pairs may be others than whoever follows the index has."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @property
    def since(self) -> str:
        """The edition that the follower had when nothing was due; "" when it has nothing of this index."""
        return get_meta(self._db, "since")

    def add(self, mentions: Iterable[str]) -> None:
        """Write down what is due; whoever calls holds the transaction."""
        self._db.executemany("INSERT OR IGNORE INTO due VALUES (?)", ((packed(m),) for m in sorted(mentions)))

    def all(self) -> set[str]:
        """All that is due."""
        return {unpacked(row[0]) for row in self._db.execute("SELECT mention FROM due")}

    def stir(self, marks: Iterable[int]) -> None:
        """Write down what changed of what layers over this one may have read; whoever calls holds it too."""
        packed_marks = array("q", sorted(marks)).tobytes()
        self._db.execute("INSERT INTO stirred (marks) VALUES (?)", (packed_marks,))

    def stirred(self) -> set[int]:
        """All of that."""
        found = set[int]()
        for (marks,) in self._db.execute("SELECT marks FROM stirred"):
            found.update(array("q", marks))
        return found

    def settle(self, edition: str) -> None:
        """The follower has got everything, and is at this edition."""
        with one_transaction(self._db):
            self._db.execute("DELETE FROM due")
            self._db.execute("DELETE FROM stirred")
            put_meta(self._db, "since", edition)
