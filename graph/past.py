"""What older versions of records said: beside the mentions that count now, for reads of an earlier time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from graph.derive.entity import mention_row, record_row
from graph.derive.keys import keys
from graph.local import Projection, one_transaction
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from graph.ontology.statement import NOT_COUNTING
from ledger.record import Record

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (
  sequence INTEGER PRIMARY KEY, record TEXT NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL,
  rank TEXT NOT NULL, received TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS version_record ON version (record);
CREATE INDEX IF NOT EXISTS version_key ON version (source, key);
CREATE TABLE IF NOT EXISTS told (
  mention TEXT PRIMARY KEY, record TEXT NOT NULL, class INTEGER NOT NULL, row BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS told_record ON told (record);
CREATE TABLE IF NOT EXISTS bears (
  value TEXT NOT NULL, record TEXT NOT NULL, class INTEGER NOT NULL,
  PRIMARY KEY (value, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bears_record ON bears (record);
CREATE TABLE IF NOT EXISTS said (
  mention TEXT NOT NULL, class INTEGER NOT NULL, since TEXT NOT NULL, record TEXT NOT NULL,
  statements TEXT NOT NULL, PRIMARY KEY (mention, class, since)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS said_record ON said (record);
"""
LOOKUP = 500
GRIDS = ("cell", "area")
POINT = ("latitude", "longitude")
Key = tuple[str, str]
Row = dict[str, Any]


class Version(NamedTuple):
    """One acceptance of a version; of those up to a time the greatest is the one that counted then."""

    rank: str
    sequence: int
    record: str
    received: str


class Said(NamedTuple):
    """What a class knew a mention to say since some moment, "" from its beginning on, as people corrected it.

    `statements` are as the graph holds them; "" where a class above knew nothing else of it then.
    """

    mention: str
    class_: int
    since: str
    record: str
    statements: str


class PastStore(Projection):
    """The versions of source keys that have several, and the mentions of those that count no more.

    Of keys of which somebody corrected a value also what their mentions said before and after.

    A projection of the ledger in one SQLite file: the ledger can always make it again.
    """

    schema, what, overwrites = SCHEMA, "older versions", True

    def reset(self, incarnation: str) -> None:
        """Forget everything and begin again at position 0."""
        with one_transaction(self._db):
            for table in ("version", "told", "bears", "said", "meta"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("INSERT INTO meta VALUES ('incarnation', ?)", (incarnation,))

    def keys_at(self, sequences: Iterable[int]) -> set[Key]:
        """The source keys that stand at these places of the ledger: an erasure names places alone."""
        return {
            (row[0], row[1])
            for some in _cut(sorted(set(sequences)))
            for row in self._among("SELECT source, key FROM version", "sequence", some)
        }

    def apply(
        self,
        versions: Mapping[Key, Sequence[Version]],
        told: Iterable[tuple[Record, Sequence[Mention]]],
        ontology: Ontology,
        position: int,
        mark: str = "",
        said: Iterable[Said] = (),
    ) -> None:
        """Put these in the place of what was there of these keys, and move on: one transaction.

        `mark` is what the ledger holds at the position.
        Of a key without versions nothing stays, nor in the file that the database writes ahead.
        """
        erased = False
        with one_transaction(self._db):
            for key, some in versions.items():
                erased |= self._forget(key) and not some
                rows = [(v.sequence, v.record, *key, v.rank, v.received) for v in some]
                self._db.executemany("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)", rows)
            for record, mentions in told:
                self._tell(record, mentions, ontology)
            for one in said:
                self._db.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?)", one)
                stood = [(value, one.record, one.class_) for value in _stood_as(one)]
                self._db.executemany("INSERT OR REPLACE INTO bears VALUES (?, ?, ?)", stood)
            self._move(position, mark=mark)
        if erased:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def versions(self, records: Iterable[str]) -> dict[str, list[Version]]:
        """Record → all versions of its source key, for those of a key that has several."""
        query = (
            "SELECT a.record, b.rank, b.sequence, b.record, b.received"
            " FROM version a JOIN version b ON b.source = a.source AND b.key = a.key"
        )
        found: dict[str, set[Version]] = {}
        for some in _cut(sorted(set(records))):
            for asked, *version in self._among(query, "a.record", some):
                found.setdefault(asked, set()).add(Version(*version))
        return {record: sorted(some) for record, some in found.items()}

    def told(self, records: Iterable[str], allowed: Sequence[int]) -> list[Row]:
        """What these versions said that may be seen: rows of `mention` and `record`, as of the graph."""
        rows = [
            orjson.loads(row)
            for some in _cut(sorted(set(records)))
            for row, class_ in self._among("SELECT row, class FROM told", "record", some)
            if class_ in allowed
        ]
        return sorted(rows, key=lambda row: str(row["mention"]["id"]))

    def said(self, mentions: Iterable[str]) -> dict[tuple[str, int], list[Said]]:
        """Mention and class → what that knew it to say, oldest first; those alone that somebody corrected."""
        query = "SELECT mention, class, since, record, statements FROM said"
        found: dict[tuple[str, int], list[Said]] = {}
        for some in _cut(sorted(set(mentions))):
            for row in sorted(self._among(query, "mention", some)):
                found.setdefault((row[0], row[1]), []).append(Said(*row))
        return found

    def mentions_of(self, records: Iterable[str]) -> list[str]:
        """The mentions of these versions, by their ids; whoever may see them."""
        query = "SELECT mention FROM told"
        return sorted(
            row[0] for some in _cut(sorted(set(records))) for row in self._among(query, "record", some)
        )

    def bearing(self, values: Iterable[str], allowed: Sequence[int]) -> list[str]:
        """The versions that bear one of these identifiers (`borne`), or put a place in one of these cells
        (`standing`), of those that may be seen."""
        return sorted(
            {
                record
                for some in _cut(sorted(set(values)))
                for record, class_ in self._among("SELECT record, class FROM bears", "value", some)
                if class_ in allowed
            }
        )

    def _tell(self, record: Record, mentions: Sequence[Mention], ontology: Ontology) -> None:
        head = record_row(record)["values"]
        for mention in mentions:
            said = mention_row(mention, "")["values"]
            row = orjson.dumps({"mention": said, "record": head})
            told = (mention.id, record.id, mention.class_, row)
            self._db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", told)
            found_by = dict.fromkeys((*borne(mention, ontology), *_stood(mention)))
            bears = [(value, record.id, mention.class_) for value in found_by]
            self._db.executemany("INSERT OR REPLACE INTO bears VALUES (?, ?, ?)", bears)

    def _forget(self, key: Key) -> bool:
        """Take out what is there of a key; true when there was something."""
        records = self._db.execute("SELECT record FROM version WHERE source = ? AND key = ?", key).fetchall()
        self._db.executemany("DELETE FROM told WHERE record = ?", records)
        self._db.executemany("DELETE FROM bears WHERE record = ?", records)
        self._db.executemany("DELETE FROM said WHERE record = ?", records)
        self._db.execute("DELETE FROM version WHERE source = ? AND key = ?", key)
        return bool(records)

    def _among(self, query: str, column: str, values: Sequence[Any]) -> Iterator[Any]:
        marks = ",".join("?" * len(values))
        yield from self._db.execute(f"{query} WHERE {column} IN ({marks})", values).fetchall()


def borne(mention: Mention, ontology: Ontology) -> list[str]:
    """The identifiers that a mention bears, each as one text with its type and property."""
    properties = ontology.types[mention.type].properties
    return [
        f"{mention.type} {name} {value}"
        for name in properties
        if properties[name].identifies
        for value in mention.values(name)
        if value
    ]


def standing(grid: str, cell: str) -> str:
    """What a place in a cell of a grid ("cell", "area") is found by, as one text."""
    return f"Location {grid} {cell}"


def _stood(mention: Mention) -> list[str]:
    """The cells that a mention puts a place in."""
    best = {name: mention.first(name) for name in ("latitude", "longitude")}
    return [standing(grid, cell) for grid, cell in keys(mention.type, best).items() if grid in GRIDS]


def _stood_as(said: Said) -> list[str]:
    """The cells that a mention put a place in by what somebody corrected, or had not corrected yet."""
    told = orjson.loads(said.statements or "[]")
    counting = (made for made in reversed(told) if made.get("status") not in NOT_COUNTING)
    best = {made["property"]: made["value"] for made in counting if made["property"] in POINT}
    return [standing(grid, cell) for grid, cell in keys("Location", best).items() if grid in GRIDS]


def _cut(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), LOOKUP):
        yield values[start : start + LOOKUP]
