"""Who is who now, per layer: clusters, pairs with reasons, and the ordered log of changes, on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

import orjson

from graph.local import LocalStore, one_transaction
from resolution.change import Against, Change, Cluster, Pair
from resolution.store.asked import SCHEMA as ASKED
from resolution.store.asked import Asked
from resolution.store.classkeys import SCHEMA as KEYS
from resolution.store.classkeys import ClassKeys
from resolution.store.difference import difference
from resolution.store.footings import MENTION, Footings, mark
from resolution.store.footings import SCHEMA as FOOTINGS
from resolution.store.lookup import among
from resolution.store.opposed import SCHEMA as OPPOSED
from resolution.store.opposed import Opposed, stamped
from resolution.store.pairs import SCHEMA as PAIRS
from resolution.store.pairs import Pairs
from resolution.store.suspects import SCHEMA as SUSPECTS
from resolution.store.suspects import Suspect, Suspects

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (layer INTEGER, name TEXT, value, PRIMARY KEY (layer, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS member (
  layer INTEGER NOT NULL, mention TEXT NOT NULL, cluster TEXT NOT NULL, stamp BLOB NOT NULL,
  PRIMARY KEY (layer, mention)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS member_cluster ON member (layer, cluster);
CREATE TABLE IF NOT EXISTS identity (value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS change (
  position INTEGER PRIMARY KEY AUTOINCREMENT, layer INTEGER NOT NULL, body BLOB NOT NULL);
"""
CLUSTER_OF = """
WITH asked AS (
  SELECT mention, cluster FROM member WHERE layer = ? AND mention IN (SELECT value FROM json_each(?)))
SELECT 1, mention, cluster FROM asked
UNION ALL
SELECT 0, mention, cluster FROM member WHERE layer = ? AND cluster IN (SELECT cluster FROM asked)
"""
"""One statement: whoever writes meanwhile, it reads the clusters as they were at one moment."""


class Basis(NamedTuple):
    """What a layer was resolved from: the edition of the mentions, and a digest of the judgements."""

    edition: str = ""
    judged: str = ""


PAGE = 5000
STALE = b"stale"
"""A stamp that no content has: 5 bytes."""


class ClusterStore(LocalStore):
    """A projection of mentions and judgements; the graph follows its change log."""

    schema, what = SCHEMA + PAIRS + OPPOSED + SUSPECTS + KEYS + ASKED + FOOTINGS, "clusters"

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._pairs = Pairs(connection)
        self._opposed = Opposed(connection)
        self.suspects = Suspects(connection)
        self.keys = ClassKeys(connection)
        self.asked = Asked(connection)
        self.footings = Footings(connection)

    def position(self, layer: int) -> int:
        """The position of the mentions that this layer was last resolved from; 0 when never."""
        return int(self._meta(layer, "position") or 0)

    def incarnation(self, layer: int) -> str:
        """The ledger's incarnation that this layer was last resolved from; "" when never."""
        return str(self._meta(layer, "incarnation") or "")

    def model(self, layer: int) -> str:
        """The version of the model that this layer was last resolved with; "" when never."""
        return str(self._meta(layer, "model") or "")

    @property
    def identity(self) -> str:
        """Which log of changes this is: another one when the file was made anew and counts from 1 again."""
        made, held = "INSERT INTO identity SELECT ? WHERE NOT EXISTS (SELECT 1 FROM identity)", None
        while held is None:  # asked first: whoever only looks does not wait for one that writes
            held = self._db.execute("SELECT value FROM identity").fetchone()
            if held is None:
                self._db.execute(made, (uuid4().hex,))
        return str(held[0])

    def reset(self) -> None:
        """Forget everything, under a new identity; readers of the file go on reading."""
        with one_transaction(self._db):
            names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            for (table,) in self._db.execute(names).fetchall():
                self._db.execute(f"DELETE FROM {table}")

    def layers(self) -> list[int]:
        """The layers that have been resolved."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT layer FROM meta ORDER BY layer")]

    def resolved(self, layers: Iterable[int]) -> list[int]:
        """Those of these layers that have been resolved; what others there are is not looked at."""
        query = "SELECT layer FROM meta WHERE name = 'position' AND layer IN (SELECT value FROM json_each(?))"
        asked = (orjson.dumps(sorted(set(layers))).decode(),)
        return sorted(row[0] for row in self._db.execute(query, asked).fetchall())

    def head(self) -> int:
        """The position of the last change; 0 when there is none."""
        row = self._db.execute("SELECT max(position) FROM change").fetchone()
        return int(row[0] or 0)

    def changes(self, after: int = 0, limit: int = 1000) -> list[Change]:
        """The changes that follow a position, in order, at most `limit` of them."""
        query = "SELECT position, layer, body FROM change WHERE position > ? ORDER BY position LIMIT ?"
        return [_change(row) for row in self._db.execute(query, (after, limit)).fetchall()]

    def forget(self, until: int, exist: Callable[[Collection[str]], Collection[str]]) -> int:
        """Take mentions that exist no more out of the changes up to a position which all have followed.

        Who follows from the beginning then meets them nowhere. Returns how many changes that rewrote.
        """
        query = f"SELECT position, layer, body FROM change WHERE position > ? AND position <= ? LIMIT {PAGE}"
        last, rewritten = 0, 0
        with one_transaction(self._db):
            while rows := self._db.execute(query, (last, until)).fetchall():
                page = [_change(row) for row in rows]
                there = set(exist({m for one in page for c in (*one.before, *one.after) for m in c}))
                for one in page:
                    kept = [_among(one.before, there), _among(one.after, there)]
                    if kept != [list(map(list, one.before)), list(map(list, one.after))]:
                        body = (orjson.dumps(kept), one.position)
                        self._db.execute("UPDATE change SET body = ? WHERE position = ?", body)
                        rewritten += 1
                last = rows[-1][0]
        return rewritten

    def clusters(self, layer: int) -> Iterator[Cluster]:
        """All clusters of a layer, in the order of their names."""
        query = "SELECT cluster, mention FROM member WHERE layer = ? ORDER BY cluster, mention"
        name, members = "", list[str]()
        for cluster, mention in self._db.execute(query, (layer,)).fetchall():
            if cluster != name and members:
                yield tuple(members)
                members = []
            name = cluster
            members.append(mention)
        if members:
            yield tuple(members)

    def cluster_of(self, layer: int, mention_ids: Iterable[str]) -> dict[str, Cluster]:
        """The whole cluster of each of these mentions, as they are at one moment.

        Those that the layer does not hold are left out.
        """
        asked = orjson.dumps(sorted(set(mention_ids))).decode()
        names: dict[str, str] = {}
        members: dict[str, list[str]] = {}
        for is_asked, mention, cluster in self._db.execute(CLUSTER_OF, (layer, asked, layer)).fetchall():
            if is_asked:
                names[mention] = cluster
            else:
                members.setdefault(cluster, []).append(mention)
        whole = {cluster: tuple(sorted(ids)) for cluster, ids in members.items()}
        return {mention: whole[cluster] for mention, cluster in names.items()}

    def pair(self, layer: int, a: str, b: str) -> Pair | None:
        """The pair of two mentions when it was above the threshold, with its reasons."""
        return self._pairs.one(layer, a, b)

    def pairs(self, layer: int, mention_ids: Iterable[str] | None = None) -> list[Pair]:
        """All pairs of a layer, or those that one of these mentions is in, by their ids."""
        return self._pairs.of(layer, mention_ids)

    def contested(self, layer: int, below: float) -> list[Pair]:
        """The pairs of a layer below so many bits, and those whose ends are in two clusters, by their ids."""
        return self._pairs.contested(layer, below)

    def against(self, layer: int, mention_ids: Iterable[str] | None = None) -> list[Against]:
        """What a layer says are two things: all of it, or what one of these mentions is in, by their ids."""
        return self._opposed.of(layer, mention_ids)

    def replace(
        self,
        layer: int,
        clusters: Iterable[Cluster],
        stamps: Mapping[str, bytes],
        pairs: Iterable[Pair],
        position: int,
        incarnation: str,
        model: str,
        against: Iterable[Against] = (),
        over: Sequence[int] = (),
        basis: Basis | None = None,
        suspects: Iterable[Suspect] = (),
        read: Collection[int] | None = None,
    ) -> int:
        """Make these the clusters and pairs of a layer; returns how many changes that wrote.

        One transaction. Only what differs is written: the same clusters, stamps and pairs change nothing
        but the position. `over` names the layers that this one stands on: where they changed, its own
        clusters are told again. `basis` is what it was resolved from, for who wants to know what is new.
        `suspects` are the pairs of things that people should look at. `read` is what was asked of the one
        layer below (resolution/store/footings.py); what stands on this layer must be resolved after it.
        """
        with one_transaction(self._db):
            head, opposed = self.head(), list(against)
            changed = self._replace_clusters(layer, clusters, stamped(stamps, opposed), over)
            self._pairs.replace(layer, pairs)
            self._opposed.replace(layer, opposed)
            self.suspects.replace(layer, suspects)
            self.footings.stir_all(layer)
            if read is not None:
                self.footings.put(layer, over[0], read)
            self._put_meta(layer, position, incarnation, model, basis or Basis(), head)
        return changed

    def patch(
        self,
        layer: int,
        mentions: Iterable[str],
        clusters: Iterable[Cluster],
        stamps: Mapping[str, bytes],
        pairs: Iterable[Pair],
        position: int,
        incarnation: str,
        model: str,
        against: Iterable[Against] = (),
        basis: Basis | None = None,
        suspects: tuple[Iterable[str], Iterable[Suspect]] = ((), ()),
        stirred: Iterable[int] = (),
    ) -> int:
        """Bring a part of a layer up to date: the same as `replace`, where all else stays as it was.

        `mentions` are all whose cluster, content, pairs or opposites may be others now, also those that
        are gone; `clusters` the clusters that they are in, whole, `stamps` theirs, and `pairs` all pairs
        that one of them is in. `against` is all that the layer says; `suspects` types of which all suspects
        are given, and these with those that one of the mentions names. `stirred` is what else changed of
        what layers over this one may have read. One transaction.
        """
        part = set(mentions)
        with one_transaction(self._db):
            head, opposed = self.head(), list(against)
            changed = self._patch_clusters(layer, part, clusters, stamped(stamps, opposed))
            self._pairs.patch(layer, part, pairs)
            self._opposed.replace(layer, opposed)
            self.suspects.patch(layer, part, list(suspects[0]), suspects[1])
            self.footings.stir(layer, {*stirred, *(mark(MENTION, id_) for id_ in part)})
            self._put_meta(layer, position, incarnation, model, basis or Basis(), head)
        return changed

    def follow(self, layer: int, position: int, basis: Basis) -> None:
        """Move a layer on, of which nothing changed."""
        with one_transaction(self._db):
            known = (self.incarnation(layer), self.model(layer))
            self._put_meta(layer, position, *known, basis, self.head())

    def follow_all(self, left: Collection[int], position: int, was: str, edition: str) -> int:
        """Move on all layers of one edition but those left, of which nothing changed; how many those are.

        One statement: most layers are not looked at one by one.
        """
        marks = "(SELECT value FROM json_each(:left))"
        of = f"(SELECT layer FROM meta WHERE name = 'edition' AND value = :was AND layer NOT IN {marks})"
        query = (
            "UPDATE meta SET value = CASE name WHEN 'position' THEN :position WHEN 'seen' THEN :seen"
            f" ELSE :edition END WHERE name IN ('position', 'seen', 'edition') AND layer IN {of}"
        )
        asked: dict[str, str | int] = {
            "left": orjson.dumps(sorted(left)).decode(),
            "was": was,
            "edition": edition,
        }
        with one_transaction(self._db):
            asked |= {"position": position, "seen": self.head()}
            return self._db.execute(query, asked).rowcount // 3

    def changed_since(self, head: int, layer: int) -> bool:
        """True when clusters of a layer changed after a position of the log."""
        query = "SELECT 1 FROM change WHERE position > ? AND layer = ? LIMIT 1"
        return self._db.execute(query, (head, layer)).fetchone() is not None

    def behind(self, editions: Collection[str], models: Collection[str], incarnation: str) -> set[int]:
        """The layers that are of none of these editions or models, or of another incarnation."""
        given = [orjson.dumps(sorted(some)).decode() for some in (editions, models)]
        query = (
            "SELECT DISTINCT layer FROM meta WHERE"
            " (name = 'edition' AND value NOT IN (SELECT value FROM json_each(?)))"
            " OR (name = 'model' AND value NOT IN (SELECT value FROM json_each(?)))"
            " OR (name = 'incarnation' AND value <> ?)"
        )
        return {row[0] for row in self._db.execute(query, (*given, incarnation)).fetchall()}

    def basis(self, layer: int) -> Basis:
        """What a layer was resolved from."""
        return Basis(str(self._meta(layer, "edition") or ""), str(self._meta(layer, "judged") or ""))

    def has_moved(self, layer: int, over: Sequence[int]) -> bool:
        """True when clusters changed in these layers since this one was last resolved."""
        return bool(self._moved(layer, over))

    def _put_meta(
        self, layer: int, position: int, incarnation: str, model: str, basis: Basis, seen: int
    ) -> None:
        meta = {"position": position, "incarnation": incarnation, "model": model, "seen": seen}
        rows = ((layer, name, value) for name, value in (meta | basis._asdict()).items())
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", rows)

    def _replace_clusters(
        self, layer: int, clusters: Iterable[Cluster], stamps: Mapping[str, bytes], over: Sequence[int]
    ) -> int:
        rows = self._db.execute(
            "SELECT mention, cluster, stamp FROM member WHERE layer = ?", (layer,)
        ).fetchall()
        old = {mention: (cluster, stamp) for mention, cluster, stamp in rows}
        named = ((min(cluster), cluster) for cluster in clusters)
        new = {mention: (name, stamps.get(mention, b"")) for name, ids in named for mention in ids}
        return self._write_clusters(layer, old, new, self._moved(layer, over))

    def _patch_clusters(
        self, layer: int, part: Collection[str], clusters: Iterable[Cluster], stamps: Mapping[str, bytes]
    ) -> int:
        made = list(clusters)
        old = self._around(layer, {*part, *(mention for cluster in made for mention in cluster)})
        new = {mention: row for mention, row in old.items() if mention not in part}
        for cluster in made:
            for mention in cluster:
                stamp = stamps.get(mention, b"") if mention in part else old[mention][1]
                new[mention] = (min(cluster), stamp)
        return self._write_clusters(layer, old, new, ())

    def _around(self, layer: int, mentions: Iterable[str]) -> dict[str, tuple[str, bytes]]:
        """Mention → cluster and stamp for all mentions of the clusters that these are in."""
        query = "SELECT mention, cluster, stamp FROM member WHERE layer = ?"
        names = {row[1] for row in among(self._db, query, "mention", layer, mentions)}
        return {m: (name, stamp) for m, name, stamp in among(self._db, query, "cluster", layer, names)}

    def _write_clusters(
        self,
        layer: int,
        old: Mapping[str, tuple[str, bytes]],
        new: Mapping[str, tuple[str, bytes]],
        moved: Collection[str],
    ) -> int:
        changes = difference({m: (c, STALE if m in moved else s) for m, (c, s) in old.items()}, new)
        gone = ((layer, mention) for mention in old.keys() - new.keys())
        self._db.executemany("DELETE FROM member WHERE layer = ? AND mention = ?", gone)
        put = sorted((layer, m, *value) for m, value in new.items() if old.get(m) != value)
        self._db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", put)
        bodies = ((layer, orjson.dumps([before, after])) for before, after in changes)
        self._db.executemany("INSERT INTO change (layer, body) VALUES (?, ?)", bodies)
        return len(changes)

    def _moved(self, layer: int, over: Sequence[int]) -> set[str]:
        """The mentions whose clusters changed in the layers below since this one was last resolved."""
        marks = ",".join("?" * len(over))
        query = f"SELECT position, layer, body FROM change WHERE position > ? AND layer IN ({marks})"
        seen = int(self._meta(layer, "seen") or 0)
        changes = map(_change, self._db.execute(query, (seen, *over))) if over else iter(())
        return {m for change in changes for c in (*change.before, *change.after) for m in c}

    def _meta(self, layer: int, name: str) -> Any:
        query = "SELECT value FROM meta WHERE layer = ? AND name = ?"
        row = self._db.execute(query, (layer, name)).fetchone()
        return row[0] if row else None


def _among(clusters: Iterable[Cluster], there: Collection[str]) -> list[list[str]]:
    left = ([m for m in cluster if m in there] for cluster in clusters)
    return [cluster for cluster in left if cluster]


def _change(row: Sequence[Any]) -> Change:
    before, after = orjson.loads(row[2])
    return Change(row[0], row[1], tuple(map(tuple, before)), tuple(map(tuple, after)))
