"""Which mentions came, changed or went, in order: whoever follows them reads what it has not seen yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

SCHEMA = """
CREATE TABLE IF NOT EXISTS log (identity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS touched (
  number INTEGER PRIMARY KEY AUTOINCREMENT, mention TEXT NOT NULL, record TEXT NOT NULL,
  type TEXT NOT NULL, class INTEGER NOT NULL);
"""
KEPT = 200_000
"""Lines of the log that are kept: who is further behind reads everything anew."""


class Touched(NamedTuple):
    """A mention that came, changed or went; of one whose class changed there is one for each class."""

    mention: str
    record: str
    type: str
    class_: int


class TouchLog:
    """The log inside the file of the mentions; whoever writes holds the transaction.

    An edition names a place in it, and which log it is a place of.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        if not self._identity():
            self.begin()

    def begin(self) -> None:
        """Begin another log: no edition of the old one is a place in it."""
        self._db.execute("DELETE FROM touched")
        self._db.execute("DELETE FROM log")
        self._db.execute("INSERT INTO log VALUES (?)", (uuid4().hex,))

    @property
    def edition(self) -> str:
        """The end of the log."""
        return f"{self._identity()}:{self._head()}"

    def add(self, touched: Iterable[Touched]) -> None:
        """Write these to its end, and let go of what nobody should need any more."""
        query = "INSERT INTO touched (mention, record, type, class) VALUES (?, ?, ?, ?)"
        self._db.executemany(query, touched)
        self._db.execute("DELETE FROM touched WHERE number <= ?", (self._head() - KEPT,))

    def forget(self, editions: Iterable[str]) -> None:
        """Name no mention that is gone up to the earliest of these editions: whoever follows is past it."""
        mine = (edition.partition(":")[::2] for edition in editions)
        numbers = [int(number) for identity, number in mine if identity == self._identity()]
        gone = "mention != '' AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.id = touched.mention)"
        query = f"UPDATE touched SET mention = '', record = '' WHERE number <= ? AND {gone}"
        self._db.execute(query, (min(numbers, default=0),))

    def behind(self, edition: str) -> int | None:
        """How many lines follow an edition; None when that cannot be told any more."""
        identity, _, number = edition.partition(":")
        if identity != self._identity() or not number.isdigit():
            return None
        lines = self._head() - int(number)
        first = self._one("SELECT min(number) FROM touched")
        known = lines == 0 or (first is not None and int(number) + 1 >= first)
        return lines if lines >= 0 and known else None

    def since(self, edition: str) -> list[Touched] | None:
        """What follows an edition, each mention and class once; None when that cannot be told any more."""
        if self.behind(edition) is None:
            return None
        number = int(edition.partition(":")[2])
        query = "SELECT DISTINCT mention, record, type, class FROM touched WHERE number > ? ORDER BY 1, 4"
        return [Touched(*row) for row in self._db.execute(query, (number,))]

    def _identity(self) -> str:
        return str(self._one("SELECT identity FROM log") or "")

    def _head(self) -> int:
        return int(self._one("SELECT seq FROM sqlite_sequence WHERE name = 'touched'") or 0)

    def _one(self, query: str) -> Any:
        row = self._db.execute(query).fetchone()
        return row[0] if row else None
