"""Pairs of things that may be one though written otherwise: kept per layer, for people to look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from resolution.change import Pair, Term

SCHEMA = """
CREATE TABLE IF NOT EXISTS suspect (
  layer INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, type TEXT NOT NULL, probability REAL NOT NULL,
  weight REAL NOT NULL, terms BLOB NOT NULL, PRIMARY KEY (layer, a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS suspect_b ON suspect (layer, b);
CREATE INDEX IF NOT EXISTS suspect_weight ON suspect (layer, type, weight);
"""
SOME = 500
_ROW = "SELECT a, b, type, probability, weight, terms FROM suspect WHERE layer = ?"


class Suspect(NamedTuple):
    """Two things of a type, each named by its smallest mention, and what speaks for their being one."""

    type: str
    pair: Pair


class Suspects:
    """The suspects in the file of the clusters; whoever writes holds the transaction.

    An end is what exact keys and judgements make one: two ends may be one entity since, by their weight.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def heaviest(self, layer: int, type_: str, most: int) -> list[Suspect]:
        """The suspects of one type, the weightiest first, at most so many."""
        query = f"{_ROW} AND type = ? ORDER BY weight DESC, a, b LIMIT ?"
        return [_suspect(row) for row in self._db.execute(query, (layer, type_, most)).fetchall()]

    def about(self, layer: int, mentions: Iterable[str]) -> list[Suspect]:
        """The suspects of which one of these mentions names an end, by their ids."""
        return [_suspect(row) for _, row in sorted(self._rows(layer, mentions).items())]

    def replace(self, layer: int, found: Iterable[Suspect]) -> None:
        """Make these the suspects of a layer; only what differs is written."""
        rows = self._db.execute(_ROW, (layer,)).fetchall()
        self._write(layer, {row[:2]: row[2:] for row in rows}, found)

    def patch(
        self, layer: int, part: Collection[str], types: Collection[str], found: Iterable[Suspect]
    ) -> None:
        """Make these the suspects that a mention of a part names an end of, and all those of some types."""
        rows = {key: row[2:] for key, row in self._rows(layer, part).items()}
        for type_ in types:
            rows |= {row[:2]: row[2:] for row in self._db.execute(f"{_ROW} AND type = ?", (layer, type_))}
        self._write(layer, rows, found)

    def _write(self, layer: int, old: dict[Any, Any], found: Iterable[Suspect]) -> None:
        new = {(s.pair.a, s.pair.b): _packed(s) for s in found}
        gone = sorted((layer, *ends) for ends in old.keys() - new.keys())
        self._db.executemany("DELETE FROM suspect WHERE layer = ? AND a = ? AND b = ?", gone)
        put = sorted((layer, *ends, *row) for ends, row in new.items() if old.get(ends) != row)
        self._db.executemany("INSERT OR REPLACE INTO suspect VALUES (?, ?, ?, ?, ?, ?, ?)", put)

    def _rows(self, layer: int, mentions: Iterable[str]) -> dict[Any, Any]:
        return {row[:2]: row for row in self._of(layer, mentions)}

    def _of(self, layer: int, mentions: Iterable[str]) -> Iterator[Any]:
        wanted = sorted(set(mentions))
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            for end in ("a", "b"):
                query = f"{_ROW} AND {end} IN ({','.join('?' * len(some))})"
                yield from self._db.execute(query, (layer, *some)).fetchall()


def _packed(one: Suspect) -> tuple[str, float, float, bytes]:
    terms = [(t.field, t.found, t.weight, t.left, t.right) for t in one.pair.terms]
    return one.type, one.pair.probability, one.pair.weight, orjson.dumps(terms)


def _suspect(row: Any) -> Suspect:
    a, b, type_, probability, weight, terms = row
    return Suspect(type_, Pair(a, b, probability, weight, tuple(Term(*t) for t in orjson.loads(terms))))
