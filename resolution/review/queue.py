"""The part of the queue of review that is no person: things that may be one though written otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from resolution.change import Cluster, Pair
from resolution.judgements import UNSURE, Judgement
from resolution.review.layer import Layer
from resolution.review.looks import links_of
from resolution.review.things import TYPES, held_in, suspected, why_things
from resolution.store.question import FORBIDDEN, NEAR, Item, by_value
from resolution.store.suspects import Suspect
from resolution.things.thing import weights
from resolution.unionfind import UnionFind

RIVAL = "rival"
"""Alike enough to be one, were another not nearly as alike."""
COUNTED = 100
"""Mentions of which the links are counted: a car that passed a thousand cameras is looked at in part."""


def things_to_review(layer: Layer, first: int, types: Iterable[str] = TYPES) -> list[Item]:
    """The `first` pairs of things to look at, those first whose verdict would change most.

    What a judgement decides already, directly or through others, is left out. Those with most mentions and
    least certainty are taken, and ordered by their links too.
    """
    wanted = sorted(set(types) & set(TYPES))
    guessed = sorted((*_suspected(layer, wanted), *_doubted(layer, wanted)), key=by_value)
    decided = _Decided(layer)
    open_ = islice((item for item in guessed if not decided.about(item.pair)), first)
    found = [replace(item, links=links_of(layer, item.moved[:COUNTED])) for item in open_]
    return sorted(found, key=by_value)


class _Decided:
    """What follows from judgements on any mentions of the things that identifiers and judgements make."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._name = {m: cluster[0] for m, cluster in self._clusters(layer.judged.judged).items()}
        self._sets = UnionFind()
        for a, b in layer.judged.same:
            self._sets.join(self._of(a), self._of(b))
        self._apart = {self._ends(a, b) for a, b in layer.judged.different}

    def about(self, pair: Pair) -> bool:
        """True when it is decided whether two are one."""
        if not self._layer.judged.judged:
            return False
        self._name |= {m: cluster[0] for m, cluster in self._clusters((pair.a, pair.b)).items()}
        left, right = self._ends(pair.a, pair.b)
        return left == right or (left, right) in self._apart

    def _ends(self, a: str, b: str) -> tuple[str, str]:
        x, y = sorted((self._sets.find(self._of(a)), self._sets.find(self._of(b))))
        return x, y

    def _of(self, mention: str) -> str:
        name = self._name.get(mention, mention)
        self._sets.add(name)
        return name

    def _clusters(self, mentions: Iterable[str]) -> dict[str, Cluster]:
        return held_in(self._layer.clusters, self._layer.classes, set(mentions))


def _suspected(layer: Layer, types: Iterable[str]) -> Iterator[Item]:
    """What resolving found, but for what somebody was unsure about."""
    found, unsure = suspected(layer.clusters, layer.layer, types, layer.also), set(_unsure(layer))
    ends = {end for one in found for end in (one.pair.a, one.pair.b)}
    whole, there = held_in(layer.clusters, layer.classes, ends), layer.mentions.get(ends)
    for one in found:
        a, b = one.pair.a, one.pair.b
        left, right = whole.get(a, (a,)), whole.get(b, (b,))
        if a in there and b in there and (a, b) not in unsure:
            yield _item(one, left, right)


def _item(one: Suspect, left: Cluster, right: Cluster) -> Item:
    pair = one.pair
    doubt = 4 * pair.probability * (1 - pair.probability)
    rival = pair.weight >= weights(one.type).join
    doubt = max(doubt, FORBIDDEN) if pair.weight > 0 else doubt
    return Item(RIVAL if rival else NEAR, pair, doubt, max(left, right))


def _doubted(layer: Layer, types: Iterable[str]) -> Iterator[Item]:
    """What somebody was unsure about."""
    wanted = set(types)
    for (a, b), judgement in sorted(_unsure(layer).items()):
        there = layer.mentions.get((a, b))
        ours = len(there) == 2 and {m.type for m in there.values()} <= wanted
        if ours and (pair := why_things(layer, there[a], there[b])):
            yield Item(UNSURE, pair, 1.0, (max(a, b),), judgement=judgement)


def _unsure(layer: Layer) -> dict[tuple[str, str], Judgement]:
    return {one.pair: one for one in layer.standing if one.kind == UNSURE}
