"""How a cluster grew: the joins of average link made again, in their order, with what led to each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from graph.mentions import MentionStore
from resolution.change import Cluster, Pair
from resolution.clustering.average import CLIP, MISSING, SCORED, average_link
from resolution.clustering.conflicts import Facts, facts_of
from resolution.clustering.persons import must_links, nodes_of, rules_of
from resolution.comparison.profiles import Profile, profiles
from resolution.engines.scoring import least_weight
from resolution.judgements import Judgements
from resolution.store.clusters import ClusterStore
from resolution.unionfind import UnionFind
from resolution.weights.model import Model
from resolution.weights.score import explain, leaning
from resolution.why.why import rows_of

WORDS, JUDGEMENT, SOURCE, AVERAGE = "words", "judgement", "source", "average"
LARGEST = 400
"""Nodes up to which what hangs together with a cluster is looked at: beyond it the story is told in part."""


@dataclass(frozen=True)
class Step:
    """One join: the mentions of both sides, how they came together, and the strongest pair between them.

    `average` is the mean weight in bits of the `pairs` pairs between the sides; both are 0 but for a
    join by average link. A step of `how` "words" has one side: mentions that say the same.
    """

    how: str
    left: Cluster
    right: Cluster = ()
    average: float = 0.0
    pairs: int = 0
    strongest: Pair | None = None


@dataclass(frozen=True)
class Beside:
    """A cluster that stayed apart: the average weight between both, and what forbids the join."""

    cluster: Cluster
    average: float
    conflict: str


@dataclass(frozen=True)
class Growth:
    """The joins that made a cluster, in order, and the clusters that hang together with it but stayed apart.

    `whole` is false when the joins made again do not end at the cluster as it stands: its neighbourhood
    is too large to look at, or an identifier in it tells nobody apart in the layer as a whole.
    """

    cluster: Cluster
    steps: tuple[Step, ...]
    beside: tuple[Beside, ...]
    whole: bool


def growth(
    cluster: Cluster,
    mentions: MentionStore,
    clusters: ClusterStore,
    model: Model,
    layer: int,
    judged: Judgements,
    also: Collection[int] = (),
) -> Growth:
    """How a cluster of persons of a layer grew; `also` are further classes that the layer holds."""
    around = _around(cluster, clusters, layer, judged)
    rows = rows_of(mentions, around, (layer, *also))
    nodes = nodes_of(profiles(rows, judged.judged).rows, model)
    replay = _Replay(nodes, clusters.pairs(layer, around), model, judged)
    own, others = set(cluster), {m: c for c in clusters.cluster_of(layer, around).values() for m in c}
    steps = tuple(step for step in replay.steps() if own.issuperset((*step.left, *step.right)))
    beside = tuple(replay.beside(cluster, sorted({c for m, c in others.items() if m not in own})))
    return Growth(cluster, steps, beside, cluster in replay.clusters())


def _around(cluster: Cluster, clusters: ClusterStore, layer: int, judged: Judgements) -> set[str]:
    """All mentions that hang together with a cluster by pairs and judgements, as far as LARGEST goes."""
    same: dict[str, set[str]] = {}
    for a, b in judged.same:
        same.setdefault(a, set()).add(b)
        same.setdefault(b, set()).add(a)
    found, waiting = set(cluster), set(cluster)
    while waiting and len(found) <= LARGEST:
        near = {end for pair in clusters.pairs(layer, waiting) for end in (pair.a, pair.b)}
        near |= {other for m in waiting for other in same.get(m, ())}
        whole = {m for c in clusters.cluster_of(layer, near - found).values() for m in c}
        waiting = whole - found
        found |= waiting
    return found


class _Replay:
    """Average link over some nodes, with a note of each join."""

    def __init__(
        self, nodes: Sequence[Profile], pairs: Iterable[Pair], model: Model, judged: Judgements
    ) -> None:
        self.nodes, self.model, self.judged = nodes, model, judged
        self.place = {mention: i for i, node in enumerate(nodes) for mention in node.mentions}
        ends = ((self.place.get(p.a, -1), self.place.get(p.b, -1), p) for p in pairs)
        # A pair of two that say the very same joins nothing: they are one node.
        self.pairs = {(a, b): p for a, b, p in ends if a >= 0 and b >= 0 and a != b}
        self.weights = {ends: round(pair.weight, 6) for ends, pair in self.pairs.items()}
        self.rules = rules_of(model)
        self.facts = [facts_of(node) for node in nodes]
        self.must = must_links(nodes, self.place, judged)
        self.joins: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        self.groups = self._grown()

    def _grown(self) -> list[tuple[int, ...]]:
        def forbid(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
            """Asked right before each join, so that those not forbidden are the joins."""
            if self.conflict(a, b):
                return True
            self.joins.append((a, b))
            return False

        def score(a: int, b: int) -> float:
            return self.weight(a, b)

        def opposed(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
            return bool(self.conflict(a, b))

        least = min(0.0, least_weight(self.model))
        groups = average_link(len(self.nodes), self.weights, self.must, forbid, score, least, opposed)
        inside = {node: group for group in groups for node in group}
        self.joins = [(a, b) for a, b in self.joins if inside[a[0]] == inside[b[0]]]
        return groups

    def conflict(self, a: Sequence[int], b: Sequence[int]) -> str:
        """Why two groups of nodes are never joined; "" when nothing forbids it."""
        if self.judged.forbid(self.mentions(a), self.mentions(b)):
            return "negative"
        return self.rules.conflict(self._facts(a), self._facts(b))

    def _facts(self, group: Iterable[int]) -> Facts:
        all_ = Facts()
        for node in group:
            all_ |= self.facts[node]
        return all_

    def weight(self, a: int, b: int) -> float:
        """The weight with which a pair counts inside a component."""
        known = self.weights.get((min(a, b), max(a, b)))
        if known is not None:
            return known
        return round(leaning(self.model, self.nodes[a].features, self.nodes[b].features), 6)

    def average(self, a: Sequence[int], b: Sequence[int]) -> float:
        """The mean weight between two groups, each pair cut at CLIP as average link does."""
        looked_at = self._looked_at(a, b)
        found = [min(max(self.weight(x, y), -CLIP), CLIP) for x, y in looked_at]
        size = len(a) * len(b)
        return (sum(found) + (size - len(found)) * MISSING) / size

    def strongest(self, a: Sequence[int], b: Sequence[int]) -> Pair:
        """The pair between two groups that speaks most for joining them."""
        ends = self._looked_at(a, b) or [(a[0], b[0])]
        x, y = max(ends, key=lambda one: (self.weight(*one), -one[0], -one[1]))
        if kept := self.pairs.get((min(x, y), max(x, y))):
            return kept
        left, right = self.nodes[x], self.nodes[y]
        return explain(self.model, left.name, left.features, right.name, right.features)

    def _looked_at(self, a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs between two groups that average link looks at: where there are many, those kept."""
        all_ = product(a, b)
        if len(self.nodes) <= SCORED:
            return list(all_)
        return [(x, y) for x, y in all_ if (min(x, y), max(x, y)) in self.weights]

    def mentions(self, group: Iterable[int]) -> Cluster:
        """The mentions of a group of nodes, sorted."""
        return tuple(sorted(m for node in group for m in self.nodes[node].mentions))

    def clusters(self) -> set[Cluster]:
        """The clusters at which the joins end."""
        return {self.mentions(group) for group in self.groups}

    def steps(self) -> Iterable[Step]:
        """All joins in order: what says the same, then judgements and keys of sources, then averages."""
        for node in self.nodes:
            if len(node.mentions) > 1:
                yield Step(WORDS, node.mentions)
        yield from self._given()
        for a, b in self.joins:
            yield Step(
                AVERAGE,
                self.mentions(a),
                self.mentions(b),
                self.average(a, b),
                len(a) * len(b),
                self.strongest(a, b),
            )

    def _given(self) -> Iterable[Step]:
        """The joins that no score decided, each with both sides as they stood."""
        judged = {frozenset((self.place[a], self.place[b])) for a, b in self.judged.same if self._has(a, b)}
        sets = UnionFind(f"{i:012}" for i in range(len(self.nodes)))
        members: dict[str, list[int]] = {f"{i:012}": [i] for i in range(len(self.nodes))}
        for a, b in self.must:
            x, y = sets.find(f"{a:012}"), sets.find(f"{b:012}")
            if x == y:
                continue
            how = JUDGEMENT if frozenset((a, b)) in judged else SOURCE
            yield Step(how, self.mentions(members[x]), self.mentions(members[y]))
            sets.join(x, y)
            members[min(x, y)] = members[x] + members[y]

    def _has(self, *ids: str) -> bool:
        return all(id_ in self.place for id_ in ids)

    def beside(self, cluster: Cluster, others: Sequence[Cluster]) -> Iterable[Beside]:
        """The clusters that share a pair with this one, nearest first."""
        own = sorted({self.place[m] for m in cluster if m in self.place})
        found = []
        for other in others:
            nodes = sorted({self.place[m] for m in other if m in self.place})
            if any((min(x, y), max(x, y)) in self.weights for x, y in product(own, nodes)):
                found.append(Beside(other, self.average(own, nodes), self.conflict(own, nodes)))
        return sorted(found, key=lambda one: (-one.average, one.cluster))


def parts_at(made: Growth, least: float) -> list[Cluster]:
    """What a cluster falls into when averages below `least` bits join nothing; itself when it holds."""
    sets = UnionFind(made.cluster)
    for step in made.steps:
        if step.how != AVERAGE or step.average >= least:
            for mention in (*step.left[1:], *step.right):
                sets.join(step.left[0], mention)
    return sets.sets()


def joined_at(made: Growth, least: float) -> list[Beside]:
    """The clusters beside it that would join when averages from `least` bits up do, nearest first."""
    return [one for one in made.beside if not one.conflict and one.average >= least]
