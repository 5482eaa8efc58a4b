"""Things in the index: which of them share an exact key, and which may be another read badly."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.judgements import Judgements
from resolution.layers.suspects import keys_of_mention
from resolution.online.index.schema import packed, unpacked
from resolution.online.twins import Core, Twins
from resolution.store.footings import ALIKE, ALL, EXACT, mark
from resolution.things.exact import GENERIC, Apart, Found, Seen, join_seen, look
from resolution.things.scored import KEYS
from resolution.things.thing import Said, said_by

STRONG, WEAK = "+", "-"
UNBOUNDED = "Vehicle"
"""The type of which no weak key (a plate) is too common to join."""
SOME = 500


class Row(NamedTuple):
    """One mention of a thing: its number, the number of its core, and what is known of it."""

    id: int
    mention: str
    core: int
    type: str
    strong: list[str]
    weak: list[str]
    tells: str
    country: str
    says: Said

    @property
    def keys(self) -> list[str]:
        """Its keys as they are stored: a type's own."""
        strong = [f"{self.type} {STRONG}{key}" for key in self.strong]
        return sorted({*strong, *(f"{self.type} {WEAK}{key}" for key in self.weak)})


class Things:
    """The things of a layer; whoever calls holds the transaction.

    A core is what exact keys and judgements make of mentions: it is known by the smallest number of them.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.twins = Twins(db)
        self.begin()

    def begin(self) -> None:
        """Start a transaction's account."""
        self._new, self._keys = set[int](), set[str]()
        self._left, self._touched = dict[int, str](), set[str]()
        self._said = set[tuple[str, Said]]()

    def load(self, type_: str, found: Found) -> None:
        """All mentions of a type as the batch found them, into an index that has none of it."""
        cores = []
        for cluster in found.cores:
            rows = [self._insert(_row(type_, m, found.seen, found.said.get(m, ()))) for m in cluster]
            cores.append(self._put_core(rows))
        self.begin()
        if type_ in KEYS:
            self.twins.load(type_, cores, found.pairs)

    def put(self, mention: Mention, holder: str = "") -> None:
        """Put in a mention, or what it says now; the same again changes nothing."""
        seen, type_ = Seen(), mention.type
        look(seen, type_, mention, holder)
        row = _row(type_, mention.id, seen, said_by(mention) if type_ in KEYS else ())
        known = next(self._rows("mention", [packed(mention.id)]), None)
        if known and known[3:] == row[3:]:
            return
        if known:
            self._delete(known)
        self._insert(row)

    def remove(self, mentions: Iterable[str]) -> None:
        """Take out mentions; those that it does not hold are passed over."""
        for row in list(self._rows("mention", map(packed, mentions))):
            self._delete(row)

    def settle(self, judged: Judgements, rejudged: Collection[str]) -> set[str]:
        """Make anew what was touched; returns the mentions whose clusters may be others."""
        found = self._closure(judged, rejudged)
        moved = set[str]()
        for type_ in sorted({row.type for row in found.values()} | set(self._left.values())):
            rows = [row for row in found.values() if row.type == type_]
            moved |= self._settle_type(type_, rows, judged, rejudged)
        return moved

    def stirred(self) -> Iterator[int]:
        """What the transaction changed of what layers over this one may have asked about things."""
        for key in self._keys:
            if not self._is_generic(key, len(self._new)):
                type_, _, rest = key.partition(" ")
                yield mark(EXACT, f"{type_} {rest[1:]}")
        for type_, says in self._said:
            if type_ in KEYS:
                yield mark(ALL, type_)
                yield from (mark(ALIKE, f"{type_} {key}") for key in keys_of_mention(type_, says))

    def held(self, mentions: Iterable[str]) -> dict[str, Cluster]:
        """The whole cluster of each of these mentions; those that it does not hold are left out."""
        rows = list(self._rows("mention", map(packed, mentions)))
        partner = {core: self.twins.partner(type_, core) for type_, core in {(r.type, r.core) for r in rows}}
        members: dict[int, list[str]] = {}
        for row in self._rows("core", {*partner, *(other for other in partner.values() if other)}):
            members.setdefault(row.core, []).append(row.mention)
        whole = {core: (*members[core], *members.get(other, ())) for core, other in partner.items()}
        return {row.mention: tuple(sorted(whole[row.core])) for row in rows}

    def sharing(self, type_: str, keys: Iterable[str], mentions: Iterable[str], most: int) -> Iterator[Row]:
        """The rows of a type that have one of these exact keys, by number, and those of these mentions.

        Of the holders of a weak key no more than `most` come by that key.
        """
        ids = {row.id for row in self._rows("mention", map(packed, mentions)) if row.type == type_}
        strong = [f"{type_} {STRONG}{key}" for key in keys]
        ids |= {id_ for (id_,) in self._where("SELECT thing FROM thing_key WHERE key IN", strong)}
        limit = -1 if type_ == UNBOUNDED else most
        for key in keys:
            query = "SELECT thing FROM thing_key WHERE key = ? ORDER BY thing LIMIT ?"
            ids.update(id_ for (id_,) in self._db.execute(query, (f"{type_} {WEAK}{key}", limit)))
        yield from self._rows("id", sorted(ids))

    def alike(self, type_: str, keys: Iterable[str], most: int) -> Iterator[Row]:
        """The rows of cores that have one of these keys for what may be misread; `most` cores of each key."""
        cores = set[int]()
        for key in keys:
            query = "SELECT core FROM core_key WHERE key = ? ORDER BY core LIMIT ?"
            cores.update(core for (core,) in self._db.execute(query, (f"{type_} {key}", most)))
        yield from self._rows("core", sorted(cores))

    def rows_of(self, type_: str) -> Iterator[Row]:
        """All rows of a type for which pairs are kept."""
        yield from self._rows("core", self.twins.cores(type_))

    def _settle_type(
        self, type_: str, rows: Sequence[Row], judged: Judgements, rejudged: Collection[str]
    ) -> set[str]:
        by_mention = {row.mention: row for row in rows}
        was: dict[int, set[int]] = {}
        for row in rows:
            was.setdefault(row.core, set()).add(row.id)
        gone = {core for core, of in self._left.items() if of == type_} | (was.keys() - {0})
        changed = list[Core]()
        for cluster in self._cores(type_, rows, judged):
            members = [by_mention[mention] for mention in cluster]
            ids = {row.id for row in members}
            if min(ids) in self._left or was.get(min(ids)) != ids or not self._new.isdisjoint(ids):
                changed.append(self._put_core(members))
            else:
                gone.discard(min(ids))
        moved = {mention for core in changed for mention in core.said}
        if type_ in KEYS:
            again = {row.core for row in rows if row.mention in rejudged} & (was.keys() - gone - {0})
            near = self.twins.change(type_, gone, changed, again, judged, self.cores)
            moved |= {row.mention for row in self._rows("core", near)}
        return moved

    def cores(self, type_: str, ids: Iterable[int] | None = None) -> list[Core]:
        """Cores by number, or all of a type."""
        made: dict[int, list[Row]] = {}
        for row in self._rows("core", self.twins.cores(type_) if ids is None else ids):
            made.setdefault(row.core, []).append(row)
        return [_core(core, rows) for core, rows in sorted(made.items())]

    def cores_of(self, mentions: Iterable[str]) -> dict[str, set[int]]:
        """The numbers of the cores that these mentions are in, by type."""
        made: dict[str, set[int]] = {}
        for row in self._rows("mention", map(packed, mentions)):
            made.setdefault(row.type, set()).add(row.core)
        return made

    def _cores(self, type_: str, rows: Sequence[Row], judged: Judgements) -> list[Cluster]:
        """Clusters by judgements and exact keys alone, as the batch makes them of these mentions."""
        sets, seen = Apart(judged.opposites), Seen()
        weak = {key for row in rows for key in row.weak}
        generic = {key for key in weak if self._is_generic(f"{type_} {WEAK}{key}")}
        for row in sorted(rows, key=lambda row: row.mention):
            sets.add(row.mention)
            seen.strong[row.mention] = row.strong
            seen.weak[row.mention] = [key for key in row.weak if key not in generic]
            if row.weak:
                seen.tells[row.mention], seen.country[row.mention] = row.tells, row.country
        join_seen(sets, seen, type_, judged)
        return sets.sets()

    def _closure(self, judged: Judgements, rejudged: Collection[str]) -> dict[int, Row]:
        """What was touched and all that hangs together with it by exact keys and judgements."""
        partners: dict[str, list[str]] = {}
        for a, b in judged.same:
            partners.setdefault(a, []).append(b)
            partners.setdefault(b, []).append(a)
        near = {*rejudged, *self._touched, *(p for m in self._touched for p in partners.get(m, ()))}
        found = {row.id: row for row in self._rows("mention", map(packed, near))}
        keys, met = {key for key in self._keys if not self._is_generic(key, len(self._new))}, set[str]()
        waiting = list(found.values())
        while keys or waiting:
            keys |= {k for row in waiting for k in row.keys if k not in met and not self._is_generic(k)}
            others = {p for row in waiting for p in partners.get(row.mention, ())}
            met |= keys
            new = {row.id: row for row in (*self._holders(keys), *self._rows("mention", map(packed, others)))}
            waiting = [row for id_, row in new.items() if id_ not in found]
            found |= new
            keys = set()
        return found

    def _is_generic(self, key: str, more: int = 0) -> bool:
        """True for a key that too many have to join anything, also before `more` of them had it."""
        type_, _, rest = key.partition(" ")
        if rest.startswith(STRONG) or type_ == UNBOUNDED:
            return False
        query = f"SELECT count(*) FROM (SELECT 1 FROM thing_key WHERE key = ? LIMIT {GENERIC + more + 1})"
        return bool(self._db.execute(query, (key,)).fetchone()[0] > GENERIC + more)

    def _holders(self, keys: Iterable[str]) -> Iterator[Row]:
        ids = {id_ for (id_,) in self._where("SELECT thing FROM thing_key WHERE key IN", keys)}
        yield from self._rows("id", ids)

    def _rows(self, column: str, values: Iterable[Any]) -> Iterator[Row]:
        query = f"SELECT id, mention, core, type, body FROM thing WHERE {column} IN"
        for id_, mention, core, type_, body in self._where(query, values):
            strong, weak, tells, country, says = orjson.loads(body)
            said = tuple((property_, value) for property_, value in says)
            yield Row(id_, unpacked(mention), core, type_, strong, weak, tells, country, said)

    def _where(self, query: str, values: Iterable[Any]) -> Iterator[Any]:
        wanted = list(values)
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            yield from self._db.execute(f"{query} ({','.join('?' * len(some))})", some).fetchall()

    def _insert(self, row: Row) -> Row:
        body = orjson.dumps([row.strong, row.weak, row.tells, row.country, row.says])
        query = "INSERT INTO thing (mention, core, type, body) VALUES (?, 0, ?, ?)"
        made = self._db.execute(query, (packed(row.mention), row.type, body)).lastrowid
        assert made
        self._db.executemany("INSERT INTO thing_key VALUES (?, ?)", ((key, made) for key in row.keys))
        self._new.add(made)
        self._account(row)
        return row._replace(id=made)

    def _delete(self, row: Row) -> None:
        pairs = ((key, row.id) for key in row.keys)
        self._db.executemany("DELETE FROM thing_key WHERE key = ? AND thing = ?", pairs)
        self._db.execute("DELETE FROM thing WHERE id = ?", (row.id,))
        self._left[row.core] = row.type
        self._account(row)

    def _account(self, row: Row) -> None:
        self._touched.add(row.mention)
        self._keys.update(row.keys)
        self._said.add((row.type, row.says))

    def _put_core(self, rows: Sequence[Row]) -> Core:
        core = min(row.id for row in rows)
        moved = ((core, row.id) for row in rows if row.core != core)
        self._db.executemany("UPDATE thing SET core = ? WHERE id = ?", moved)
        return _core(core, rows)


def _core(id_: int, rows: Iterable[Row]) -> Core:
    return Core(id_, {row.mention: row.says for row in rows})


def _row(type_: str, mention: str, seen: Seen, says: Said) -> Row:
    tells, country = seen.tells.get(mention, ""), seen.country.get(mention, "")
    return Row(0, mention, 0, type_, seen.strong[mention], seen.weak[mention], tells, country, says)
