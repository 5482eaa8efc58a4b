"""What people should look at: pairs that a verdict would decide, those that change most before the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.chains import Chains, source_mates
from resolution.change import Cluster, Pair
from resolution.clusters import ClusterStore
from resolution.conflicts import Facts, facts_of
from resolution.features import Features
from resolution.hanging import Held
from resolution.judgements import NEGATIVE, POSITIVE, UNSURE, Judgement, Judgements
from resolution.model import Model
from resolution.persons import rules_of
from resolution.profiles import Profile, profiles
from resolution.scoring import least_weight
from resolution.why import compared, rows_of

NEAR, APART, CONFLICT, BRIDGE = "near", "apart", "conflict", "bridge"
WEAK = 4.0
"""Bits above the threshold up to which a pair inside a cluster is worth a look."""
FORBIDDEN = 0.5
"""Uncertainty of a pair above the threshold that a rule forbids: one of both is wrong."""
LOOKED_AT = 5
"""Times the items asked for of which the links are counted."""
FEWEST_LOOKED_AT = 200


@dataclass(frozen=True)
class Item:
    """A pair to look at: why it is here, what a verdict would change, and the judgement that left it open.

    `moved` are the mentions whose entity would be another one, `links` their relations.
    """

    kind: str
    pair: Pair
    uncertainty: float
    moved: Cluster
    links: int = 0
    conflict: str = ""
    judgement: Judgement | None = None

    @property
    def value(self) -> float:
        """How much a verdict would change: mentions times (links + 1) times uncertainty."""
        return len(self.moved) * (1 + self.links) * self.uncertainty


@dataclass(frozen=True)
class Layer:
    """What a queue is made of: a layer's stores and model, the further classes it holds, and what stands."""

    mentions: MentionStore
    clusters: ClusterStore
    model: Model
    layer: int
    standing: Sequence[Judgement] = ()
    also: tuple[int, ...] = ()

    @property
    def classes(self) -> tuple[int, ...]:
        """All classes that the layer holds."""
        return (self.layer, *self.also)

    @cached_property
    def judged(self) -> Judgements:
        """The judgements that stand, as clustering takes them."""
        return Judgements(
            tuple(sorted({one.pair for one in self.standing if one.kind == POSITIVE})),
            frozenset(one.pair for one in self.standing if one.kind == NEGATIVE),
        )

    @cached_property
    def chains(self) -> Chains:
        """What follows from the judgements that stand."""
        return Chains(self.standing, source_mates(self.clusters, self.mentions, self.classes, self.classes))


def review(layer: Layer, first: int, under: Iterable[Pair] = ()) -> list[Item]:
    """The `first` pairs of persons to look at, those first whose verdict would change most.

    `under` are pairs below the threshold (resolution/near.py), which no store keeps. What a judgement
    decides already, directly or through others, is left out.
    """
    pairs = layer.clusters.contested(layer.layer, least_weight(layer.model) + WEAK)
    pairs += under
    open_ = {one.pair: one for one in layer.standing if one.kind == UNSURE}
    pairs += _doubted(layer, open_.keys() - {(pair.a, pair.b) for pair in pairs})
    guessed = sorted(_guessed(layer, list(_there(layer, pairs)), open_), key=by_value)
    looked_at = guessed[: max(FEWEST_LOOKED_AT, LOOKED_AT * first)]
    found = [item for guess in looked_at if (item := _looked_at(layer, guess, layer.chains))]
    return sorted(found, key=by_value)[:first]


def by_value(item: Item) -> tuple[float, str, str]:
    """The order of the queue: what a verdict would change most comes first."""
    return -item.value, item.pair.a, item.pair.b


def _there(layer: Layer, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs whose mentions are both there still: one may have gone since the layer was resolved."""
    found = layer.mentions.get({end for pair in pairs for end in (pair.a, pair.b)})
    yield from (pair for pair in pairs if pair.a in found and pair.b in found)


def _doubted(layer: Layer, ends: Iterable[tuple[str, str]]) -> list[Pair]:
    """The pairs that somebody was unsure about and that no score brought up."""
    found = []
    for a, b in sorted(ends):
        rows = rows_of(layer.mentions, (a, b), layer.classes)
        if len(rows) == 2:
            found.append(compared(layer.model, *rows[0], *rows[1]).pair)
    return found


def _guessed(layer: Layer, pairs: Sequence[Pair], open_: dict[tuple[str, str], Judgement]) -> Iterator[Item]:
    """Each pair once, with what a verdict would move if nothing else held its ends."""
    cluster_of = layer.clusters.cluster_of(layer.layer, {end for p in pairs for end in (p.a, p.b)})
    for pair in {(pair.a, pair.b): pair for pair in pairs}.values():
        left, right = cluster_of.get(pair.a, (pair.a,)), cluster_of.get(pair.b, (pair.b,))
        doubt = 4 * pair.probability * (1 - pair.probability)
        judgement = open_.get((pair.a, pair.b))
        if judgement:
            doubt = 1.0
        moved = max(left, right) if left != right else (max(pair.a, pair.b),)
        if left != right and pair.probability >= layer.model.threshold:
            doubt = max(doubt, FORBIDDEN)
        kind = UNSURE if judgement else NEAR if left == right else APART
        yield Item(kind, pair, doubt, moved, judgement=judgement)


def _looked_at(layer: Layer, guess: Item, chains: Chains) -> Item | None:
    """The item as it is when its clusters are looked at; None when a verdict would change nothing."""
    pair = guess.pair
    if chains.implied(pair.a, pair.b):
        return None
    cluster_of = layer.clusters.cluster_of(layer.layer, (pair.a, pair.b))
    left, right = cluster_of.get(pair.a, (pair.a,)), cluster_of.get(pair.b, (pair.b,))
    item = _between(layer, guess, left, right) if left != right else _inside(layer, guess, left)
    return replace(item, links=links_of(layer, item.moved)) if item else None


def _between(layer: Layer, guess: Item, left: Cluster, right: Cluster) -> Item | None:
    """A pair of two clusters: kept apart by a rule, by the others of their groups, or by too little."""
    if layer.judged.forbid(left, right):
        return None
    rows = rows_of(layer.mentions, (*left, *right), layer.classes)
    sides = [_facts(row for row in rows if row[0].id in side) for side in (left, right)]
    conflict = rules_of(layer.model).conflict(*sides)
    above = guess.pair.probability >= layer.model.threshold
    if guess.kind == UNSURE:
        return replace(guess, conflict=conflict)
    if conflict:
        return replace(guess, kind=CONFLICT, conflict=conflict, uncertainty=FORBIDDEN) if above else None
    return guess if above else replace(guess, kind=NEAR)


def _inside(layer: Layer, guess: Item, cluster: Cluster) -> Item | None:
    """A pair of one cluster: a bridge, or one among others; None where stronger ones hold it anyway."""
    made = profiles(rows_of(layer.mentions, cluster, layer.classes), layer.judged.judged)
    pairs = [pair for number in layer.classes for pair in layer.clusters.pairs(number, cluster)]
    held = Held(made, pairs, layer.model, layer.judged)
    hold = held.hold(guess.pair.a, guess.pair.b, least_weight(layer.model) + WEAK)
    if guess.kind == UNSURE:
        return replace(guess, moved=hold.off or guess.moved)
    if hold.sure:
        return None
    return replace(guess, kind=BRIDGE if hold.bridge else NEAR, moved=hold.off)


def _facts(rows: Iterable[tuple[Mention, Features]]) -> Facts:
    all_ = Facts()
    for mention, features in rows:
        all_ |= facts_of(Profile(features, (mention.id,), (mention.record,)))
    return all_


def links_of(layer: Layer, moved: Collection[str]) -> int:
    """How many relations these mentions are in, from either end."""
    own = layer.mentions.get(moved)
    around = layer.mentions.of_records({mention.record for mention in own.values()})
    return sum(m.id in own or statement.target in own for m in around for statement in m.relations())
