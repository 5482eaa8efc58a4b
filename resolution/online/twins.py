"""Pairs of things of which one may be the other read badly: kept, so that a new one is weighed alone."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from resolution.change import Pair
from resolution.judgements import Judgements
from resolution.things import vehicles
from resolution.things.scored import CAP, KEYS, joins, judge_of, pairs, weigh
from resolution.things.thing import Said, Thing, thing

GLOBAL = ("Organisation",)
"""Types of which a pair is weighed by how rare its words are among all."""
Read = Callable[[str, Iterable[int] | None], list["Core"]]
"""Cores of a type, by number or all."""
SOME = 500


class Core(NamedTuple):
    """Mentions that exact keys make one, with what each says."""

    id: int
    said: Mapping[str, Said]

    @property
    def thing(self) -> Thing:
        """What is known of it."""
        return thing(self.said)


class Twins:
    """The pairs from the weight on from which people look at them; whoever calls holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def load(self, type_: str, cores: Sequence[Core], found: Iterable[Pair]) -> None:
        """All cores of a type and their pairs."""
        name = {}
        for core in cores:
            self._insert(type_, core.id, core.thing)
            name[min(core.said)] = core.id
        self._write((name[pair.a], name[pair.b], pair.weight) for pair in found)

    def cores(self, type_: str) -> list[int]:
        """The numbers of all cores of a type."""
        return [
            row[0] for row in self._db.execute("SELECT id FROM core WHERE type = ? ORDER BY id", (type_,))
        ]

    def ends(self, cores: Iterable[int]) -> set[tuple[int, int]]:
        """The pairs that these cores are in."""
        return {(a, b) for a, b, _ in self._of(cores)}

    def partner(self, type_: str, core: int) -> int:
        """The core that joins this one; 0 for none."""
        near = self._near([core])
        if type_ not in KEYS or not near:
            return 0
        rows = sorted(set(self._of([core, *near])), key=lambda row: (-row[2], row))
        made = joins(type_, [Pair(str(a), str(b), 0.0, weight) for a, b, weight in rows])
        ends = {int(end) for pair in made if str(core) in (pair.a, pair.b) for end in (pair.a, pair.b)}
        return (ends - {core} or {0}).pop()

    def change(
        self,
        type_: str,
        gone: Collection[int],
        new: Sequence[Core],
        again: Collection[int],
        judged: Judgements,
        read: Read,
    ) -> set[int]:
        """Take out and put in cores, and weigh some again; returns those that may join others than before."""
        near = self._near([*gone, *again])
        delta = Counter[str]()
        for core in gone:
            delta.subtract(self._delete(core))
        for made in new:
            delta.update(self._insert(type_, made.id, made.thing))
        if type_ in GLOBAL:
            near |= self._weigh_all(type_, judged, read) if gone or new or again else set()
        else:
            crossed = {id_ for key, more in delta.items() if more for id_ in self._crossed(key, more)}
            touched = {*again, *crossed, *(made.id for made in new)}
            near |= self._near(crossed)
            self._weigh(type_, touched, judged, read)
            near |= touched
        near = (near - {*gone}) | {made.id for made in new}
        return near | self._near(near)

    def _weigh(self, type_: str, touched: Collection[int], judged: Judgements, read: Read) -> None:
        """The pairs of some cores anew."""
        self._drop(touched)
        candidates = {(min(a, b), max(a, b), key) for a in touched for key, b in self._candidates(a)}
        ids = {end for a, b, _ in candidates for end in (a, b)}
        things = {core.id: core.thing for core in read(type_, ids)}
        judge, found = judge_of(type_, ()), dict[tuple[int, int], float]()
        for a, b, key in sorted(candidates):
            x, y = things[a], things[b]
            bare = key.partition(" ")[2]
            if (a, b) in found or (type_ == "Vehicle" and not vehicles.comparable(bare, x, y)):
                continue
            pair = weigh(type_, x, y, judge, judged)
            if pair:
                found[a, b] = pair.weight
        self._write((a, b, weight) for (a, b), weight in found.items())

    def _weigh_all(self, type_: str, judged: Judgements, read: Read) -> set[int]:
        """All pairs of a type; returns the cores of those that are others now."""
        cores = read(type_, None)
        name = {min(core.said): core.id for core in cores}
        things = sorted((core.thing for core in cores), key=lambda one: one.name)
        new = {
            (min(name[p.a], name[p.b]), max(name[p.a], name[p.b]), p.weight)
            for p in pairs(type_, things, judged)
        }
        query = "SELECT t.a, t.b, t.weight FROM twin t JOIN core c ON c.id = t.a WHERE c.type = ?"
        old = set(self._db.execute(query, (type_,)))
        self._db.executemany(
            "DELETE FROM twin WHERE a = ? AND b = ?", sorted((a, b) for a, b, _ in old - new)
        )
        self._write(new - old)
        return {end for a, b, _ in old ^ new for end in (a, b)}

    def _crossed(self, key: str, more: int) -> Iterator[int]:
        """The holders of a key that too many have now, or no longer."""
        size = self._size(key)
        if (size > CAP) != (size - more > CAP):
            yield from (row[0] for row in self._db.execute("SELECT core FROM core_key WHERE key = ?", (key,)))

    def _candidates(self, core: int) -> Iterator[tuple[str, int]]:
        row = self._db.execute("SELECT keys FROM core WHERE id = ?", (core,)).fetchone()
        for key in orjson.loads(row[0]):
            if self._size(key) <= CAP:
                query = "SELECT core FROM core_key WHERE key = ? AND core != ?"
                yield from ((key, other) for (other,) in self._db.execute(query, (key, core)).fetchall())

    def _size(self, key: str) -> int:
        return int(self._db.execute("SELECT count(*) FROM core_key WHERE key = ?", (key,)).fetchone()[0])

    def _insert(self, type_: str, core: int, one: Thing) -> list[str]:
        keys = sorted({f"{type_} {key}" for key in KEYS[type_](one)})
        self._db.execute("INSERT INTO core VALUES (?, ?, ?)", (core, type_, orjson.dumps(keys)))
        self._db.executemany("INSERT INTO core_key VALUES (?, ?)", ((key, core) for key in keys))
        return keys

    def _delete(self, core: int) -> list[str]:
        row = self._db.execute("SELECT keys FROM core WHERE id = ?", (core,)).fetchone()
        keys: list[str] = orjson.loads(row[0]) if row else []
        self._db.executemany("DELETE FROM core_key WHERE key = ? AND core = ?", ((key, core) for key in keys))
        self._db.execute("DELETE FROM core WHERE id = ?", (core,))
        self._drop([core])
        return keys

    def _drop(self, cores: Iterable[int]) -> None:
        for core in cores:
            self._db.execute("DELETE FROM twin WHERE a = ?", (core,))
            self._db.execute("DELETE FROM twin WHERE b = ?", (core,))

    def _write(self, rows: Iterable[tuple[int, int, float]]) -> None:
        ordered = sorted((min(a, b), max(a, b), weight) for a, b, weight in rows)
        self._db.executemany("INSERT OR REPLACE INTO twin VALUES (?, ?, ?)", ordered)

    def _near(self, cores: Iterable[int]) -> set[int]:
        wanted = set(cores)
        return {end for a, b, _ in self._of(wanted) for end in (a, b)} - wanted

    def _of(self, cores: Iterable[int]) -> Iterator[Any]:
        wanted = sorted(cores)
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            marks = ",".join("?" * len(some))
            for end in "ab":
                yield from self._db.execute(f"SELECT a, b, weight FROM twin WHERE {end} IN ({marks})", some)
