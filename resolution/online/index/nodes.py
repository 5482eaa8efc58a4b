"""Nodes of the index, their keys and their pairs: each step leaves all pairs that the batch would keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import itemgetter

from resolution.candidates.keys import keys_of
from resolution.candidates.table import CAP
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile
from resolution.engines.scoring import kept_pair, least_weight
from resolution.layers.ground import of_sources
from resolution.online.index.ahead import Ahead, Plan, candidates, hash_of
from resolution.online.index.codes import CodeFile
from resolution.online.index.memory import Memory
from resolution.online.index.postings import Postings
from resolution.online.index.schema import Stored, unpacked
from resolution.online.index.stirred import Stirred
from resolution.online.index.tables import Node, Tables
from resolution.weights.model import Model


class Nodes:
    """Puts in, takes out and weighs nodes; `touched` are those whose clusters may be others now."""

    def __init__(self, db: sqlite3.Connection, model: Model, codes: CodeFile, postings: Postings) -> None:
        self.tables = Tables(db)
        self.postings = postings
        self.model = model
        self.touched: set[int] = set()
        self.crossed: set[str] = set()
        self.weighed = 0
        self.made = 0
        """Nodes whose codes may not have reached the disk."""
        self.stirred = Stirred()
        self._db = db
        self._codes = codes
        self.memory = Memory(self.tables, postings)
        self.ahead = Ahead(model, codes, self.memory, self.tables)
        self._least = least_weight(model)
        self._last = 0

    def look(self) -> None:
        """Look once for each transaction at what others may have written."""
        self.postings.look()
        self.memory.forget()
        self.ahead.forget()
        self.stirred.begin()
        row = self.tables.one("SELECT seq FROM sqlite_sequence WHERE name = 'node'")
        self._last = row[0] if row else 0

    def forget(self) -> None:
        """Drop what is kept in memory: after a transaction that was taken back."""
        self.tables.forget()
        self.postings.forget()
        self.memory.forget()
        self.ahead.forget()

    def expect(self, rows: Iterable[Features]) -> None:
        """Look at once for all of these rows at what they will be compared with."""
        self.memory.spare()
        self.ahead.expect(rows)

    def begin(self) -> None:
        """Start the account of one step of a transaction."""
        self.touched, self.crossed, self.weighed = set(), set(), 0

    def create(self, group: int, slot: Stored, name: Stored, features: Features) -> int:
        """The number of a new node, which has no keys yet; numbers are never given twice."""
        self._last = made = self._last + 1
        self._db.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?)", (made, group, slot, name, made))
        self.tables.keep(made, features)
        self.memory.create(Node(made, group, name, made))
        self.touched.add(made)
        self.made += 1
        return made

    def index(self, id_: int) -> None:
        """Give a new node its keys and its pairs."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        plan = self.ahead.plan(features)
        self._codes.put(id_, plan.code[0])
        found = self.memory.holders(plan.keys)
        others = candidates(found, plan.keys)
        full = {hash_: tuple(holders) for hash_, holders in found.items() if len(holders) >= CAP}
        self.postings.put(id_, plan.keys)
        self.memory.hold(id_, plan.keys)
        self.stirred.came(plan.keys.values(), of_sources(features))
        for hash_, holders in sorted(full.items()):
            self._widen(hash_, plan.keys[hash_], holders)
        self._weigh(node, features, plan, others)

    def near(self, id_: int) -> list[int]:
        """The nodes with which it has a pair above the threshold."""
        return list(self.beside(id_))

    def beside(self, id_: int) -> dict[int, float]:
        """The same with the weights of the pairs."""
        return self.memory.beside([id_])[id_]

    def renamed(self, id_: int) -> None:
        """Weigh a node anew whose name is another: pairs are compared in the order of names."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self._part(id_)
        plan = self.ahead.plan(features)
        found = self.memory.holders(plan.keys)
        self._weigh(node, features, plan, {other for holders in found.values() for other in holders} - {id_})

    def drop(self, id_: int) -> None:
        """Take a node out, with its keys and pairs."""
        node = self._node(id_)
        [features] = self.tables.features([node])
        self._part(id_)
        keys = {hash_of(key): key for key in keys_of(features)}
        self.postings.drop(id_, keys)
        self.stirred.went(keys.values(), of_sources(features))
        self.memory.drop(id_)
        self.memory.let_go(keys)
        self._db.execute("DELETE FROM node WHERE id = ?", (id_,))
        for hash_ in sorted(self._wide(keys)):
            self._narrow(hash_, keys[hash_])

    def _part(self, id_: int) -> None:
        """Delete all pairs of a node."""
        near = self.near(id_)
        self.touched.update(near)
        for other in near:
            self.memory.part(id_, other)
        self.tables.drop_pairs(id_)

    def _node(self, id_: int) -> Node:
        node = self.memory.node(id_)
        assert node, id_
        return node

    def _wide(self, hashes: Iterable[int]) -> set[int]:
        return {row[0] for row in self.tables.where("SELECT hash FROM wide WHERE hash IN", hashes)}

    def _weigh(self, node: Node, features: Features, plan: Plan, others: set[int]) -> None:
        """Write the pairs of a node with others that weigh enough."""
        self.weighed += len(others)
        [more] = self.ahead.likely([plan], [others - plan.looked])
        nodes = self.memory.nodes(others & plan.likely | more)
        mine = (unpacked(node.name), node.id, features)
        for other, theirs in zip(nodes, self.tables.features(nodes), strict=True):
            first, second = sorted((mine, (unpacked(other.name), other.id, theirs)), key=itemgetter(0))
            a, b = (Profile(row[2], (row[0],), ("",)) for row in (first, second))
            pair = kept_pair(self.model, a, b, self._least, told=False)
            if pair:
                self.tables.put_pair(node.id, other.id, pair.weight)
                self.memory.join(node.id, other.id, pair.weight)
                self.touched |= {node.id, other.id}

    def _widen(self, hash_: int, key: str, holders: Sequence[int]) -> None:
        """A key that too many have now: the pairs that rest on it alone go."""
        self._db.execute("INSERT INTO wide VALUES (?, ?)", (hash_, key))
        self.memory.let_go([hash_])
        self.crossed.add(key)
        inside = set(holders)
        pairs = self.tables.where("SELECT a, b FROM pair WHERE a IN", sorted(inside))
        for a, b in ((a, b) for a, b in pairs if b in inside):
            if not self._have_common(a, b):
                self._db.execute("DELETE FROM pair WHERE a = ? AND b = ?", (a, b))
                self.memory.part(a, b)
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
        self.memory.let_go([hash_])
        self.crossed.add(key)
        nodes = {node.id: node for node in self.tables.nodes(left)}
        for place, id_ in enumerate(left):
            [features] = self.tables.features([nodes[id_]])
            self._weigh(nodes[id_], features, self.ahead.plan(features), set(left[place + 1 :]))
