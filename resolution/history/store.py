"""The history of the clusters on disk, in a file of its own that no rebuild deletes.

Clusters are a projection: a rebuild makes them, and their log of changes, anew. The history is not made
anew. It keeps the clusters that it has last told of, and after a rebuild compares them with the new ones:
what is as it was writes nothing, what differs is one event more, caused by what differs between both (a
record, a decision, another model or code).

Where the file itself was lost it begins again, and says since when (`begun`): each cluster of that day is
one event, with the records and the judgements in it, whose times and authors the ledger has. In which order
its parts came together before, and what joined and was parted again, nobody knows any more and nobody
makes up; judgements that were taken back are still in the ledger, and are told from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import orjson

from graph.local import KEPT, LocalStore, one_transaction
from resolution.change import Cluster
from resolution.history.event import Cause, Event, unpacked

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (layer INTEGER, name TEXT, value, PRIMARY KEY (layer, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (
  layer INTEGER NOT NULL, mention TEXT NOT NULL, cluster TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (layer, mention)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_cluster ON held (layer, cluster);
CREATE TABLE IF NOT EXISTS event (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, layer INTEGER NOT NULL, head INTEGER NOT NULL,
  body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS event_id ON event (id);
CREATE TABLE IF NOT EXISTS touched (
  layer INTEGER NOT NULL, mention TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (layer, mention, number)) WITHOUT ROWID;
"""
ALL = 0
"""In place of a layer, for what is said of all of them."""
PAGE = 5000


class History(LocalStore):
    """What became of clusters, oldest first; one process writes, whoever has the file reads."""

    schema, what, overwrites, broken = SCHEMA, "history", True, KEPT

    # Reading

    @property
    def begun(self) -> str:
        """Since when it is kept; "" when nothing was told yet."""
        return str(self.said(ALL, "begun") or "")

    def about(self, mentions: Iterable[str], layers: Iterable[int], after: int = 0) -> list[Event]:
        """What became, in these layers, of clusters with one of these mentions: oldest first.

        Only what was told after number `after`.
        """
        query = (
            "SELECT DISTINCT e.number, e.id, e.layer, e.head, e.body FROM json_each(?) l"
            " CROSS JOIN json_each(?) m JOIN touched t"
            " ON t.layer = l.value AND t.mention = m.value AND t.number > ?"
            " JOIN event e ON e.number = t.number ORDER BY e.number"
        )
        return [unpacked(*row) for row in self._db.execute(query, (_list(layers), _list(mentions), after))]

    def last(self, layers: Iterable[int], first: int, before: int = 0) -> list[Event]:
        """The last events of these layers, latest first; those before number `before`, where it is given."""
        query = (
            "SELECT number, id, layer, head, body FROM event WHERE layer IN (SELECT value FROM json_each(?))"
            " AND (? = 0 OR number < ?) ORDER BY number DESC LIMIT ?"
        )
        return [unpacked(*row) for row in self._db.execute(query, (_list(layers), before, before, first))]

    def event(self, id_: str) -> Event | None:
        """One event by its id."""
        query = "SELECT number, id, layer, head, body FROM event WHERE id = ?"
        row = self._db.execute(query, (id_,)).fetchone()
        return unpacked(*row) if row else None

    def cluster_of(self, layer: int, mentions: Iterable[str]) -> dict[str, Cluster]:
        """The clusters of these mentions as they were last told of."""
        query = (
            "SELECT x.cluster, x.mention FROM held x WHERE x.layer = ? AND x.cluster IN (SELECT cluster FROM"
            " held WHERE layer = ? AND mention IN (SELECT value FROM json_each(?))) ORDER BY 1, 2"
        )
        members: dict[str, list[str]] = {}
        wanted = set(mentions)
        for cluster, mention in self._db.execute(query, (layer, layer, _list(wanted))):
            members.setdefault(cluster, []).append(mention)
        return {m: tuple(ids) for ids in members.values() for m in ids if m in wanted}

    def records(self, layer: int, mentions: Iterable[str]) -> dict[str, str]:
        """Mention id → record, also of those that are gone since they were last told of."""
        query = (
            "SELECT mention, record FROM held WHERE layer = ? AND mention IN (SELECT value FROM json_each(?))"
        )
        return dict(self._db.execute(query, (layer, _list(mentions))).fetchall())

    def layers(self) -> list[int]:
        """The layers of which something was told."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT layer FROM held ORDER BY layer")]

    def pages(self, layer: int) -> Iterator[list[str]]:
        """All mentions of a layer that it has told of, by their ids, page by page."""
        query, last = (
            f"SELECT mention FROM held WHERE layer = ? AND mention > ? ORDER BY mention LIMIT {PAGE}",
            "",
        )
        while page := [row[0] for row in self._db.execute(query, (layer, last))]:
            yield page
            last = page[-1]

    def said(self, layer: int, name: str) -> str | int | None:
        """What was noted of a layer."""
        query = "SELECT value FROM meta WHERE layer = ? AND name = ?"
        row = self._db.execute(query, (layer, name)).fetchone()
        return row[0] if row else None

    # Writing

    def writing(self) -> AbstractContextManager[None]:
        """One transaction: all of what follows, or nothing."""
        return one_transaction(self._db)

    def note(self, layer: int, **values: str | int) -> None:
        """Note these of a layer."""
        rows = ((layer, name, value) for name, value in values.items())
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", rows)

    def hold(self, layer: int, now: Mapping[str, tuple[str, str]], gone: Iterable[str]) -> None:
        """Keep mention → (cluster, record) as last told of, and forget those that are gone."""
        self._db.executemany("DELETE FROM held WHERE layer = ? AND mention = ?", ((layer, m) for m in gone))
        rows = sorted((layer, mention, *value) for mention, value in now.items())
        self._db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", rows)

    def scrub(self, mentions: Collection[str]) -> None:
        """Forget, in all events, the ids of the records of erased mentions and of judgements about them.

        Such ids are made of what was said, and would confirm a guess of it.
        """
        query = (
            "SELECT DISTINCT e.number, e.id, e.layer, e.head, e.body FROM touched t"
            " JOIN event e USING (number) WHERE t.layer = ? AND t.mention IN (SELECT value FROM json_each(?))"
        )
        for (layer,) in self._db.execute("SELECT DISTINCT layer FROM touched").fetchall():
            for row in self._db.execute(query, (layer, _list(mentions))).fetchall():
                body = _scrubbed(unpacked(*row), mentions).packed()
                self._db.execute("UPDATE event SET body = ? WHERE number = ?", (body, row[0]))

    def everything(self) -> Iterator[Event]:
        """All events that were ever told, oldest first."""
        query = (
            f"SELECT number, id, layer, head, body FROM event WHERE number > ? ORDER BY number LIMIT {PAGE}"
        )
        last = 0
        while page := self._db.execute(query, (last,)).fetchall():
            yield from (unpacked(*row) for row in page)
            last = page[-1][0]

    def rename(self, names: Mapping[str, str], decisions: Collection[str]) -> None:
        """Write other words for mentions that were erased, and name no decision but these, in all events."""
        with self.writing():
            for event in list(self.everything()):
                now = event.renamed(names, decisions)
                if (now.before, now.after, now.causes, now.records) != (
                    event.before, event.after, event.causes, event.records,
                ):  # fmt: skip
                    query = "UPDATE event SET body = ? WHERE number = ?"
                    self._db.execute(query, (now.packed(), event.number))
            put = [(name, mention) for mention, name in sorted(names.items())]
            self._db.executemany("UPDATE touched SET mention = ? WHERE mention = ?", put)

    def sweep(self) -> None:
        """Empty the file that writes go through first: what was scrubbed still stands in it.

        Another process that reads at this moment keeps it; the next one that sweeps empties it.
        """
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def tell(self, events: Sequence[Event]) -> None:
        """Write these events to the end."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
        numbered = list(enumerate(events, (row[0] if row else 0) + 1))
        rows = ((number, e.key, e.layer, e.head, e.packed()) for number, e in numbered)
        self._db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
        touched = sorted((e.layer, mention, number) for number, e in numbered for mention in e.mentions)
        self._db.executemany("INSERT INTO touched VALUES (?, ?, ?)", touched)


def _scrubbed(event: Event, mentions: Collection[str]) -> Event:
    records = {event.records[m] for m in mentions if event.records.get(m)}
    kept = tuple(
        replace(cause, reference="") if _tells(cause, mentions, records) else cause for cause in event.causes
    )
    left = {m: "" if m in mentions else record for m, record in event.records.items()}
    return replace(event, causes=kept, records=left)


def _tells(cause: Cause, mentions: Collection[str], records: Collection[str]) -> bool:
    return cause.reference in records or any(end in mentions for end in cause.ends)


def _list(values: Iterable[str | int]) -> str:
    return orjson.dumps(sorted(set(values))).decode()
