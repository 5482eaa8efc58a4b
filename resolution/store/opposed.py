"""What a layer says are two things, in the file of the clusters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import orjson

from resolution.change import Against
from resolution.store.lookup import among

SCHEMA = """
CREATE TABLE IF NOT EXISTS against (
  layer INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, reason TEXT NOT NULL, judged INTEGER NOT NULL,
  PRIMARY KEY (layer, a, b)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS against_b ON against (layer, b);
"""
OF_LAYER = "SELECT a, b, reason, judged FROM against WHERE layer = ?"


class Opposed:
    """Pairs of mentions that are two things; it writes inside the transaction of the store of clusters."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, layer: int, mention_ids: Iterable[str] | None = None) -> list[Against]:
        """All that a layer says, or what one of these mentions is in, by their ids."""
        if mention_ids is None:
            rows = self._db.execute(OF_LAYER, (layer,)).fetchall()
        else:
            wanted = list(mention_ids)
            rows = [row for end in ("a", "b") for row in among(self._db, OF_LAYER, end, layer, wanted)]
        return sorted({Against(a, b, reason, bool(judged)) for a, b, reason, judged in rows}, key=_ends)

    def replace(self, layer: int, against: Iterable[Against]) -> None:
        """Make this all that a layer says."""
        known, told = set(self.of(layer)), set(against)
        gone = sorted((layer, one.a, one.b) for one in known - told)
        self._db.executemany("DELETE FROM against WHERE layer = ? AND a = ? AND b = ?", gone)
        rows = sorted((layer, one.a, one.b, one.reason, int(one.judged)) for one in told - known)
        self._db.executemany("INSERT INTO against VALUES (?, ?, ?, ?, ?)", rows)


def stamped(stamps: Mapping[str, bytes], against: Iterable[Against]) -> Mapping[str, bytes]:
    """Stamps that also change with what a layer says against a mention."""
    told: dict[str, list[str]] = {}
    for one in sorted(against, key=_ends):
        for mention, other in ((one.a, one.b), (one.b, one.a)):
            told.setdefault(mention, []).append(f"{other} {one.judged} {one.reason}")
    found = dict(stamps)
    for mention, words in told.items():
        found[mention] = blake2b(
            orjson.dumps([found.get(mention, b"").hex(), *words]), digest_size=8
        ).digest()
    return found


def _ends(against: Against) -> tuple[str, str]:
    return against.a, against.b
