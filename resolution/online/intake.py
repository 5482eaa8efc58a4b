"""Mentions taken into an empty index as they come: nothing of them stays in memory but ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import orjson

from resolution.clustering.persons import names_one
from resolution.comparison import profiles
from resolution.comparison.features import Features
from resolution.comparison.generic import holder, without
from resolution.comparison.met import Met, clashing
from resolution.online.groups import Said, identifiers, slots
from resolution.online.index.meetings import row_of
from resolution.online.index.rows import Rows
from resolution.online.index.schema import Stored, packed, unpacked
from resolution.online.index.tables import body_of, digest_of, features_from
from resolution.weights.model import Model

CHUNK = 10_000
FIRST = "#0"
STAGED = {
    "held": "number TEXT, name TEXT, grp INTEGER",
    "keyed": "key TEXT, grp INTEGER",
    "weak": "grp INTEGER",
    "several": "grp INTEGER, mention, record, said INTEGER, one INTEGER",
}
_INTO = {
    "grp": "INSERT INTO grp VALUES (?, ?, ?, NULL, ?)",
    "node": "INSERT INTO node VALUES (?, ?, ?, ?, ?)",
    "said": "INSERT INTO said (mention, record, grp, node) VALUES (?, ?, ?, ?)",
    "met": "INSERT INTO met VALUES (?, ?, ?, ?, ?)",
    "held": "INSERT INTO held VALUES (?, ?, ?)",
    "keyed": "INSERT INTO keyed VALUES (?, ?)",
}


class Intake:
    """Fills the tables of groups, mentions and nodes, and hands what each node says on to `rows`.

    The first node of a group has its number; other nodes are numbered after all groups.
    """

    def __init__(self, db: sqlite3.Connection, model: Model, rows: Rows) -> None:
        self._db, self._model, self._rows = db, model, rows
        self._groups = dict[bytes, int]()
        self._empty = set[int]()
        self._out: dict[str, list[Any]] = {}

    def take(self, said: Iterable[Said], apart: Collection[str]) -> int:
        """Take mentions in, those in `apart` alone; returns the number of nodes."""
        for name, columns in STAGED.items():
            self._db.execute(f"CREATE TEMP TABLE {name} ({columns})")
        stream = iter(said)
        while some := list(islice(stream, CHUNK)):
            self._take(some, apart)
        self._count_holders()
        self._weaken()
        extra = self._split(apart)
        self._rows.copy(extra)
        for name in STAGED:
            self._db.execute(f"DROP TABLE temp.{name}")
        return len(self._groups) + len(extra)

    def _take(self, said: Iterable[Said], apart: Collection[str]) -> None:
        self._out = {table: [] for table in _INTO}
        first, new = len(self._groups) + 1, list[Features]()
        for row in said:
            body = body_of(row.features)
            digest = digest_of(body)
            group = self._groups.get(digest, 0)
            if not group:
                group = self._groups[digest] = len(self._groups) + 1
                new.append(row.features)
                self._begin(group, row, digest, body, row.mention in apart)
            self._out["said"].append((packed(row.mention), packed(row.record), group, group))
            if row.features.met:
                self._out["met"].append(row_of(row.mention, group, row.features.met))
        for table, query in _INTO.items():
            self._db.executemany(query, self._out[table])
        self._rows.put(range(first, first + len(new)), new)

    def _begin(self, group: int, row: Said, digest: bytes, body: bytes, apart: bool) -> None:
        f, name = row.features, packed(row.mention)
        one = names_one(f, self._model)
        if f.is_empty:
            self._empty.add(group)
        alone = apart or not one or group in self._empty
        self._out["grp"].append((group, digest, body, int(one)))
        self._out["node"].append((group, group, name if alone else FIRST, name, group))
        self._out["held"] += ((number, holder(f), group) for number in identifiers(f))
        self._out["keyed"] += ((key, group) for key in set(f.source_keys))

    def _count_holders(self) -> None:
        self._db.execute("INSERT INTO holder SELECT * FROM held ORDER BY number, name, grp")
        self._db.execute("INSERT INTO source SELECT * FROM keyed ORDER BY key, grp")
        counted = "SELECT number, count(DISTINCT name) FROM holder GROUP BY number ORDER BY number"
        self._db.execute(f"INSERT INTO generic {counted}")

    def _weaken(self) -> None:
        """Make anew what groups say that hold identifiers which tell nobody apart."""
        query = "SELECT number FROM generic WHERE names > ?"
        generic = {row[0] for row in self._db.execute(query, (profiles.MOST_HOLDERS,))}
        if not generic:
            return
        query = f"INSERT INTO weak SELECT DISTINCT grp FROM holder WHERE number IN ({query})"
        self._db.execute(query, (profiles.MOST_HOLDERS,))
        held = self._db.execute("SELECT g.id, g.raw FROM weak w JOIN grp g ON g.id = w.grp ORDER BY g.id")
        while some := held.fetchmany(CHUNK):
            used = [without(features_from(raw), generic) for _, raw in some]
            rows = [
                (body_of(f), int(names_one(f, self._model)), id_)
                for (id_, _), f in zip(some, used, strict=True)
            ]
            self._rows.again([id_ for id_, _ in some], used)
            self._db.executemany("UPDATE grp SET used = ?, one = ? WHERE id = ?", rows)

    def _split(self, apart: Collection[str]) -> list[tuple[int, int]]:
        """Give the mentions of each group their nodes; returns those beside first ones, with their groups."""
        self._db.execute(
            "INSERT INTO several SELECT s.grp, s.mention, s.record, s.id, g.one FROM said s"
            " JOIN grp g ON g.id = s.grp WHERE s.grp IN (SELECT grp FROM said GROUP BY grp"
            " HAVING count(*) > 1 UNION SELECT grp FROM weak) ORDER BY s.grp"
        )
        apart = {*apart, *self._clashing()}
        extra = list[tuple[int, int]]()
        rows = self._db.execute("SELECT * FROM several ORDER BY rowid")
        for group, held in groupby(rows, itemgetter(0)):
            members = list(held)
            said = {unpacked(mention): (unpacked(record), id_) for _, mention, record, id_, _ in members}
            pairs = ((mention, record) for mention, (record, _) in said.items())
            made = slots(pairs, apart, bool(members[0][4]), group in self._empty)
            self._write(group, made, {mention: id_ for mention, (_, id_) in said.items()}, extra)
        return extra

    def _write(
        self, group: int, made: dict[str, Stored], ids: dict[str, int], extra: list[tuple[int, int]]
    ) -> None:
        node: dict[Stored, int] = {}
        for mention, slot in sorted(made.items()):
            if slot not in node and not node:
                node[slot] = group
                query = "UPDATE node SET slot = ?, name = ? WHERE id = ?"
                self._db.execute(query, (slot, packed(mention), group))
            elif slot not in node:
                node[slot] = id_ = len(self._groups) + len(extra) + 1
                extra.append((id_, group))
                self._db.execute(_INTO["node"], (id_, group, slot, packed(mention), id_))
            if node[slot] != group:
                self._db.execute("UPDATE said SET node = ? WHERE id = ?", (node[slot], ids[mention]))

    def _clashing(self) -> Iterator[str]:
        """The mentions that were met too far from others of the same words."""
        query = "SELECT grp, mention, body FROM met WHERE since IS NOT NULL ORDER BY grp"
        for _, held in groupby(self._db.execute(query), itemgetter(0)):
            yield from clashing([(unpacked(m), Met.of(orjson.loads(body))) for _, m, body in held])
