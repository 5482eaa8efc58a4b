"""The index in bulk, in chunks: rows and keys as mentions come, then the pairs and clusters of the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from resolution.candidates.keys import keys_of
from resolution.candidates.table import connect
from resolution.clustering.persons import cluster_nodes
from resolution.engines.engine import DUCKDB, compare
from resolution.engines.scoring import Kept, kept
from resolution.judgements import Judgements
from resolution.online.components import Components
from resolution.online.groups import Said
from resolution.online.index.ahead import hash_of
from resolution.online.index.codes import CodeFile
from resolution.online.index.columns import Columns, Stored
from resolution.online.index.rows import Rows
from resolution.online.index.schema import drop_indexes, make_indexes, packed, unpacked
from resolution.online.index.tables import Node
from resolution.online.intake import Intake
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded
from resolution.weights.model import Model

TOGETHER = 4000
"""Nodes of components that are read and clustered together, or more where one component has more."""
WEIGHED = 1 << 21
"""Candidates that are weighed at once."""
MEMORY = "800MB"
"""What DuckDB may hold before it puts tables onto the disk."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Built:
    """What was found on the way: how many candidates there were."""

    candidates: int


@dataclass(frozen=True)
class Pairs:
    """Pairs of nodes by number with their weights in bits; the left one has the smaller name."""

    left: Numbers
    right: Numbers
    weight: NDArray[np.float64]

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int, float]]) -> Pairs:
        """From single ones."""
        left, right, weight = zip(*pairs, strict=True) if pairs else ((), (), ())
        return cls(np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float64))

    @classmethod
    def none(cls) -> Pairs:
        """No pairs."""
        return cls.of(())

    def some(self, places: Numbers) -> Pairs:
        """Some of them."""
        return Pairs(self.left[places], self.right[places], self.weight[places])


class Build:
    """Fills an empty index; whoever calls holds the transaction."""

    def __init__(self, components: Components, codes: CodeFile, model: Model) -> None:
        self._components, self._codes, self._model = components, codes, model
        self._nodes = components.groups.nodes
        self._tables, self._db = self._nodes.tables, self._nodes.tables.db

    def fill(self, said: Iterable[Said], judged: Judgements, engine: str, scratch: Path | None) -> Built:
        """Take mentions in, and make of them what the batch makes."""
        drop_indexes(self._db)
        with TemporaryDirectory(dir=scratch) as folder, connect(threads=2) as duck:
            duck.execute(f"SET memory_limit = '{MEMORY}'")
            duck.execute(f"SET temp_directory = '{folder}'")
            rows = Rows(duck, self._codes)
            count = Intake(self._db, self._model, rows).take(said, judged.judged)
            make_indexes(self._db, but="pair")
            self._judge(judged)
            self._components.groups.look()
            rows.count_keys()
            size, batches = rows.postings()
            self._nodes.postings.load(batches, size, count)
            self._write_wide(rows)
            found, pairs = self._kept(rows, count) if engine == DUCKDB else self._compared(engine)
        self._db.executemany("INSERT INTO pair VALUES (?, ?, ?)", _rows(pairs))
        make_indexes(self._db)
        self._cluster(count, pairs, judged)
        return Built(found)

    def _judge(self, judged: Judgements) -> None:
        judgements = [(a, b, 1) for a, b in judged.same] + [(a, b, 0) for a, b in judged.different]
        rows = ((packed(a), packed(b), same) for a, b, same in judgements)
        self._db.executemany("INSERT INTO judged VALUES (?, ?, ?)", rows)

    def _write_wide(self, rows: Rows) -> None:
        """The keys that too many hold, with their words: one of the holders says them."""
        for hash_, id_ in rows.wide():
            [features] = self._tables.features(self._tables.nodes([id_]))
            [key] = [key for key in keys_of(features) if hash_of(key) == hash_]
            self._db.execute("INSERT INTO wide VALUES (?, ?)", (hash_, key))

    def _kept(self, rows: Rows, count: int) -> tuple[int, Pairs]:
        """How many candidates there are, and the pairs of them that weigh enough."""
        left, right = rows.candidates()
        if not len(left):
            return 0, Pairs.none()
        rank = self._ranks(count)
        weigher = Weigher(self._model, Columns(rows.duck, Stored(self._tables, count)))
        found = []
        for start in range(0, len(left), WEIGHED):
            low, high = left[start : start + WEIGHED], right[start : start + WEIGHED]
            turned = rank[low] > rank[high]  # pairs are compared in the order of names
            ends = (np.where(turned, *pair).astype(np.int32) - 1 for pair in ((high, low), (low, high)))
            a, b, weights = kept(weigher, *ends)
            found.append((a.astype(np.int64) + 1, b.astype(np.int64) + 1, weights))
        return len(left), Pairs(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _compared(self, engine: str) -> tuple[int, Pairs]:
        """The same by another engine, over all nodes at once."""
        nodes = [Node(*row) for row in self._db.execute("SELECT id, grp, name, cluster FROM node")]
        held = self._components.profiles(nodes)
        found = compare([one.profile for one in held], self._model, engine, told=False)
        number = {one.profile.name: one.node.id for one in held}
        pairs = [(number[pair.a], number[pair.b], pair.weight) for pair in found.pairs]
        return found.candidates, Pairs.of(pairs)

    def _ranks(self, count: int) -> NDArray[np.int32]:
        """For each node its place among all in the order of their names."""
        name = "CASE typeof(name) WHEN 'blob' THEN lower(hex(name)) ELSE name END"
        order = np.fromiter(
            (row[0] for row in self._db.execute(f"SELECT id FROM node ORDER BY {name}")), np.int64
        )
        rank = np.zeros(count + 1, np.int32)
        rank[order] = np.arange(len(order))
        return rank

    def _cluster(self, count: int, pairs: Pairs, judged: Judgements) -> None:
        """Cluster what hangs together, some components at a time."""
        more = np.array(self._hanging(judged), np.int64).reshape(-1, 2)
        left, right = np.concatenate([pairs.left, more[:, 0]]), np.concatenate([pairs.right, more[:, 1]])
        joined = coo_array((np.ones(len(left), np.bool_), (left, right)), shape=(count + 1, count + 1))
        label = connected_components(joined, directed=False)[1]
        nodes = np.flatnonzero(np.bincount(label)[label] > 1)
        nodes = nodes[np.argsort(label[nodes], kind="stable")]
        inside = np.argsort(label[pairs.left], kind="stable")
        of_pair, at = label[pairs.left][inside], 0
        while at < len(nodes):
            last = label[nodes[min(at + TOGETHER, len(nodes)) - 1]]
            end = int(np.searchsorted(label[nodes], last, "right"))
            low, high = np.searchsorted(of_pair, [label[nodes[at]], last + 1])
            self._cluster_some(nodes[at:end].tolist(), pairs.some(inside[low:high]), judged)
            at = end

    def _hanging(self, judged: Judgements) -> list[tuple[int, int]]:
        """Nodes that must be clustered together, for another reason than a pair."""
        query = "SELECT mention, node FROM said WHERE mention IN"
        judged_too = self._tables.where(query, map(packed, sorted(judged.judged)))
        node = {unpacked(mention): id_ for mention, id_ in judged_too}
        found = [(node[a], node[b]) for a, b in judged.same if a in node and b in node]
        query = "SELECT s.key, n.id FROM source s JOIN node n ON n.grp = s.grp ORDER BY s.key, n.id"
        for _, held in groupby(self._db.execute(query), itemgetter(0)):
            nodes = [id_ for _, id_ in held]
            found += pairwise(nodes)
        return found

    def _cluster_some(self, nodes: list[int], pairs: Pairs, judged: Judgements) -> None:
        """Cluster whole components: their nodes, and all pairs between these."""
        self._nodes.memory.forget()
        held = self._components.profiles(self._tables.nodes(nodes))
        place = {one.node.id: at for at, one in enumerate(held)}
        at = [[place[id_] for id_ in ends.tolist()] for ends in (pairs.left, pairs.right)]
        left, right = (np.array(places, np.int32) for places in at)
        order, profiles = np.lexsort((right, left)), [one.profile for one in held]
        coded = Coded([profile.features for profile in profiles])
        some = Kept(coded, left[order], right[order], pairs.weight[order])
        number = {mention: one.node.id for one in held for mention in one.profile.mentions}
        moved = list[tuple[int, int]]()
        for cluster in cluster_nodes(profiles, (), self._model, judged, kept=some):
            ids = {number[mention] for mention in cluster}
            moved += ((min(ids), id_) for id_ in sorted(ids)[1:])
        self._db.executemany("UPDATE node SET cluster = ? WHERE id = ?", moved)


def _rows(pairs: Pairs) -> Iterator[tuple[int, int, float]]:
    low, high = np.minimum(pairs.left, pairs.right), np.maximum(pairs.left, pairs.right)
    order = np.lexsort((high, low))
    yield from zip(low[order].tolist(), high[order].tolist(), pairs.weight[order].tolist(), strict=True)
