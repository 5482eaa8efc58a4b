"""The words of documents: a projection of the ledger on disk, so that texts are found; these stay there.

Which words stand in which text, by class: a class that a session may not see is never looked into. What goes
is overwritten on the disk.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.derive.dates import dates_in
from graph.derive.numbers import national
from graph.derive.plain import compact, plain
from graph.local import Projection, one_transaction
from graph.places import NO_PLACES, Places
from graph.places import SCHEMA as PLACES

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (
  id INTEGER PRIMARY KEY, record TEXT NOT NULL, field TEXT NOT NULL, class INTEGER NOT NULL,
  source TEXT NOT NULL, recorded TEXT NOT NULL, received TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS text_record ON text (record);
CREATE TABLE IF NOT EXISTS word (
  class INTEGER NOT NULL, word TEXT NOT NULL, text INTEGER NOT NULL,
  PRIMARY KEY (class, word, text)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_text ON word (text);
CREATE TABLE IF NOT EXISTS text_feed (text INTEGER PRIMARY KEY, feed TEXT NOT NULL);
"""
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
)
"""Signs within words that are no letters: accents that stand apart, soft hyphens, what is not seen."""
MARK = re.compile(f"[{MARKS}]")
PIECE = re.compile(rf"\w[\w{MARKS}]*")
CHUNK = re.compile(rf"{PIECE.pattern}(?:[-./\u2010\u2011]{PIECE.pattern})*")
BETWEEN = re.compile(r"[-./ \u00a0\u2010\u2011\u202f]")
"""Between the groups of figures of one number."""
LONGEST_WORD = 60
"""Letters by which a word is found: a longer one, like the hash of a file, by so many of its first."""
SHORTEST_NUMBER, LONGEST_NUMBER = 6, 34
Seen = Callable[[str, str], bool]
"""Whether a field of the records of a feed is looked into."""
PREFIX = 4
"""Letters from which a word is also found by its beginning."""


@dataclass(frozen=True)
class Text:
    """The text in one field of a record."""

    record: str
    field: str
    class_: int
    text: str
    source: str = ""
    recorded: str = ""
    received: str = ""
    feed: str = ""


@dataclass(frozen=True)
class TextPlace:
    """A field of a record that holds what was asked for."""

    record: str
    field: str


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words, numbers with their signs, and dates stand in a text (from, to), and how each is found.

    A number in groups ("0470 12 34 56") is found whole too, one with its country as it is dialled at home.
    """
    yield from dates_in(text)
    for chunk in CHUNK.finditer(text):
        pieces = list(PIECE.finditer(chunk[0]))
        for piece in pieces:
            for word in _plain(piece[0]).split():
                yield chunk.start() + piece.start(), chunk.start() + piece.end(), word
        if len(pieces) > 1 and (whole := compact(_joined(chunk[0]))):
            yield chunk.start(), chunk.end(), whole
    yield from _numbers(text)


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Groups with figures in them that stand one after the other, as one: which of them are, nobody says."""
    pieces = [one for one in PIECE.finditer(text) if _figures(one[0])]
    groups = [(one.start(), one.end(), compact(_joined(one[0]))) for one in pieces]
    for first, (start, end, whole) in enumerate(groups):
        abroad = text.startswith("+", max(start - 1, 0))
        if abroad and len(home := national(f"+{whole}")) >= SHORTEST_NUMBER:
            yield start, end, home
        for begins, ends, group in groups[first + 1 : first + LONGEST_NUMBER]:
            if not BETWEEN.fullmatch(text, end, begins) or len(whole + group) > LONGEST_NUMBER:
                break
            end, whole = ends, whole + group
            if len(whole) >= SHORTEST_NUMBER:
                yield start, end, whole
                if abroad and len(home := national(f"+{whole}")) >= SHORTEST_NUMBER:
                    yield start, end, home


def _figures(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _plain(piece: str) -> str:
    return plain(_joined(piece))


def _joined(piece: str) -> str:
    """With accents that stand apart put on their letters, and without the marks that are left."""
    return piece if piece.isascii() else MARK.sub("", unicodedata.normalize("NFC", piece))


class DocumentWords(Projection):
    """The words of all texts that count now, in one SQLite file; the ledger can always make it again."""

    schema, what, overwrites = SCHEMA + PLACES, "words", True

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._places = Places(connection)

    def reset(self, incarnation: str) -> None:
        """Forget everything and begin again at position 0."""
        with one_transaction(self._db):
            for table in ("word", "text_feed", "text", "meta"):
                self._db.execute(f"DELETE FROM {table}")
            self._places.forget()
            self._db.execute("INSERT INTO meta VALUES ('incarnation', ?)", (incarnation,))

    def apply(
        self,
        add: Iterable[Text],
        retire: Sequence[str],
        position: int,
        places: Mapping[int, str] = NO_PLACES,
        emptied: Iterable[int] = (),
        mark: str = "",
    ) -> None:
        """Take out the texts of the retired records, put in the new ones, and move on: one transaction.

        `places` says where in the ledger which record stands; what stood at the `emptied` ones goes too.
        `mark` is what the ledger holds at the position.
        """
        with one_transaction(self._db):
            if position < self.position:
                return
            for record in [*retire, *self._places.take(emptied)]:
                for table in ("word", "text_feed"):
                    self._db.execute(
                        f"DELETE FROM {table} WHERE text IN (SELECT id FROM text WHERE record = ?)", (record,)
                    )
                self._db.execute("DELETE FROM text WHERE record = ?", (record,))
            for made in add:
                self._add(made)
            self._places.put(places)
            self._move(position, mark=mark)

    def _add(self, made: Text) -> None:
        row = (made.record, made.field, made.class_, made.source, made.recorded, made.received)
        added = self._db.execute(
            "INSERT INTO text (record, field, class, source, recorded, received) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        self._db.execute("INSERT INTO text_feed VALUES (?, ?)", (added.lastrowid, made.feed))
        words = {word[:LONGEST_WORD] for *_, word in words_in(made.text)}
        rows = ((made.class_, word, added.lastrowid) for word in sorted(words))
        self._db.executemany("INSERT INTO word VALUES (?, ?, ?)", rows)

    def find(
        self,
        words: Sequence[str],
        classes: Sequence[int],
        sources: Sequence[str] = (),
        known: Callable[[str], bool] | None = None,
        beginning: bool = False,
        most: int = 1001,
        seen: Seen | None = None,
    ) -> list[TextPlace]:
        """Texts of these classes that have all these words (or words that begin so), the last recorded first.

        At most `most`; `known` says by when a record was received whether it counts, `seen` which fields of
        which feeds are looked into (without it, all).
        """
        if not words or not classes:
            return []
        marks, parameters, parts = ",".join("?" * len(classes)), list[object](), []
        for word in (word[:LONGEST_WORD] for word in words):
            prefix = beginning and len(word) >= PREFIX
            test = "BETWEEN ? AND ?" if prefix else "= ?"
            parts.append(f"SELECT text FROM word WHERE class IN ({marks}) AND word {test}")
            parameters += [*classes, word, *([word + "{"] if prefix else [])]
        of = f" AND source IN ({','.join('?' * len(sources))})" if sources else ""
        rows = self._db.execute(
            "SELECT record, field, received, coalesce(feed, '') FROM text LEFT JOIN text_feed ON id = text"
            f" WHERE id IN ({' INTERSECT '.join(parts)}){of} ORDER BY recorded DESC, record, field",
            [*parameters, *sources],
        )
        found: list[TextPlace] = []
        for record, field, received, feed in rows:
            if len(found) == most:
                break
            if (seen is None or seen(feed, field)) and (known is None or known(received)):
                found.append(TextPlace(record, field))
        return found
