"""When each source key may fall due at the earliest: what is not due yet is not looked at again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from graph.local import LocalStore, one_transaction
from policy.retention import Held, due
from policy.terms import ACTIONS, Terms

Key = tuple[str, str]
SCHEMA = """
CREATE TABLE due (
  source TEXT NOT NULL, key TEXT NOT NULL, soonest TEXT NOT NULL, class INTEGER NOT NULL,
  PRIMARY KEY (source, key)) WITHOUT ROWID;
CREATE INDEX due_soonest ON due (soonest);
CREATE TABLE place (sequence INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL);
"""
MANY = 500
Row = tuple[str, str, str, int]
"""Source, key, earliest day, class of the version that counts."""


def soonest(held: Held, terms: Terms) -> date:
    """The earliest day on which a record may fall due, on whatever day one asks; date.max for never.

    Which terms are in force changes on few days only, and holds move no day.
    """
    plain = replace(held, verdict=None, holds=frozenset())
    days = {date.min, *(day for one in terms.terms for day in (one.since, one.until))}
    found = [held.verdict.day] if held.verdict and held.verdict.what in ACTIONS else []
    for on in sorted(days):
        with suppress(StopIteration):  # no term is in force then, and nobody can ask
            found.append(due(plain, on, terms).when)
    return min(found, default=date.max)


class Soonest(LocalStore):
    """Those days by source key, and which key stands at which place of the ledger; in memory alone.

    On the disk it would be one more place where something erased might still stand.
    """

    schema, what = SCHEMA, "terms"

    def put(self, rows: Iterable[Row]) -> None:
        """Write the days of these keys, in the place of what was known of them."""
        with one_transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO due VALUES (?, ?, ?, ?)", rows)

    def place(self, places: Iterable[tuple[int, str, str]]) -> None:
        """Say which source key stands at which place."""
        with one_transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", places)

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget keys of which nothing is held any more."""
        some = list(keys)
        with one_transaction(self._db):
            self._db.executemany("DELETE FROM due WHERE source = ? AND key = ?", some)

    def take(self, places: Iterable[int]) -> set[Key]:
        """The keys at these places, which hold nothing any more."""
        found = set(self._some("SELECT source, key FROM place WHERE sequence IN ({})", places))
        with one_transaction(self._db):
            self._db.executemany("DELETE FROM place WHERE sequence = ?", ((place,) for place in places))
        return found

    def by(self, on: date, classes: Collection[int]) -> list[Key]:
        """The keys of these classes that may be due by a day."""
        rows = self._db.execute("SELECT source, key, class FROM due WHERE soonest <= ?", (on.isoformat(),))
        return [(source, key) for source, key, class_ in rows if class_ in classes]

    def _some(self, query: str, values: Iterable[object]) -> Iterator[Key]:
        every = sorted(set(values), key=str)
        for start in range(0, len(every), MANY):
            part = every[start : start + MANY]
            yield from self._db.execute(query.format(",".join("?" * len(part))), part)
