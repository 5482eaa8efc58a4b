"""The online path: one record in, its entities out, and all clusters as the batch would make them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from graph.local import IN_MEMORY
from graph.ontology.mention import Mention
from resolution.change import Cluster, Pair
from resolution.clustering.persons import Persons
from resolution.comparison.features import features_of, repeated
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.engines.engine import DUCKDB
from resolution.judgements import Judgements, PairIds
from resolution.online.beneath import IndexBeneath
from resolution.online.build import Build, Built
from resolution.online.components import Components
from resolution.online.entities import Entities
from resolution.online.groups import Groups, Said, Tell
from resolution.online.index.ahead import hash_of
from resolution.online.index.codes import CodeFile
from resolution.online.index.due import Due
from resolution.online.index.files import Files
from resolution.online.index.nodes import Nodes
from resolution.online.index.postings import Postings
from resolution.online.index.schema import empty, get_meta, onto_disk, open_index, packed, put_meta, unpacked
from resolution.online.resolution import Changed, Entity, Resolution
from resolution.online.things import Things
from resolution.store.footings import MENTION, mark
from resolution.weights.model import Model

TOGETHER = 256
"""Records, or mentions, that are looked up at once."""
INDEX, CODES = "online.db", "online.codes"


class Online:
    """A persistent index of the persons of one layer; after each call it equals the batch over what it holds.

    One process writes at a time. Each call is one transaction: when it returns, no end of the process loses
    its change. A loss of power may, with the position, until `sync`: the ledger holds the truth.
    """

    def __init__(
        self, db: sqlite3.Connection, folder: Path | None, codes: CodeFile, model: Model, layer: int
    ) -> None:
        self.model, self.layer = model, layer
        self._db, self._codes, self._folder = db, codes, folder
        self._postings = Postings(db, folder)
        self._groups = Groups(Nodes(db, model, codes, self._postings), model)
        self._tables = self._groups.nodes.tables
        self._components = Components(self._groups, model)
        self._entities = Entities(self._groups.nodes, self._components, model)
        self._moved: set[str] | None = None
        self.due = Due(db)
        self.things = Things(db)
        self._files = Files(db, codes, self._groups.nodes)
        self._files.restore()

    @classmethod
    def open(cls, folder: str | Path, model: Model, layer: int) -> Online:
        """Open or create the index of a layer in a folder (":memory:" for none).

        One that was made with another model, or by a version with other keys, is emptied: its position
        is 0 again, and whoever follows the ledger loads it anew.
        """
        if str(folder) == IN_MEMORY:
            return cls(open_index(IN_MEMORY, model, layer), None, CodeFile(None), model, layer)
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        db = open_index(place / INDEX, model, layer)
        return cls(db, place, CodeFile(place / CODES), model, layer)

    def close(self) -> None:
        """Bring everything into the files and close them."""
        self._files.flush()
        self._db.close()

    def __enter__(self) -> Online:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def position(self) -> int:
        """The position of the ledger that it was last brought to; 0 when it is empty."""
        return int(get_meta(self._db, "position") or 0)

    @property
    def incarnation(self) -> str:
        """The incarnation of the ledger that it follows; "" when of none yet."""
        return get_meta(self._db, "incarnation")

    @property
    def edition(self) -> str:
        """The edition of the mentions that it holds; "" when whoever brought them did not say."""
        return get_meta(self._db, "edition")

    def telling(self, tell: Tell) -> None:
        """Have somebody told how far it is when all that hold an identifier are weighed anew."""
        self._groups.tell = tell

    @contextmanager
    def following(self, position: int, incarnation: str, edition: str = "") -> Iterator[set[str]]:
        """All calls inside are one transaction, which also moves the position.

        Gives the set in which they gather the mentions whose clusters or pairs may be others now.
        """
        with self._transaction():
            self._put_place(position, incarnation, edition)
            self._moved = set()
            try:
                yield self._moved
            finally:
                self._moved = None

    def stir(self, mentions: Iterable[str]) -> None:
        """Write down what the transaction changed of what layers over this one may have asked.

        `mentions` are those that may say something else now, or count otherwise.
        """
        keys = self._groups.nodes.stirred.marks(lambda key: self._postings.size(hash_of(key)))
        self.due.stir({*keys, *self.things.stirred(), *(mark(MENTION, id_) for id_ in mentions)})

    def resolve(self, mentions: Sequence[Mention]) -> Resolution:
        """Put in the mentions of one record and say who its persons are.

        Mentions of other classes than the layer's, and of other types than persons and what these hold,
        are left out. A mention that is there already is replaced where it says something else.
        """
        own = {mention.id: mention for mention in mentions if mention.class_ == self.layer}
        persons = sorted((m for m in own.values() if m.type == "Person"), key=lambda mention: mention.id)
        homes = repeated(persons)
        rows = ((m.id, m.record, features_of(m, own, homes.get(m.id, ""))) for m in persons)
        return self.put([Said(*row) for row in rows])

    def put(self, said: Iterable[Said]) -> Resolution:
        """The same for mentions whose features are known."""
        [done] = self.put_many([said])
        return done

    def take(self, said: Iterable[Said]) -> Resolution:
        """The same for mentions of any records, without saying who they are."""
        with self._transaction():
            return self._take(sorted(said))

    def put_many(self, records: Iterable[Iterable[Said]]) -> list[Resolution]:
        """Several records one after the other in one transaction: one durable commit for all of them."""
        done, stream = list[Resolution](), iter(records)
        with self._transaction():
            while some := [sorted(said) for said in islice(stream, TOGETHER)]:
                self._groups.expect([row for rows in some for row in rows])
                done += map(self._put, some)
        return done

    def _take(self, rows: Sequence[Said]) -> Resolution:
        self._begin()
        for start in range(0, len(rows), TOGETHER):
            some = rows[start : start + TOGETHER]
            self._groups.expect(some)
            self._groups.add_all(some)
        return self._settled()

    def _put(self, rows: Sequence[Said]) -> Resolution:
        self._begin()
        self._groups.add_all(rows)
        return replace(self._settled(), entities=tuple(self.entity(row.mention) for row in rows))

    def remove(self, mention_ids: Iterable[str]) -> Resolution:
        """Take out mentions, as if they had never been there; ids that it does not hold are passed over."""
        with self._transaction():
            self._begin()
            for mention in sorted(set(mention_ids)):
                self._groups.remove(mention)
            return self._settled()

    def judge(self, judged: Judgements) -> Resolution:
        """Make these the judgements that count; what was judged before and is not among them does not."""
        with self._transaction():
            self._begin()
            for pair, same in self.rejudged(judged):
                self._groups.judge(*pair, same)
            return self._settled()

    def rejudged(self, judged: Judgements) -> list[tuple[PairIds, bool | None]]:
        """What these judgements say otherwise than those that count; None for what is taken back."""
        wanted = dict.fromkeys(judged.different, False) | dict.fromkeys(judged.same, True)
        rows = self._db.execute("SELECT a, b, same FROM judged").fetchall()
        known = {(unpacked(a), unpacked(b)): bool(same) for a, b, same in rows}
        pairs = sorted(wanted.keys() | known.keys())
        return [(pair, wanted.get(pair)) for pair in pairs if wanted.get(pair) != known.get(pair)]

    def load(
        self,
        said: Iterable[Said],
        judged: Judgements | None = None,
        position: int = 0,
        incarnation: str = "",
        edition: str = "",
        engine: str = DUCKDB,
    ) -> Persons:
        """Make the index anew from all mentions of the layer, in bulk, and return what the batch gives.

        A transaction of its own, which also sets the position; never inside `following`.
        """
        built = self.fill(said, judged, position, incarnation, edition, engine)
        made = list(self.clusters()), list(self.pairs())
        return Persons(*made, built.candidates, tuple(self.capped()), tuple(self.generic()))

    def fill(
        self,
        said: Iterable[Said],
        judged: Judgements | None = None,
        position: int = 0,
        incarnation: str = "",
        edition: str = "",
        engine: str = DUCKDB,
    ) -> Built:
        """The same without reading all of it again: mentions may come in any order, and are not held."""
        assert not self._db.in_transaction, "files are no part of a transaction that may be taken back"
        self._files.give_up()
        try:
            with self._transaction():
                empty(self._db)
                self._codes.clear()
                self._tables.forget()
                build = Build(self._components, self._codes, self.model)
                made = build.fill(said, judged or Judgements(), engine, self._folder)
                self._put_place(position, incarnation, edition)
        except BaseException:
            self._files.went_back()
            raise
        self._files.flush()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._postings.tidy()
        return made

    def sync(self) -> None:
        """Bring onto the disk what was committed: before whoever follows the index gets ahead of it."""
        with onto_disk(self._db):
            put_meta(self._db, "position", str(self.position))

    def _put_place(self, position: int, incarnation: str, edition: str) -> None:
        put_meta(self._db, "position", str(position))
        put_meta(self._db, "incarnation", incarnation)
        put_meta(self._db, "edition", edition)

    def entity(self, mention: str) -> Entity:
        """Where a mention belongs, and what else it may be; Missing when the index does not hold it."""
        if not self._db.in_transaction:  # others may have written since
            self._groups.nodes.memory.forget()
        return self._entities.of(mention)

    def cluster_of(self, mention: str) -> Cluster:
        """The mentions of the entity that a mention is in; Missing when the index does not hold it."""
        return self.entity(mention).entity

    def held(self, mentions: Iterable[str]) -> dict[str, Cluster]:
        """The whole entity of each of these mentions; those that it does not hold are left out."""
        query = "SELECT s.mention, n.cluster FROM said s JOIN node n ON n.id = s.node WHERE s.mention IN"
        found = {unpacked(m): cluster for m, cluster in self._tables.where(query, map(packed, mentions))}
        members = {cluster: self._entities.members(cluster) for cluster in set(found.values())}
        return {mention: members[cluster] for mention, cluster in found.items()}

    def clusters(self) -> Iterator[Cluster]:
        """All clusters, by their first mention."""
        found: dict[int, list[str]] = {}
        query = "SELECT n.cluster, s.mention FROM said s JOIN node n ON n.id = s.node"
        for cluster, mention in self._db.execute(query):
            found.setdefault(cluster, []).append(unpacked(mention))
        yield from sorted(tuple(sorted(members)) for members in found.values())

    def pairs(self) -> Iterator[Pair]:
        """All pairs above the model's threshold with their reasons, in the order of their ids."""
        ids = self._db.execute("SELECT a, b FROM pair ORDER BY a, b").fetchall()
        yield from sorted(self._entities.explained(ids), key=lambda pair: (pair.a, pair.b))

    def pairs_of(self, mentions: Iterable[str]) -> list[Pair]:
        """The pairs that rest on what these mentions say, in the order of their ids."""
        query = "SELECT DISTINCT node FROM said WHERE mention IN"
        nodes = {row[0] for row in self._tables.where(query, map(packed, mentions))}
        ids = {
            row for end in "ab" for row in self._tables.where(f"SELECT a, b FROM pair WHERE {end} IN", nodes)
        }
        return sorted(self._entities.explained(sorted(ids)), key=lambda pair: (pair.a, pair.b))

    def beneath(self) -> IndexBeneath:
        """This base as the layers over it ask about it, as it stands now."""
        self._groups.look()
        return IndexBeneath(self._components, self._postings, self.things)

    def capped(self) -> list[tuple[str, int, int]]:
        """Key functions with keys that too many hold: how many such keys, and the holders of the largest."""
        found: dict[str, list[int]] = {}
        for hash_, key in self._db.execute("SELECT hash, key FROM wide").fetchall():
            found.setdefault(key.split(":", 1)[0], []).append(self._postings.size(hash_))
        return [(name, len(sizes), max(sizes)) for name, sizes in sorted(found.items())]

    def generic(self) -> list[tuple[str, int]]:
        """Identifiers that tell nobody apart, with the number of names that hold them."""
        query = "SELECT number, names FROM generic WHERE names > ? ORDER BY number"
        return [(number, names) for number, names in self._db.execute(query, (MOST_HOLDERS,))]

    def _begin(self) -> None:
        self._groups.begin()
        self._components.begin()

    def _settled(self) -> Resolution:
        changes = self._components.settle()
        nodes = self._groups.nodes
        if self._moved is not None:
            self._moved |= self._near(changes)
        return Resolution(
            changes=tuple(Changed(before, after) for before, after in changes),
            crossed=tuple(sorted(nodes.crossed)),
            compared=nodes.weighed,
            anew=self._components.anew,
        )

    def _near(self, changes: Iterable[tuple[tuple[Cluster, ...], ...]]) -> set[str]:
        """The mentions in other clusters than before, and those that have, or had, a pair that changed."""
        query = "SELECT mention FROM said WHERE node IN"
        said = self._tables.where(query, sorted(self._groups.nodes.touched))
        changed = {m for change in changes for side in change for cluster in side for m in cluster}
        return changed.union(self._groups.was, (unpacked(row[0]) for row in said))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        inner = self._db.in_transaction
        self._db.execute("SAVEPOINT step" if inner else "BEGIN IMMEDIATE")
        try:
            if not inner:
                self._groups.look()
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO step" if inner else "ROLLBACK")
            self._groups.nodes.forget()
            raise
        finally:
            self._begin()
            self._groups.nodes.memory.forget()
        if inner:
            self._db.execute("RELEASE step")
            return
        self._commit()
        self._files.flush_many()

    def _commit(self) -> None:
        self._db.execute("COMMIT")
