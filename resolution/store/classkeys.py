"""The keys of the persons of a class, on disk: who of it shares one with a person of another class."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

import orjson

from graph.local import one_transaction
from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.candidates.keys import keys_of
from resolution.comparison.features import Features, features_of, of_records, person_features
from resolution.version import resolving_version

SCHEMA = """
CREATE TABLE IF NOT EXISTS class_key (
  class INTEGER NOT NULL, key TEXT NOT NULL, mention TEXT NOT NULL,
  PRIMARY KEY (class, key, mention)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS class_key_mention ON class_key (class, mention);
CREATE INDEX IF NOT EXISTS class_key_key ON class_key (key, class);
CREATE TABLE IF NOT EXISTS class_keys (class INTEGER PRIMARY KEY, edition TEXT NOT NULL);
"""
PERSON = "Person"
SOME = 500


class ClassKeys:
    """Keys by class: those of one class are made of its own records alone, and kept beside no other's."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def bring(self, mentions: MentionStore, class_: int) -> int:
        """Bring the keys of a class to the mentions' edition, in one transaction; returns persons read."""
        known, _, version = self._edition(class_).rpartition(" ")
        touched = mentions.since(known) if version == resolving_version() else None
        with one_transaction(self._db):
            if touched is None:
                self._db.execute("DELETE FROM class_key WHERE class = ?", (class_,))
                rows: Iterable[tuple[Mention, Features]] = person_features(mentions, class_)
            else:
                own = [one for one in touched if one.class_ == class_]
                said = [m for m in mentions.of_records({one.record for one in own}) if m.class_ == class_]
                self._drop(class_, {one.mention for one in own} | {m.id for m in said})
                rows = _rows(said)
            count = sum(self._put(class_, mention.id, features) for mention, features in rows)
            edition = f"{mentions.edition} {resolving_version()}"
            self._db.execute("INSERT OR REPLACE INTO class_keys VALUES (?, ?)", (class_, edition))
        return count

    def forget(self, classes: Collection[int]) -> None:
        """Delete the keys of these classes, where there are any."""
        known = self.among(classes)
        if not known:
            return
        with one_transaction(self._db):
            for number in sorted(known):
                for table in ("class_key", "class_keys"):
                    self._db.execute(f"DELETE FROM {table} WHERE class = ?", (number,))

    def among(self, classes: Collection[int]) -> set[int]:
        """Those of these classes of which there are keys."""
        query = "SELECT class FROM class_keys WHERE class IN (SELECT value FROM json_each(?))"
        known = (orjson.dumps(sorted(classes)).decode(),)
        return {number for (number,) in self._db.execute(query, known).fetchall()}

    def shared(self, classes: Collection[int]) -> set[tuple[int, int]]:
        """The pairs of these classes, the smaller first, in which a person of each has one key."""
        query = (
            "WITH asked AS (SELECT value FROM json_each(?))"
            " SELECT DISTINCT x.class, y.class FROM class_key x JOIN class_key y"
            " ON y.key = x.key AND y.class > x.class AND y.class IN asked WHERE x.class IN asked"
        )
        known = (orjson.dumps(sorted(classes)).decode(),)
        return {(a, b) for a, b in self._db.execute(query, known).fetchall()}

    def sharing(self, class_: int, key: str, most: int) -> list[str]:
        """The mentions of a class under a key, by id; none where more than `most` have it."""
        query = "SELECT mention FROM class_key WHERE class = ? AND key = ? ORDER BY mention LIMIT ?"
        found = [mention for (mention,) in self._db.execute(query, (class_, key, most + 1)).fetchall()]
        return found if len(found) <= most else []

    def between(self, a: int, b: int, crowded: int, most: int) -> list[tuple[str, str]]:
        """The pairs of a mention of each of two classes that share most keys, those first; at most so many.

        Keys that more than `crowded` mentions of one of the classes have are not used.
        """
        held = "SELECT key FROM class_key WHERE class = ? GROUP BY key HAVING count(*) <= ?"
        query = (
            f"SELECT x.mention, y.mention FROM ({held} INTERSECT {held}) k"
            " JOIN class_key x ON x.class = ? AND x.key = k.key"
            " JOIN class_key y ON y.class = ? AND y.key = k.key"
            " GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT ?"
        )
        return self._db.execute(query, (a, crowded, b, crowded, a, b, most)).fetchall()

    def _edition(self, class_: int) -> str:
        row = self._db.execute("SELECT edition FROM class_keys WHERE class = ?", (class_,)).fetchone()
        return str(row[0]) if row else ""

    def _put(self, class_: int, mention: str, features: Features) -> int:
        rows = ((class_, key, mention) for key in keys_of(features))
        self._db.executemany("INSERT OR REPLACE INTO class_key VALUES (?, ?, ?)", rows)
        return 1

    def _drop(self, class_: int, mentions: Collection[str]) -> None:
        wanted = sorted(mentions)
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            query = f"DELETE FROM class_key WHERE class = ? AND mention IN ({','.join('?' * len(some))})"
            self._db.execute(query, (class_, *some))


def _rows(said: Sequence[Mention]) -> Iterator[tuple[Mention, Features]]:
    """The persons among the mentions of some records, each with its row."""
    around = of_records(said)
    persons = (mention for mention in said if mention.type == PERSON)
    yield from ((person, features_of(person, around[person.record])) for person in persons)
