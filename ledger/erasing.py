"""Erasure: what one source key holds goes for good, and a tombstone stays at each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import orjson
from sqlalchemy import Connection, RowMapping, insert, select

from ledger import pseudonyms, recipients, sequence, tables
from ledger.entry import Decision, Erasure
from ledger.errors import Missing
from ledger.journal import Journal, Line
from ledger.keys import Keys, token
from ledger.reclassified import reclassified
from ledger.refusals import content_hash, leave_mark

KINDS = ("positive", "negative", "unsure", "retraction", "correction", "retention")
"""Decisions that say something of a record: they go with it."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Doomed:
    """What the erasure of one source key would take: rows of records, decisions and reclassifications."""

    key: Key
    class_: int
    records: Sequence[RowMapping]
    decisions: Sequence[Decision]
    reclassifications: Sequence[int]

    @property
    def places(self) -> list[tuple[int, str, str, int]]:
        """Each place with its kind, its id and its class."""
        found = [(row["sequence"], "record", row["id"], row["class"]) for row in self.records]
        found += [(made.sequence, "decision", made.id, made.class_) for made in self.decisions]
        found += [(place, "reclassification", "", 0) for place in self.reclassifications]
        return sorted(found)


@dataclass
class Eraser:
    """Erases source keys in one transaction that holds the sequence lock."""

    connection: Connection
    keys: Keys
    at: str
    done: list[Erasure] = field(default_factory=list)

    def erase(self, doomed: Doomed, author: str, reason: str, also: Iterable[str] = ()) -> None:
        """Write the erasure into the journal, and do it; words that stand for `also` are forgotten too."""
        ids = {*(id_ for _, _, id_, _ in doomed.places), *also}
        known = pseudonyms.among(self.connection, ids)
        refused = {self._content(row) for row in doomed.records}
        named = {self.keys.keyed("decision", made.id) for made in doomed.decisions}
        told = (self.keys.keyed("key", *doomed.key), tuple(sorted(refused)), tuple(sorted(named)))
        words = tuple(sorted(map(self._named, known)))
        line = Line(uuid4().hex, self.at, doomed.class_, author, reason, *told, named=words)
        Journal(self.keys.folder).add(line)
        self._write(line, [doomed], known)

    def repeat(self, line: Line) -> None:
        """Do again what a line of the journal says, in a ledger that does not know of it."""
        keys = [key for key in _all_keys(self.connection) if self.keys.keyed("key", *key) == line.key]
        also = {
            id_
            for id_ in _decision_ids(self.connection)
            if self.keys.keyed("decision", id_) in line.decisions
        }
        found = [doomed(self.connection, key, (), also) for key in keys]
        if not found and also:
            found = [Doomed(("", ""), line.class_, (), _decisions(self.connection, set(), set(), also), ())]
        known = pseudonyms.matching(self.connection, frozenset(line.named), self._named)
        self._write(line, found, known)

    def _write(self, line: Line, found: Sequence[Doomed], known: Sequence[str]) -> None:
        all_ = sorted(place for one in found for place in one.places)
        classes = {place: _class_of(self.connection, place) for place, *_ in all_}
        emptied = [(place, kind, token(id_)) for place, kind, id_, _ in all_]
        places = tuple((place, made) for place, _, made in emptied)
        made = Erasure(line.token, line.class_, places, line.author, line.reason)
        at = sequence.head(self.connection) + 1
        sequence.append(self.connection, "erasure", [sequence.erasure_row(made, at, self.at)], self.at)
        stones = [
            {"sequence": place, "kind": kind, "class": classes[place], "reference": stone, "erasure": at}
            for place, kind, stone in emptied
        ]
        if stones:
            self.connection.execute(insert(tables.tombstone), stones)
        refused = {self._content(row) for one in found for row in one.records}.union(line.contents)
        rows = [{"hash": one, "erasure": at, "at": line.at} for one in sorted(refused)]
        if rows:
            self.connection.execute(insert(tables.refusal), rows)
        recipients.tell(self.connection, known, at, self.at)
        pseudonyms.forget(self.connection, known, at)
        leave_mark(self.connection, self.keys)
        self.done.append(made)

    def _named(self, id_: str) -> str:
        return self.keys.keyed("named", id_)

    def _content(self, row: RowMapping) -> str:
        return content_hash(self.keys, row["source"], orjson.Fragment(row["content"]))


def source_keys(connection: Connection, named: Iterable[str | Key]) -> list[Key]:
    """The source keys that are named or whose records are; Missing for one of which there is nothing."""
    table, found = tables.record, set[Key]()
    for one in named:
        if isinstance(one, str):
            where = table.c.id == one
        else:
            where = (table.c.source == one[0]) & (table.c.key == one[1])
        row = connection.execute(select(table.c.source, table.c.key).where(where, table.c.key != "").limit(1))
        held = row.one_or_none()
        if held is None:
            raise Missing(f"nothing is known under {one if isinstance(one, str) else ' '.join(one)}")
        found.add((held.source, held.key))
    return sorted(found)


def doomed(
    connection: Connection, key: Key, mentions: Iterable[str] = (), also: Iterable[str] = ()
) -> Doomed:
    """What would go with a source key; `mentions` are those of its records, `also` ids of decisions."""
    table = tables.record
    mine = select(table).where(table.c.source == key[0], table.c.key == key[1])
    records = connection.execute(mine.order_by(table.c.sequence)).mappings().all()
    now = reclassified(connection, [key]).get(key)
    ids = {row["id"] for row in records}
    decisions = _decisions(connection, ids, set(mentions), set(also))
    other = tables.reclassification
    places = select(other.c.sequence).where(other.c.source == key[0], other.c.key == key[1])
    class_ = now[0] if now else records[-1]["class"]
    return Doomed(key, class_, records, decisions, list(connection.execute(places).scalars()))


def all_decisions(
    connection: Connection, kinds: Sequence[str] = (), without: Sequence[str] = ()
) -> Iterator[Decision]:
    """What people decided and nobody erased, oldest first: all, or only or not of some kinds."""
    table = tables.decision
    wanted = select(table).where(table.c.subject != "")
    if kinds:
        wanted = wanted.where(table.c.kind.in_(kinds))
    if without:
        wanted = wanted.where(table.c.kind.not_in(without))
    rows = connection.execute(wanted.order_by(table.c.sequence))
    return map(sequence.decision_of, rows.mappings())


def _decisions(
    connection: Connection, records: set[str], mentions: set[str], also: set[str]
) -> list[Decision]:
    """The decisions about these records or mentions, and those that take one of them back."""
    gone: dict[int, Decision] = {}
    ids = set(also)
    for made in all_decisions(connection):
        if made.kind in KINDS and (made.id in also or _names(made, records, mentions, ids)):
            gone[made.sequence] = made
            ids.add(made.id)
    return list(gone.values())


def _names(made: Decision, records: set[str], mentions: set[str], ids: set[str]) -> bool:
    subject = made.subject
    anchors = [at["record"] for end in ("a_at", "b_at") if isinstance(at := subject.get(end), dict)]
    told = (
        ((*anchors, subject.get("record")), records),
        ((subject.get("a"), subject.get("b"), subject.get("mention")), mentions),
        ((subject.get("judgement"), subject.get("correction")), ids),
    )
    return any(name in known for names, known in told for name in names if isinstance(name, str))


def _all_keys(connection: Connection) -> list[Key]:
    table = tables.record
    held = select(table.c.source, table.c.key).where(table.c.key != "").distinct()
    return [(row.source, row.key) for row in connection.execute(held)]


def _decision_ids(connection: Connection) -> list[str]:
    table = tables.decision
    return list(connection.execute(select(table.c.id).where(table.c.subject != "")).scalars())


def _class_of(connection: Connection, place: int) -> int:
    entry = tables.entry
    return int(connection.execute(select(entry.c["class"]).where(entry.c.sequence == place)).scalar_one())


def unknown(connection: Connection, lines: Iterable[Line]) -> list[Line]:
    """The lines of the journal whose erasure this ledger does not know of."""
    known = set(connection.execute(select(tables.erasure.c.token)).scalars())
    return [line for line in lines if line.token not in known]
