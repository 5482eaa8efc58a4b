"""Pairs looked at closely, each cluster read once however many of them it is in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.clustering.conflicts import Facts, facts_of
from resolution.clustering.hanging import Held
from resolution.clustering.persons import rules_of
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile, profiles
from resolution.engines.scoring import least_weight
from resolution.judgements import UNSURE
from resolution.review.layer import Layer
from resolution.store.question import BRIDGE, CONFLICT, FORBIDDEN, NEAR, WEAK, Item
from resolution.why.why import rows_of


class Looks:
    """Looks at pairs of one layer, as it stands."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._rules = rules_of(layer.model)
        self._sure = least_weight(layer.model) + WEAK
        self._facts: dict[Cluster, Facts] = {}
        self._held: dict[Cluster, Held] = {}
        self._links: dict[Cluster, int] = {}

    def at(self, guess: Item, cluster_of: Mapping[str, Cluster]) -> Item | None:
        """The item as it is when its clusters are looked at; None when a verdict would change nothing."""
        pair = guess.pair
        left, right = cluster_of.get(pair.a, (pair.a,)), cluster_of.get(pair.b, (pair.b,))
        if is_decided(self._layer, guess, left, right):
            return None
        item = self._between(guess, left, right) if left != right else self._inside(guess, left)
        return replace(item, links=self._links_of(item.moved)) if item else None

    def _between(self, guess: Item, left: Cluster, right: Cluster) -> Item | None:
        """A pair of two clusters: kept apart by a rule, by the others of their groups, or by too little."""
        conflict = self._rules.conflict(self._facts_of(left), self._facts_of(right))
        above = guess.pair.probability >= self._layer.model.threshold
        if guess.kind == UNSURE:
            return replace(guess, conflict=conflict)
        if conflict:
            return replace(guess, kind=CONFLICT, conflict=conflict, uncertainty=FORBIDDEN) if above else None
        return guess if above else replace(guess, kind=NEAR)

    def _inside(self, guess: Item, cluster: Cluster) -> Item | None:
        """A pair of one cluster: a bridge, or one among others; None where stronger ones hold it anyway."""
        hold = self._held_of(cluster).hold(guess.pair.a, guess.pair.b, self._sure)
        if guess.kind == UNSURE:
            return replace(guess, moved=hold.off or guess.moved)
        if hold.sure:
            return None
        return replace(guess, kind=BRIDGE if hold.bridge else NEAR, moved=hold.off)

    def _facts_of(self, cluster: Cluster) -> Facts:
        if cluster not in self._facts:
            self._facts[cluster] = _facts(rows_of(self._layer.mentions, cluster, self._layer.classes))
        return self._facts[cluster]

    def _held_of(self, cluster: Cluster) -> Held:
        if cluster not in self._held:
            layer = self._layer
            made = profiles(rows_of(layer.mentions, cluster, layer.classes), layer.judged.judged)
            pairs = [pair for number in layer.classes for pair in layer.clusters.pairs(number, cluster)]
            self._held[cluster] = Held(made, pairs, layer.model, layer.judged)
        return self._held[cluster]

    def _links_of(self, moved: Cluster) -> int:
        if moved not in self._links:
            self._links[moved] = links_of(self._layer, moved)
        return self._links[moved]


def is_decided(layer: Layer, guess: Item, left: Cluster, right: Cluster) -> bool:
    """True where judgements decide already, directly or through others, whether a pair is one."""
    known = layer.judged.judged
    if not known or (not layer.also and known.isdisjoint(left) and known.isdisjoint(right)):
        return False
    if left != right and layer.judged.forbid(left, right):
        return True
    return bool(layer.chains.implied(guess.pair.a, guess.pair.b))


def links_of(layer: Layer, moved: Collection[str]) -> int:
    """How many relations these mentions are in, from either end."""
    own = layer.mentions.get(moved)
    around = layer.mentions.of_records({mention.record for mention in own.values()})
    return sum(m.id in own or statement.target in own for m in around for statement in m.relations())


def _facts(rows: Iterable[tuple[Mention, Features]]) -> Facts:
    all_ = Facts()
    for mention, features in rows:
        all_ |= facts_of(Profile(features, (mention.id,), (mention.record,)))
    return all_
