"""What the index holds, read and written row by row: groups of equal features, nodes, keys, pairs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from ledger.errors import BadInput
from resolution.comparison.features import COLUMNS, Features
from resolution.comparison.met import UNMET
from resolution.online.index.schema import Stored

CACHED = 50_000
"""Rows of features kept in memory."""
SOME = 512
_MARKS = ",".join("?" * SOME)


class Group(NamedTuple):
    """All mentions with the same words; `one`: the words alone say that they are one person."""

    id: int
    features: Features
    one: bool


class Node(NamedTuple):
    """What is clustered: mentions of one group; `name` is the smallest of them, as it is stored."""

    id: int
    group: int
    name: Stored
    cluster: int


class Tables:
    """Reads and writes of single rows; whoever calls holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._features: dict[int, Features] = {}

    def forget(self) -> None:
        """Drop what is kept in memory: after a transaction that was taken back."""
        self._features.clear()

    def rows(self, query: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        return self.db.execute(query, values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        """The first row of a query, or None."""
        return self.db.execute(query, values).fetchone()

    def where(self, query: str, values: Iterable[Any]) -> list[Any]:
        """The rows of a query that ends in IN, for any number of values."""
        wanted, found = list(values), []
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            room = 1 << (len(some) - 1).bit_length()  # few lengths: each is a statement to prepare and keep
            some += some[-1:] * (room - len(some))
            found += self.db.execute(f"{query} ({_MARKS[: 2 * room - 1]})", some).fetchall()
        return found

    def group_of(self, features: Features) -> tuple[bytes, bytes, int]:
        """The digest and body of a row of features, and the group that has it, 0 when none."""
        body = body_of(features)
        digest = digest_of(body)
        row = self.one("SELECT id FROM grp WHERE digest = ?", digest)
        return digest, body, row[0] if row else 0

    def group(self, id_: int) -> Group:
        """A group with the features that count: without identifiers that tell nobody apart."""
        raw, used, one = self.one("SELECT raw, used, one FROM grp WHERE id = ?", id_)
        return Group(id_, features_from(used or raw), bool(one))

    def raw(self, id_: int) -> Features:
        """The features of a group as they were said."""
        return features_from(self.one("SELECT raw FROM grp WHERE id = ?", id_)[0])

    def node(self, id_: int) -> Node | None:
        """A node by its number."""
        row = self.one("SELECT id, grp, name, cluster FROM node WHERE id = ?", id_)
        return Node(*row) if row else None

    def nodes(self, ids: Iterable[int]) -> list[Node]:
        """The nodes with these numbers, those that exist."""
        return [Node(*row) for row in self.where("SELECT id, grp, name, cluster FROM node WHERE id IN", ids)]

    def features(self, nodes: Sequence[Node]) -> list[Features]:
        """The features of nodes that count, in their order."""
        if len(self._features) > CACHED:  # before it is seen which are missing: of all, then
            self._features.clear()
        missing = {node.group: node.id for node in nodes if node.id not in self._features}
        if missing:
            query = "SELECT id, coalesce(used, raw) FROM grp WHERE id IN"
            found = {id_: features_from(body) for id_, body in self.where(query, missing)}
            self._features |= {n.id: found[n.group] for n in nodes if n.id not in self._features}
        return [self._features[node.id] for node in nodes]

    def keep(self, node: int, features: Features) -> None:
        """Remember the features of a new node."""
        self._features[node] = features

    def put_pair(self, a: int, b: int, weight: float) -> None:
        """Write a pair above the threshold."""
        self.db.execute("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", (min(a, b), max(a, b), weight))

    def drop_pairs(self, node: int) -> None:
        """Delete all pairs of a node."""
        self.db.execute("DELETE FROM pair WHERE a = ?", (node,))
        self.db.execute("DELETE FROM pair WHERE b = ?", (node,))


def body_of(features: Features) -> bytes:
    """Features as they are stored: the list of its columns."""
    try:
        return orjson.dumps([getattr(features, column) for column in COLUMNS])
    except TypeError as error:
        raise BadInput(f"A person's values cannot be stored: {error}") from error


def digest_of(body: bytes) -> bytes:
    """What tells the body of one group from all others."""
    return hashlib.blake2b(body, digest_size=16).digest()


def features_from(body: bytes) -> Features:
    """Features from their body."""
    made = object.__new__(Features)  # its __init__ takes most of the time of reading it
    values = (tuple(value) if type(value) is list else value for value in orjson.loads(body))
    made.__dict__.update(zip(COLUMNS, values, strict=True), met=UNMET)
    return made
