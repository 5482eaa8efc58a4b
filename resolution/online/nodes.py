"""Nodes of the index, their keys and their pairs: each step leaves all pairs that the batch would keep."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from resolution.features import Features
from resolution.keys import keys_of
from resolution.model import Model
from resolution.online.bounds import Weights, bounds
from resolution.online.codes import CodeFile, code_of
from resolution.online.postings import Postings
from resolution.online.schema import Stored, unpacked
from resolution.online.tables import Node, Tables
from resolution.profiles import Profile
from resolution.scoring import kept_pair, least_weight
from resolution.table import CAP

FEW = 10
"""Candidates up to which it is quicker to weigh each than to rule out most."""


def hash_of(key: str) -> int:
    """A key as a signed number of 64 bits, the same as DuckDB's md5_number_lower gives."""
    digest = hashlib.md5(key.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little", signed=True)


class Nodes:
    """Puts in, takes out and weighs nodes; `touched` are those whose clusters may be others now."""

    def __init__(self, db: sqlite3.Connection, model: Model, codes: CodeFile, postings: Postings) -> None:
        self.tables = Tables(db)
        self.postings = postings
        self.model = model
        self.touched: set[int] = set()
        self.crossed: set[str] = set()
        self.weighed = 0
        self.pairs: dict[tuple[int, int], float] = {}
        """The weights of the pairs written in this step."""
        self.fresh: dict[int, Node] = {}
        """The nodes made in this step, of which all pairs are among `pairs`."""
        self.made = 0
        """Nodes whose codes may not have reached the disk."""
        self._db = db
        self._codes = codes
        self._weights = Weights(model)
        self._least = least_weight(model)
        self._last = 0

    def look(self) -> None:
        """Look once for each transaction at what others may have written."""
        self.postings.look()
        row = self.tables.one("SELECT seq FROM sqlite_sequence WHERE name = 'node'")
        self._last = row[0] if row else 0

    def begin(self) -> None:
        """Start the account of one step of a transaction."""
        self.touched, self.crossed, self.weighed = set(), set(), 0
        self.pairs, self.fresh = {}, {}

    def create(self, group: int, slot: Stored, name: Stored, features: Features) -> int:
        """The number of a new node, which has no keys yet; numbers are never given twice."""
        self._last = made = self._last + 1
        self._db.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?)", (made, group, slot, name, made))
        self.tables.keep(made, features)
        self.fresh[made] = Node(made, group, name, made)
        self.touched.add(made)
        self.made += 1
        return made

    def index(self, id_: int) -> None:
        """Give a new node its keys and its pairs."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self._codes.put(id_, code_of(features))
        keys = {hash_of(key): key for key in keys_of(features)}
        wide = self._wide(keys)
        found = self._holders(keys.keys() - wide)
        self.postings.put(id_, keys)
        full = {hash_ for hash_, holders in found.items() if len(holders) >= CAP}
        for hash_ in sorted(full):
            self._widen(hash_, keys[hash_], found[hash_])
        others = {other for hash_, holders in found.items() if hash_ not in full for other in holders}
        self._weigh(node, features, others)

    def near(self, id_: int) -> list[int]:
        """The nodes with which it has a pair above the threshold."""
        return [other for other, _ in self.beside(id_)]

    def beside(self, id_: int) -> list[tuple[int, float]]:
        """The same with the weights of the pairs."""
        if id_ not in self.fresh:
            return self.tables.beside(id_)
        held = ((ids, weight) for ids, weight in self.pairs.items() if id_ in ids)
        return sorted((b if a == id_ else a, weight) for (a, b), weight in held)

    def nodes(self, ids: Iterable[int]) -> list[Node]:
        """The nodes with these numbers, those that exist."""
        wanted = set(ids)
        fresh = [self.fresh[id_] for id_ in sorted(wanted & self.fresh.keys())]
        return fresh + self.tables.nodes(sorted(wanted - self.fresh.keys()))

    def renamed(self, id_: int) -> None:
        """Weigh a node anew whose name is another: pairs are compared in the order of names."""
        self.fresh.pop(id_, None)
        node = self._node(id_)
        [features] = self.tables.features([node])
        self._part(id_)
        hashes = {hash_of(key) for key in keys_of(features)}
        found = self._holders(hashes - self._wide(hashes))
        self._weigh(node, features, {other for holders in found.values() for other in holders} - {id_})

    def drop(self, id_: int) -> None:
        """Take a node out, with its keys and pairs."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self._part(id_)
        self.fresh.pop(id_, None)
        keys = {hash_of(key): key for key in keys_of(features)}
        self.postings.drop(id_, keys)
        self._db.execute("DELETE FROM node WHERE id = ?", (id_,))
        for hash_ in sorted(self._wide(keys)):
            self._narrow(hash_, keys[hash_])

    def _part(self, id_: int) -> None:
        """Delete all pairs of a node."""
        near = self.tables.near(id_)
        self.touched.update(near)
        for other in near:
            self.pairs.pop((min(id_, other), max(id_, other)), None)
        self.tables.drop_pairs(id_)

    def _node(self, id_: int) -> Node:
        node = self.fresh.get(id_) or self.tables.node(id_)
        assert node, id_
        return node

    def _wide(self, hashes: Iterable[int]) -> set[int]:
        return {row[0] for row in self.tables.where("SELECT hash FROM wide WHERE hash IN", hashes)}

    def _holders(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        wanted = sorted(hashes)
        found = self.postings.loaded_with(wanted)
        for hash_, node in self.tables.where("SELECT hash, node FROM posting WHERE hash IN", wanted):
            found.setdefault(hash_, []).append(node)
        return found

    def _weigh(self, node: Node, features: Features, others: Iterable[int]) -> None:
        """Write the pairs of a node with others that weigh enough."""
        ids = np.fromiter(others, np.int64)
        if not len(ids):
            return
        self.weighed += len(ids)
        nodes = self.nodes(self._near(node, features, ids))
        mine = (unpacked(node.name), node.id, features)
        for other, theirs in zip(nodes, self.tables.features(nodes), strict=True):
            first, second = sorted((mine, (unpacked(other.name), other.id, theirs)), key=lambda row: row[0])
            a, b = (Profile(row[2], (row[0],), ("",)) for row in (first, second))
            pair = kept_pair(self.model, a, b, self._least, told=False)
            if pair:
                self.tables.put_pair(node.id, other.id, pair.weight)
                self.pairs[min(node.id, other.id), max(node.id, other.id)] = pair.weight
                self.touched |= {node.id, other.id}

    def _near(self, node: Node, features: Features, ids: NDArray[np.int64]) -> list[int]:
        """Those that could weigh enough."""
        if len(ids) > FEW:
            least = self._least - self.model.reach - 1e-6
            own, theirs = self._codes.get([node.id]), self._codes.get(ids)
            ids = ids[bounds(self._weights, features, own, theirs, least) >= least]
        return sorted(ids.tolist())

    def _widen(self, hash_: int, key: str, holders: list[int]) -> None:
        """A key that too many have now: the pairs that rest on it alone go."""
        self._db.execute("INSERT INTO wide VALUES (?, ?)", (hash_, key))
        self.crossed.add(key)
        inside = set(holders)
        pairs = self.tables.where("SELECT a, b FROM pair WHERE a IN", sorted(inside))
        for a, b in ((a, b) for a, b in pairs if b in inside):
            if not self._have_common(a, b):
                self._db.execute("DELETE FROM pair WHERE a = ? AND b = ?", (a, b))
                self.pairs.pop((min(a, b), max(a, b)), None)
                self.touched |= {a, b}

    def _have_common(self, a: int, b: int) -> bool:
        left, right = (set(keys_of(f)) for f in self.tables.features([self._node(a), self._node(b)]))
        common = {hash_of(key) for key in left & right}
        return bool(common - self._wide(common))

    def _narrow(self, hash_: int, key: str) -> None:
        """A key that too many had: when few enough are left, their pairs come back."""
        left = self.postings.holders(hash_, CAP + 1)
        if len(left) > CAP:
            return
        self._db.execute("DELETE FROM wide WHERE hash = ?", (hash_,))
        self.crossed.add(key)
        nodes = {node.id: node for node in self.tables.nodes(left)}
        for place, id_ in enumerate(left):
            [features] = self.tables.features([nodes[id_]])
            self._weigh(nodes[id_], features, left[place + 1 :])
