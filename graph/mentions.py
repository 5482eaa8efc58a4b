"""The mentions that count now: a projection of the ledger on disk, with its position inside."""

from __future__ import annotations

import hashlib
import heapq
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import orjson

from graph.correct import Above
from graph.local import Projection, one_transaction
from graph.ontology.mention import Mention, Span
from graph.ontology.statement import Kind, Statement, Status
from graph.places import NO_PLACES, Places
from graph.places import SCHEMA as PLACES
from graph.touched import SCHEMA as TOUCHED
from graph.touched import Touched, TouchLog
from ledger.errors import BadInput

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mention (
  id TEXT PRIMARY KEY, record TEXT NOT NULL, type TEXT NOT NULL, class INTEGER NOT NULL,
  stamp BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS mention_record ON mention (record);
CREATE INDEX IF NOT EXISTS mention_type ON mention (type, class, id);
CREATE TABLE IF NOT EXISTS above (
  mention TEXT NOT NULL, class INTEGER NOT NULL, record TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (mention, class)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS above_record ON above (record);
"""
PAGE = 2000
LOOKUP = 500
COLUMNS = "id, record, type, class, body"
_KINDS = {kind.value: kind for kind in Kind}
_STATUSES = {status.value: status for status in Status}


class MentionStore(Projection):
    """All mentions of the records that count, in one SQLite file; the ledger can always make it again."""

    schema, what = SCHEMA + TOUCHED + PLACES, "mentions"

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._log = TouchLog(connection)
        self._places = Places(connection)

    @property
    def edition(self) -> str:
        """What it holds, in one word: another one as soon as a mention came, changed or went."""
        return self._log.edition

    def behind(self, edition: str) -> int | None:
        """At most so many mentions came, changed or went since; None when that cannot be told any more."""
        return self._log.behind(edition)

    def since(self, edition: str) -> list[Touched] | None:
        """The mentions that came, changed or went since; None when that cannot be told any more."""
        return self._log.since(edition)

    def forget(self, editions: Iterable[str]) -> None:
        """Name no mention that is gone in the log up to the earliest of these editions."""
        with one_transaction(self._db):
            self._log.forget(editions)

    def reset(self, incarnation: str) -> None:
        """Forget everything and begin again at position 0; readers of the file go on reading."""
        with one_transaction(self._db):
            self._empty()
            self._db.execute("DELETE FROM meta")
            self._db.execute("INSERT INTO meta VALUES ('incarnation', ?)", (incarnation,))

    def apply(
        self,
        add: Sequence[Mention],
        retire: Sequence[str],
        position: int,
        incarnation: str,
        mark: str = "",
        places: Mapping[int, str] = NO_PLACES,
        emptied: Iterable[int] = (),
        above: Sequence[Above] = (),
    ) -> None:
        """Take out the mentions of the retired records, put in the new ones, and move on: one transaction.

        `above` is what classes above those of the new mentions know of them; it goes with their records.

        `places` says where in the ledger which record stands; an erasure names such places alone, and what
        stood at the `emptied` ones is retired before the new ones are put in.

        A batch that lies before the store's position has been applied and changes nothing. The first
        batch of another incarnation empties the store: its caller starts again from position 0.
        """
        rows = [_row(mention) for mention in add]
        with one_transaction(self._db):
            if self.incarnation == incarnation and position >= self.position:
                retire = [*retire, *self._places.take(emptied)]
            self._apply(rows, retire, position, incarnation, mark, [_row_above(one) for one in above])
            self._places.put(places)

    def _apply(
        self,
        rows: list[tuple[Any, ...]],
        retire: Sequence[str],
        position: int,
        incarnation: str,
        mark: str,
        above: list[tuple[Any, ...]],
    ) -> None:
        if self.incarnation != incarnation:
            self._empty()
        elif position < self.position:
            return
        old = {row[0]: row for row in self._heads(retire, rows)}
        new = {row[0]: row[:5] for row in rows}
        self._db.executemany("DELETE FROM mention WHERE record = ?", ((record,) for record in retire))
        self._db.executemany("INSERT OR REPLACE INTO mention VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._db.executemany("DELETE FROM above WHERE record = ?", ((record,) for record in retire))
        self._db.executemany("INSERT OR REPLACE INTO above VALUES (?, ?, ?, ?)", above)
        differ = [
            side[id_]
            for id_ in old | new
            if old.get(id_) != new.get(id_)
            for side in (old, new)
            if id_ in side
        ]
        self._log.add(sorted({Touched(*row[:4]) for row in differ}))
        self._move(position, incarnation=incarnation, mark=mark)

    def _heads(self, records: Sequence[str], rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Id, record, type, class and stamp of what these records said, and of what these rows replace."""
        query = "SELECT id, record, type, class, stamp FROM mention"
        yield from self._among(query, "record", records)
        yield from self._among(query, "id", (row[0] for row in rows))

    def _empty(self) -> None:
        self._db.execute("DELETE FROM mention")
        self._db.execute("DELETE FROM above")
        self._places.forget()
        self._log.begin()

    def of_type(self, type_: str, classes: Iterable[int]) -> Iterator[Mention]:
        """All mentions of a type in these classes, by id, streamed; other writers may go on meanwhile."""
        streams = [self._of_class(type_, class_) for class_ in sorted(set(classes))]
        return heapq.merge(*streams, key=attrgetter("id"))

    def _of_class(self, type_: str, class_: int) -> Iterator[Mention]:
        query = (
            f"SELECT {COLUMNS} FROM mention WHERE type = ? AND class = ? AND id > ? ORDER BY id LIMIT {PAGE}"
        )
        after = ""
        while rows := self._db.execute(query, (type_, class_, after)).fetchall():
            yield from map(_mention, rows)
            after = rows[-1][0]

    def get(self, ids: Iterable[str]) -> dict[str, Mention]:
        """The mentions with these ids, those that exist, by id."""
        return {mention.id: mention for mention in self._where("id", ids)}

    def of_records(
        self, record_ids: Iterable[str], type_: str = "", *, telling: Collection[str] = ()
    ) -> list[Mention]:
        """All mentions of these records, or those of one type, by id.

        With `telling` those alone that have a statement of one of these relations, and a few others.
        """
        query = f"SELECT {COLUMNS} FROM mention"
        rows = (row for row in self._among(query, "record", record_ids) if type_ in ("", row[2]))
        if telling:
            says = re.compile("|".join(re.escape(f'"{name}"') for name in sorted(telling)).encode()).search
            rows = (row for row in rows if says(row[4]))
        return sorted(map(_mention, rows), key=attrgetter("id"))

    def above(self) -> list[Above]:
        """What classes above those of mentions know of them, all of it: people made it, so it is little."""
        query = "SELECT mention, class, record, body FROM above ORDER BY mention, class"
        return [_above(row) for row in self._db.execute(query).fetchall()]

    def above_of(self, ids: Iterable[str]) -> list[Above]:
        """The same of these mentions."""
        query = "SELECT mention, class, record, body FROM above"
        return sorted(map(_above, self._among(query, "mention", ids)), key=attrgetter("mention", "class_"))

    def _where(self, column: str, values: Iterable[str]) -> Iterator[Mention]:
        yield from map(_mention, self._among(f"SELECT {COLUMNS} FROM mention", column, values))

    def _among(self, query: str, column: str, values: Iterable[str]) -> Iterator[Any]:
        wanted = sorted(set(values))
        for start in range(0, len(wanted), LOOKUP):
            some = wanted[start : start + LOOKUP]
            marks = ",".join("?" * len(some))
            yield from self._db.execute(f"{query} WHERE {column} IN ({marks})", some).fetchall()

    def stamps(self, type_: str, classes: Iterable[int]) -> dict[str, bytes]:
        """Mention id → 8 bytes that change when anything of the mention changes."""
        query = "SELECT id, stamp FROM mention WHERE type = ? AND class = ?"
        found: dict[str, bytes] = {}
        for class_ in sorted(set(classes)):
            found.update(self._db.execute(query, (type_, class_)).fetchall())
        return found

    def stamps_of(self, ids: Iterable[str], class_: int) -> dict[str, bytes]:
        """The same for those of these mentions that are there and of this class."""
        rows = self._among("SELECT id, stamp, class FROM mention", "id", ids)
        return {id_: stamp for id_, stamp, of in rows if of == class_}

    def records_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Mention id → record id for those of these mentions that are there; nothing else is read."""
        return dict(self._among("SELECT id, record FROM mention", "id", ids))

    def types(self, classes: Iterable[int]) -> list[str]:
        """The types of which there are mentions in these classes, in alphabetical order."""
        query = "SELECT 1 FROM mention WHERE type = ? AND class = ? LIMIT 1"
        wanted = sorted(set(classes))
        return [t for t in self._types() if any(self._db.execute(query, (t, c)).fetchone() for c in wanted)]

    def classes(self) -> list[int]:
        """The classes of which there are mentions: one step of the index for each, and for each type."""
        query = "SELECT min(class) FROM mention WHERE type = ? AND class > ?"
        found, types = set[int](), list(self._types())
        for type_ in types:
            last: int | None = -1
            while (last := self._db.execute(query, (type_, last)).fetchone()[0]) is not None:
                found.add(last)
        return sorted(found)

    def _types(self) -> Iterator[str]:
        """All types: one step of the index for each."""
        query, last = "SELECT min(type) FROM mention WHERE type > ?", ""
        while last := self._db.execute(query, (last,)).fetchone()[0]:
            yield last

    def counts(self) -> dict[str, int]:
        """How many mentions there are of each type, over all classes: for the operator alone."""
        return dict(self._db.execute("SELECT type, count(*) FROM mention GROUP BY type ORDER BY type"))


def _row(mention: Mention) -> tuple[Any, ...]:
    spans = [(span.start, span.end, span.page) for span in mention.spans]
    statements = [_packed(statement) for statement in mention.statements]
    parts = [mention.anchor, mention.by, mention.confidence, spans, statements]
    try:
        body = orjson.dumps(parts)
        stamp = hashlib.blake2b(body, digest_size=8).digest()
        return (mention.id, mention.record, mention.type, mention.class_, stamp, body)
    except TypeError as error:
        raise BadInput(f"A mention of record {mention.record} cannot be stored: {error}") from error


def _row_above(one: Above) -> tuple[Any, ...]:
    body = orjson.dumps([one.over, [_packed(statement) for statement in one.statements]])
    return (one.mention, one.class_, one.record, body)


def _above(row: tuple[str, int, str, bytes]) -> Above:
    over, statements = orjson.loads(row[3])
    return Above(row[0], row[2], row[1], tuple(over), tuple(map(_unpacked, statements)))


def _packed(s: Statement) -> list[Any]:
    """A statement as a list, what is at its default at the end left out."""
    packed: list[Any] = [s.property, s.value, s.target, s.raw, s.kind, s.status]
    packed += [s.valid_from, s.valid_to, s.role, s.details]
    for default in ((), "", "", "", "asserted", "fact", "", ""):
        if packed[-1] != default:
            break
        packed.pop()
    return packed


def _unpacked(packed: list[Any]) -> Statement:
    if len(packed) > 4:
        packed[4] = _KINDS[packed[4]]
    if len(packed) > 5:
        packed[5] = _STATUSES[packed[5]]
    if len(packed) > 9:
        packed[9] = tuple((name, value) for name, value in packed[9])
    return Statement(*packed)


def _mention(row: tuple[str, str, str, int, bytes]) -> Mention:
    id_, record, type_, class_, body = row
    anchor, by, confidence, spans, statements = orjson.loads(body)
    made = Mention(
        record=record,
        type=type_,
        anchor=anchor,
        class_=class_,
        statements=tuple(map(_unpacked, statements)),
        spans=tuple(Span(*span) for span in spans),
        by=by,
        confidence=confidence,
    )
    made.__dict__["id"] = id_  # the cached property, without hashing again
    return made
