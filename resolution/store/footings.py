"""What each layer read of its base when it was resolved: a change there finds the layers that it touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from hashlib import blake2b

import orjson

SCHEMA = """
CREATE TABLE IF NOT EXISTS footing (layer INTEGER PRIMARY KEY, base INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS footing_base ON footing (base);
CREATE TABLE IF NOT EXISTS footprint (
  base INTEGER NOT NULL, mark INTEGER NOT NULL, layer INTEGER NOT NULL,
  PRIMARY KEY (base, mark, layer)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS footprint_layer ON footprint (layer);
"""
MENTION, KEY, HOLDERS, EXACT, ALIKE, ALL = "mention", "key", "holders", "exact", "alike", "all"
"""What a layer may have asked a base about: a mention, a key of persons, the holders of an identifier, an
exact key of things, a key of what may be misread, all things of a type."""


def mark(kind: str, word: str) -> int:
    """A question to a base as a signed number of 64 bits; two with one number only mean a needless look."""
    digest = blake2b(f"{kind} {word}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


class Footings:
    """The layers that stand on their base as they were resolved; whoever writes holds the transaction.

    A layer that has none must be resolved: it never was since footings are kept, or its base changed where
    it had looked. Also what was asked for and not there is kept, so that what comes there is noticed.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def stands(self, layer: int) -> bool:
        """True when nothing changed of what a layer read of its base."""
        return self._db.execute("SELECT 1 FROM footing WHERE layer = ?", (layer,)).fetchone() is not None

    def without(self) -> set[int]:
        """The resolved layers that have no footing: bases and compounds, and those that must be resolved."""
        query = (
            "SELECT layer FROM meta m WHERE name = 'position'"
            " AND NOT EXISTS (SELECT 1 FROM footing f WHERE f.layer = m.layer)"
        )
        return {layer for (layer,) in self._db.execute(query).fetchall()}

    def put(self, layer: int, base: int, read: Collection[int]) -> None:
        """A layer was resolved, and read this of its base; only what differs is written."""
        known = set(self._db.execute("SELECT base, mark FROM footprint WHERE layer = ?", (layer,)))
        new = {(base, one) for one in read}
        gone = ((*row, layer) for row in sorted(known - new))
        self._db.executemany("DELETE FROM footprint WHERE base = ? AND mark = ? AND layer = ?", gone)
        rows = ((*row, layer) for row in sorted(new - known))
        self._db.executemany("INSERT INTO footprint VALUES (?, ?, ?)", rows)
        self._db.execute("INSERT OR REPLACE INTO footing VALUES (?, ?)", (layer, base))

    def stir(self, base: int, marks: Iterable[int]) -> int:
        """This changed in a base: who read it must be resolved; returns how many layers that are."""
        asked = orjson.dumps(sorted(set(marks))).decode()
        query = (
            "DELETE FROM footing WHERE layer IN (SELECT layer FROM footprint WHERE base = ?"
            " AND mark IN (SELECT value FROM json_each(?)))"
        )
        return self._db.execute(query, (base, asked)).rowcount

    def stir_all(self, base: int) -> int:
        """Anything may have changed in a base: all layers over it must be resolved."""
        return self._db.execute("DELETE FROM footing WHERE base = ?", (base,)).rowcount
