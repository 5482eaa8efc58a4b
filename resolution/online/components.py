"""What hangs together with what was touched, clustered as the batch does, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from resolution.change import Cluster, Pair
from resolution.clustering.persons import cluster_nodes
from resolution.comparison.features import Features
from resolution.comparison.met import UNMET
from resolution.comparison.profiles import Profile
from resolution.judgements import Judgements
from resolution.online.groups import Groups
from resolution.online.index.schema import Stored, packed, unpacked
from resolution.online.index.tables import Node
from resolution.store.difference import difference
from resolution.unionfind import UnionFind
from resolution.weights.model import Model
from resolution.weights.score import leaning

Changed = tuple[tuple[Cluster, ...], tuple[Cluster, ...]]
"""The clusters of one component before and after."""


class Held(NamedTuple):
    """A node with its profile."""

    node: Node
    profile: Profile


class Components:
    """Clusters anew what a transaction touched."""

    def __init__(self, groups: Groups, model: Model) -> None:
        self.groups = groups
        self._tables = groups.nodes.tables
        self._model = model
        self._lean = lru_cache(maxsize=1 << 16)(partial(leaning, model))
        self.nodes: dict[str, Node] = {}
        """The node of each mention of the last settlement, as it is now."""
        self.members: dict[int, Cluster] = {}
        """The clusters of the last settlement, by their numbers."""
        self.rows = 0
        """Nodes whose cluster was written, for who counts."""
        self.anew = 0
        """Components that hold an identifier that turned generic, or is no longer."""

    def begin(self) -> None:
        """Forget what was settled last."""
        self.nodes, self.members = {}, {}

    def settle(self) -> list[Changed]:
        """Cluster and write what was touched; returns what changed, by smallest mention id."""
        self.rows = 0
        held = self._closure()
        clusters = self._clusters(held)
        old = dict(self.groups.was)
        for node, profile in held:
            for mention in profile.mentions:
                old.setdefault(mention, node.cluster)
        self._write(held, clusters)
        self.anew = self._count_anew(held, clusters) if self.groups.remade else 0
        return _difference(old, clusters)

    def _closure(self) -> list[Held]:
        """The touched nodes and all that they hang together with, by name."""
        read = self.groups.nodes.memory.nodes
        found = {node.id: node for node in read(self.groups.nodes.touched)}
        waiting = sorted(found)
        while waiting:
            near = self.groups.neighbours(waiting) - found.keys()
            met = read(near)
            found |= {node.id: node for node in met}
            waiting = sorted(node.id for node in met)
        return self.profiles(found.values())

    def profiles(self, nodes: Iterable[Node]) -> list[Held]:
        """Nodes with their features, mentions and records, by name."""
        wanted = list(nodes)
        said = self.groups.nodes.memory.said(node.id for node in wanted)
        met = self.groups.meetings.of(mention for some in said.values() for mention, _ in some)
        held = []
        for node, features in zip(wanted, self._tables.features(wanted), strict=True):
            mentions, records = zip(*said[node.id], strict=True)
            how = tuple(met.get(mention, UNMET) for mention in mentions)
            held.append(Held(node, Profile(features, mentions, records, how if any(how) else ())))
        return sorted(held, key=lambda one: one.profile.name)

    def _clusters(self, held: Sequence[Held]) -> list[Cluster]:
        if len(held) == 1:
            return [tuple(sorted(held[0].profile.mentions))]
        name = {node.id: profile.name for node, profile in held}
        pairs = [
            Pair(min(name[a], name[b]), max(name[a], name[b]), 0.0, weight)
            for a, near in self.groups.nodes.memory.beside(name).items()
            for b, weight in near.items()
            if a < b
        ]
        pairs.sort(key=lambda pair: (pair.a, pair.b))
        judged = self._judgements(mention for _, profile in held for mention in profile.mentions)
        nodes = [profile for _, profile in held]
        return cluster_nodes(nodes, pairs, self._model, judged, self._leaning)

    def _count_anew(self, held: Sequence[Held], clusters: Sequence[Cluster]) -> int:
        """How many components hold a group that was made anew: what pairs and clusters hold together."""
        names = {node.id: profile.name for node, profile in held}
        sets = UnionFind(mention for cluster in clusters for mention in cluster)
        for cluster in clusters:
            for mention in cluster[1:]:
                sets.join(cluster[0], mention)
        for a, near in self.groups.nodes.memory.beside(names).items():
            for b in near:
                sets.join(names[a], names[b])
        remade = self.groups.remade
        return len({sets.find(profile.name) for node, profile in held if node.group in remade})

    def _leaning(self, _: Model, a: Features, b: Features) -> float:
        return self._lean(a, b)

    def _judgements(self, mentions: Iterable[str]) -> Judgements:
        """The judgements about these mentions."""
        if not self.groups.uses("judged"):
            return Judgements()
        wanted: list[Stored] = [packed(mention) for mention in mentions]
        rows = self._tables.where("SELECT a, b, same FROM judged WHERE a IN", wanted)
        pairs = [(unpacked(a), unpacked(b), same) for a, b, same in rows]
        return Judgements(
            same=tuple(sorted((a, b) for a, b, same in pairs if same)),
            different=frozenset((a, b) for a, b, same in pairs if not same),
        )

    def _write(self, held: Sequence[Held], clusters: Sequence[Cluster]) -> None:
        """A cluster is known by the smallest number of its nodes."""
        at = {mention: node for node, profile in held for mention in profile.mentions}
        for cluster in clusters:
            nodes = {at[mention].id: at[mention] for mention in cluster}
            name = min(nodes)
            self.members[name] = cluster
            self.nodes |= {mention: at[mention]._replace(cluster=name) for mention in cluster}
            for node in nodes.values():
                if node.cluster != name:
                    self.rows += 1
                    self._tables.db.execute("UPDATE node SET cluster = ? WHERE id = ?", (name, node.id))
                    self.groups.nodes.memory.put(node._replace(cluster=name))


def _difference(old: dict[str, int], clusters: Sequence[Cluster]) -> list[Changed]:
    was: dict[int, str] = {}
    for mention, cluster in sorted(old.items()):
        was.setdefault(cluster, mention)
    if len(clusters) <= 1 and len(was.keys() - {0}) <= 1:
        return _of_one(old, clusters)
    before = {mention: (was[cluster], b"") for mention, cluster in old.items() if cluster}
    after = {mention: (cluster[0], b"") for cluster in clusters for mention in cluster}
    return difference(before, after)


def _of_one(old: dict[str, int], clusters: Sequence[Cluster]) -> list[Changed]:
    """The same where there was one cluster at most and is one at most."""
    held = tuple(sorted(mention for mention, cluster in old.items() if cluster))
    before, after = ((held,) if held else ()), tuple(clusters)
    return [(before, after)] if before != after else []
