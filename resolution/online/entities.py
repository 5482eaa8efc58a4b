"""Whom a mention in the index is taken for, and whom else it may be, with the reasons of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.errors import Missing
from resolution.change import Cluster, Pair
from resolution.online.components import Components
from resolution.online.index.files import READ
from resolution.online.index.nodes import Nodes
from resolution.online.index.schema import packed, unpacked
from resolution.online.index.tables import Node
from resolution.online.resolution import Candidate, Entity
from resolution.weights.model import Model
from resolution.weights.score import explain

NEAREST = 8
"""Nodes of its own entity that a mention without a pair of its own is compared with, to say why."""


class Entities:
    """Reads entities of an index, also in the transaction that changes them."""

    def __init__(self, nodes: Nodes, components: Components, model: Model) -> None:
        self._nodes, self._tables = nodes, nodes.tables
        self._components, self._model = components, model

    def of(self, mention: str) -> Entity:
        """Where a mention belongs, and what else it may be; Missing when the index does not hold it."""
        node = self._components.nodes.get(mention)
        if not node:
            row = self._tables.one("SELECT node FROM said WHERE mention = ?", packed(mention))
            node = self._tables.node(row[0]) if row else None
        if not node:
            raise Missing("There is no such mention of a person")
        return Entity(mention, self.members(node.cluster), tuple(self._candidates(mention, node)))

    def members(self, cluster: int) -> Cluster:
        """The mentions of a cluster, in order."""
        if known := self._components.members.get(cluster):
            return known
        query = (
            "SELECT mention FROM said WHERE node = ?1 UNION ALL SELECT s.mention FROM node n"
            " JOIN said s ON s.node = n.id WHERE n.cluster = ?1 AND n.cluster != n.id"
        )
        return tuple(sorted(unpacked(row[0]) for row in self._tables.rows(query, cluster)))

    def _pair(self, a: int, b: int) -> Pair:
        left, right = self._nodes.memory.nodes([a, b])
        first, second = self._tables.features([left, right])
        return explain(self._model, unpacked(left.name), first, unpacked(right.name), second)

    def explained(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Pair]:
        """Pairs of nodes with their reasons, read some at a time."""
        for start in range(0, len(pairs), READ):
            some = pairs[start : start + READ]
            nodes = self._tables.nodes(sorted({id_ for pair in some for id_ in pair}))
            said = dict(zip((node.id for node in nodes), self._tables.features(nodes), strict=True))
            name = {node.id: unpacked(node.name) for node in nodes}
            yield from (explain(self._model, name[a], said[a], name[b], said[b]) for a, b in some)

    def _candidates(self, mention: str, node: Node) -> list[Candidate]:
        """The best pair with each entity, its own first when equally likely."""
        best: dict[int, tuple[float, int]] = {}
        weights = self._nodes.beside(node.id)
        for other in self._nodes.memory.nodes(weights):
            if other.cluster not in best or weights[other.id] > best[other.cluster][0]:
                best[other.cluster] = weights[other.id], other.id
        pairs = {cluster: self._pair(node.id, other) for cluster, (_, other) in best.items()}
        if node.cluster not in pairs and (own := self._own(mention, node)):
            pairs[node.cluster] = own
        found = [
            Candidate(self.members(cluster), pair.probability, pair, cluster == node.cluster)
            for cluster, pair in pairs.items()
        ]
        return sorted(found, key=lambda one: (-one.probability, not one.joined, one.entity))

    def _own(self, mention: str, node: Node) -> Pair | None:
        """The best pair inside its own entity where no key led to one: the same words, or by others."""
        if len(self.members(node.cluster)) == 1:
            return None
        [features] = self._tables.features([node])
        query = "SELECT mention FROM said WHERE node = ? AND mention != ? LIMIT 1"
        if row := self._tables.one(query, node.id, packed(mention)):
            return explain(self._model, mention, features, unpacked(row[0]), features)
        query = "SELECT id FROM node WHERE cluster = ?1 AND cluster != id ORDER BY id LIMIT ?2"
        others = [node.cluster, *(i for (i,) in self._tables.rows(query, node.cluster, NEAREST))]
        pairs = [self._pair(node.id, other) for other in others if other != node.id]
        return max(pairs, key=lambda pair: (pair.weight, pair.a, pair.b), default=None)
