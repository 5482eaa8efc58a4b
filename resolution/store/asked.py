"""What people are asked about persons: kept per layer when it is resolved, so that a look only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from graph.local import one_transaction
from resolution.change import Pair, Term
from resolution.store.question import Item

SCHEMA = """
CREATE TABLE IF NOT EXISTS asked (
  layer INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, value REAL NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (layer, a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS asked_b ON asked (layer, b);
CREATE INDEX IF NOT EXISTS asked_value ON asked (layer, value);
CREATE TABLE IF NOT EXISTS asked_at (layer INTEGER PRIMARY KEY, model TEXT, head INTEGER, since INTEGER);
"""


class At(NamedTuple):
    """Where questions stand: model, place in the log of changes, and changes since all were made."""

    model: str
    head: int
    since: int = 0


class Asked:
    """The questions in the file of the clusters, those whose answer changes most first."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def at(self, layer: int) -> At | None:
        """Where the questions of a layer stand; None when they were never made."""
        query = "SELECT model, head, since FROM asked_at WHERE layer = ?"
        row = self._db.execute(query, (layer,)).fetchone()
        return At(*row) if row else None

    def size(self, layer: int) -> int:
        """The number of mentions that a layer holds."""
        return int(self._db.execute("SELECT count(*) FROM member WHERE layer = ?", (layer,)).fetchone()[0])

    def items(self, layer: int, most: int = -1) -> list[Item]:
        """The questions of a layer in their order, at most so many."""
        query = "SELECT a, b, body FROM asked WHERE layer = ? ORDER BY value DESC, a, b LIMIT ?"
        return [_item(row) for row in self._db.execute(query, (layer, most)).fetchall()]

    def about(self, layer: int, mentions: Iterable[str]) -> list[Item]:
        """The questions about one of these mentions, by their ids."""
        return [_item(row) for _, row in sorted({row[:2]: row for row in self._of(layer, mentions)}.items())]

    def replace(self, layer: int, items: Iterable[Item], at: At) -> None:
        """Make these the questions of a layer."""
        with one_transaction(self._db):
            self._db.execute("DELETE FROM asked WHERE layer = ?", (layer,))
            self._put(layer, items, at)

    def patch(self, layer: int, mentions: Collection[str], items: Iterable[Item], at: At, most: int) -> None:
        """Make these the questions about these mentions; at most so many of the layer are kept."""
        gone = [(layer, *row[:2]) for row in self._of(layer, mentions)]
        least = "SELECT a, b FROM asked WHERE layer = ?1 ORDER BY value DESC, a, b LIMIT -1 OFFSET ?2"
        with one_transaction(self._db):
            self._db.executemany("DELETE FROM asked WHERE layer = ? AND a = ? AND b = ?", gone)
            self._put(layer, items, at)
            self._db.execute(f"DELETE FROM asked WHERE layer = ?1 AND (a, b) IN ({least})", (layer, most))

    def _put(self, layer: int, items: Iterable[Item], at: At) -> None:
        rows = [(layer, one.pair.a, one.pair.b, one.value, _packed(one)) for one in items]
        self._db.executemany("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?)", rows)
        self._db.execute("INSERT OR REPLACE INTO asked_at VALUES (?, ?, ?, ?)", (layer, *at))

    def _of(self, layer: int, mentions: Iterable[str]) -> Iterator[Any]:
        query = "SELECT a, b, body FROM asked WHERE layer = ? AND"
        asked = orjson.dumps(sorted(set(mentions))).decode()
        for end in ("a", "b"):
            inside = f"{end} IN (SELECT value FROM json_each(?))"
            yield from self._db.execute(f"{query} {inside}", (layer, asked)).fetchall()


def _packed(one: Item) -> bytes:
    terms = [(t.field, t.found, t.weight, t.left, t.right) for t in one.pair.terms]
    said = (one.kind, one.pair.probability, one.pair.weight, terms, one.uncertainty)
    return orjson.dumps((*said, one.moved, one.links, one.conflict))


def _item(row: Any) -> Item:
    a, b, body = row
    kind, probability, weight, terms, uncertainty, moved, links, conflict = orjson.loads(body)
    pair = Pair(a, b, probability, weight, tuple(Term(*term) for term in terms))
    return Item(kind, pair, uncertainty, tuple(moved), links, conflict)
