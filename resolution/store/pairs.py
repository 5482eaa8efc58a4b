"""The pairs above the threshold, per layer, in the file of the clusters: weight, probability, reasons."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson

from resolution.change import Pair, Term
from resolution.store.lookup import among

SCHEMA = """
CREATE TABLE IF NOT EXISTS pair (
  layer INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, probability REAL NOT NULL, weight REAL NOT NULL,
  terms BLOB NOT NULL, PRIMARY KEY (layer, a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pair_b ON pair (layer, b);
"""
OF_LAYER = "SELECT a, b, probability, weight, terms FROM pair WHERE layer = ?"
CONTESTED = """
SELECT p.a, p.b, p.probability, p.weight, p.terms FROM pair p
LEFT JOIN member x ON x.layer = p.layer AND x.mention = p.a
LEFT JOIN member y ON y.layer = p.layer AND y.mention = p.b
WHERE p.layer = ? AND (p.weight < ? OR x.cluster IS NOT y.cluster) ORDER BY p.a, p.b
"""
Ends = tuple[str, str]


class Pairs:
    """What `ClusterStore` keeps of pairs; it writes inside the transaction of the store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def one(self, layer: int, a: str, b: str) -> Pair | None:
        """The pair of two mentions, in whichever order they are named."""
        row = self._db.execute(OF_LAYER + " AND a = ? AND b = ?", (layer, min(a, b), max(a, b))).fetchone()
        return _pair(row) if row else None

    def of(self, layer: int, mention_ids: Iterable[str] | None = None) -> list[Pair]:
        """All pairs of a layer, or those that one of these mentions is in, by their ids."""
        if mention_ids is None:
            return [_pair(row) for row in self._db.execute(OF_LAYER + " ORDER BY a, b", (layer,)).fetchall()]
        rows = self._about(layer, mention_ids)
        return [_pair((*ends, *rows[ends])) for ends in sorted(rows)]

    def contested(self, layer: int, below: float) -> list[Pair]:
        """The pairs of a layer below so many bits, and those whose ends are in two clusters, by their ids."""
        return [_pair(row) for row in self._db.execute(CONTESTED, (layer, below)).fetchall()]

    def replace(self, layer: int, pairs: Iterable[Pair]) -> None:
        """Make these the pairs of a layer; what stays as it was is not written."""
        rows = self._db.execute(OF_LAYER, (layer,)).fetchall()
        self._write(layer, {row[:2]: row[2:] for row in rows}, pairs)

    def patch(self, layer: int, mentions: Collection[str], pairs: Iterable[Pair]) -> None:
        """Make these all the pairs that these mentions are in."""
        self._write(layer, self._about(layer, mentions), pairs)

    def _about(self, layer: int, mentions: Iterable[str]) -> dict[Ends, tuple[Any, ...]]:
        wanted = list(mentions)
        rows = (row for end in ("a", "b") for row in among(self._db, OF_LAYER, end, layer, wanted))
        return {row[:2]: row[2:] for row in rows}

    def _write(self, layer: int, old: Mapping[Ends, tuple[Any, ...]], pairs: Iterable[Pair]) -> None:
        new = {(p.a, p.b): _packed(p) for p in pairs}
        gone = ((layer, a, b) for a, b in old.keys() - new.keys())
        self._db.executemany("DELETE FROM pair WHERE layer = ? AND a = ? AND b = ?", gone)
        put = sorted((layer, *key, *value) for key, value in new.items() if old.get(key) != value)
        self._db.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?)", put)


def _packed(pair: Pair) -> tuple[float, float, bytes]:
    return (
        pair.probability,
        pair.weight,
        orjson.dumps([(t.field, t.found, t.weight, t.left, t.right) for t in pair.terms]),
    )


def _pair(row: Sequence[Any]) -> Pair:
    a, b, probability, weight, terms = row
    return Pair(a, b, probability, weight, tuple(Term(*term) for term in orjson.loads(terms)))
