"""Nodes of the index, their keys and their pairs: each step leaves all pairs that the batch would keep."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from resolution.change import Pair
from resolution.features import Features
from resolution.keys import keys_of
from resolution.model import Model
from resolution.online.bounds import Weights, bounds
from resolution.online.codes import CodeFile, code_of
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

    def __init__(self, db: sqlite3.Connection, model: Model, codes: CodeFile) -> None:
        self.tables = Tables(db)
        self.model = model
        self.touched: set[int] = set()
        self.crossed: set[str] = set()
        self.weighed = 0
        self.pairs: dict[tuple[int, int], Pair] = {}
        """The pairs written in this transaction, with their reasons."""
        self.made = 0
        """Nodes whose codes may not have reached the disk."""
        self._db = db
        self._codes = codes
        self._weights = Weights(model)
        self._least = least_weight(model)

    def begin(self) -> None:
        """Start a transaction's account."""
        self.touched, self.crossed, self.weighed = set(), set(), 0
        self.pairs.clear()

    def create(self, group: int, slot: Stored, name: Stored, features: Features) -> int:
        """The number of a new node, which has no keys yet; numbers are never given twice."""
        query = "INSERT INTO node (grp, slot, name, cluster) VALUES (?, ?, ?, 0)"
        made = self._db.execute(query, (group, slot, name)).lastrowid
        assert made
        self.tables.keep(made, features)
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
        rows = [(hash_, id_) for hash_ in sorted(keys)]
        self._db.executemany("INSERT INTO posting VALUES (?, ?)", rows)
        full = {hash_ for hash_, holders in found.items() if len(holders) >= CAP}
        for hash_ in sorted(full):
            self._widen(hash_, keys[hash_], found[hash_])
        others = {other for hash_, holders in found.items() if hash_ not in full for other in holders}
        self._weigh(node, features, others)

    def renamed(self, id_: int) -> None:
        """Weigh a node anew whose name is another: pairs are compared in the order of names."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self.touched.update(self.tables.near(id_))
        self.tables.drop_pairs(id_)
        self.pairs = {ids: pair for ids, pair in self.pairs.items() if id_ not in ids}
        hashes = {hash_of(key) for key in keys_of(features)}
        found = self._holders(hashes - self._wide(hashes))
        self._weigh(node, features, {other for holders in found.values() for other in holders} - {id_})

    def drop(self, id_: int) -> None:
        """Take a node out, with its keys and pairs."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self.touched.update(self.tables.near(id_))
        self.tables.drop_pairs(id_)
        keys = {hash_of(key): key for key in keys_of(features)}
        self._db.executemany(
            "DELETE FROM posting WHERE hash = ? AND node = ?", ((h, id_) for h in sorted(keys))
        )
        self._db.execute("DELETE FROM node WHERE id = ?", (id_,))
        for hash_ in sorted(self._wide(keys)):
            self._narrow(hash_, keys[hash_])

    def _node(self, id_: int) -> Node:
        node = self.tables.node(id_)
        assert node, id_
        return node

    def _wide(self, hashes: Iterable[int]) -> set[int]:
        return {row[0] for row in self.tables.where("SELECT hash FROM wide WHERE hash IN", hashes)}

    def _holders(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for hash_, node in self.tables.where("SELECT hash, node FROM posting WHERE hash IN", hashes):
            found.setdefault(hash_, []).append(node)
        return found

    def _weigh(self, node: Node, features: Features, others: Iterable[int]) -> None:
        """Write the pairs of a node with others that weigh enough."""
        ids = np.fromiter(others, np.int64)
        if not len(ids):
            return
        self.weighed += len(ids)
        nodes = self.tables.nodes(self._near(node, features, ids))
        mine = (unpacked(node.name), node.id, features)
        for other, theirs in zip(nodes, self.tables.features(nodes), strict=True):
            first, second = sorted((mine, (unpacked(other.name), other.id, theirs)), key=lambda row: row[0])
            a, b = (Profile(row[2], (row[0],), ("",)) for row in (first, second))
            pair = kept_pair(self.model, a, b, self._least)
            if pair:
                self.tables.put_pair(node.id, other.id, pair.weight)
                self.pairs[min(node.id, other.id), max(node.id, other.id)] = pair
                self.touched |= {node.id, other.id}

    def _near(self, node: Node, features: Features, ids: NDArray[np.int64]) -> list[int]:
        """Those that could weigh enough."""
        if len(ids) > FEW:
            most = bounds(self._weights, features, self._codes.get([node.id]), self._codes.get(ids))
            ids = ids[most >= self._least - self.model.reach - 1e-6]
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
                self.touched |= {a, b}

    def _have_common(self, a: int, b: int) -> bool:
        left, right = (set(keys_of(f)) for f in self.tables.features([self._node(a), self._node(b)]))
        common = {hash_of(key) for key in left & right}
        return bool(common - self._wide(common))

    def _narrow(self, hash_: int, key: str) -> None:
        """A key that too many had: when few enough are left, their pairs come back."""
        query = f"SELECT node FROM posting WHERE hash = ? LIMIT {CAP + 1}"
        left = sorted(row[0] for row in self.tables.rows(query, hash_))
        if len(left) > CAP:
            return
        self._db.execute("DELETE FROM wide WHERE hash = ?", (hash_,))
        self.crossed.add(key)
        nodes = {node.id: node for node in self.tables.nodes(left)}
        for place, id_ in enumerate(left):
            [features] = self.tables.features([nodes[id_]])
            self._weigh(nodes[id_], features, left[place + 1 :])
