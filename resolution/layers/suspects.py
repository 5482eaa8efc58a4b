"""Pairs of things for people to look at in a layer over a base: of which one at least is the layer's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.judgements import Judgements
from resolution.store.clusters import ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.scored import KEYS, candidates, judge_of, weigh
from resolution.things.thing import Said, Thing, said_by, thing

RARITY = "Organisation"
"""The type of which a pair is weighed by how rare its words are."""


@dataclass(frozen=True)
class BaseThings:
    """What the layers of a domain ask of its base: mentions by key, and what any says where rarity counts."""

    by_key: Mapping[str, Collection[str]]
    said: Collection[Said] = ()


def base_things(type_: str, own: Iterable[Mention], of_base: Iterable[Mention]) -> BaseThings:
    """Look through a base once for the keys that the mentions of all its layers have."""
    wanted = {key for mention in own for key in _keys(type_, mention)}
    by_key: dict[str, list[str]] = {key: [] for key in wanted}
    said = set[Said]()
    for mention in of_base if wanted else ():
        for key in wanted.intersection(_keys(type_, mention)):
            by_key[key].append(mention.id)
        if type_ == RARITY:
            said.add(said_by(mention))
    return BaseThings(by_key, sorted(said))


def layer_suspects(
    type_: str,
    made: Iterable[Cluster],
    layer: int,
    base: int,
    known: BaseThings,
    mentions: MentionStore,
    clusters: ClusterStore,
    judged: Judgements,
) -> list[Suspect]:
    """What of a layer's own things may be one with another or with one of its base; nothing joins by it.

    `made` are the layer's clusters of the type. Rarity and the sizes of keys are those of the base and of
    the layer's own together.
    """
    said = [whole for cluster in made if (whole := _said(cluster, type_, layer, base, mentions))]
    if not said:
        return []
    own = [_thing(whole) for whole in said]
    inside = {mention for one in own for mention in one.mentions}
    asked = {key for whole in said for m in whole if m.class_ == layer for key in _keys(type_, m)}
    near = {mention for key in asked for mention in known.by_key.get(key, ())} - inside
    below = (mentions.get(c).values() for c in sorted(set(clusters.cluster_of(base, near).values())))
    things = sorted((*own, *map(_thing, below)), key=lambda one: one.name)
    names = {one.name for one in own}
    judge = judge_of(type_, [*things, *(thing({"": says}) for says in known.said)])
    ends = [(things[a], things[b]) for a, b in sorted(candidates(type_, things))]
    weighed = (weigh(type_, a, b, judge, judged) for a, b in ends if {a.name, b.name} & names)
    return [Suspect(type_, pair) for pair in weighed if pair]


def _keys(type_: str, mention: Mention) -> set[str]:
    return set(KEYS[type_](thing({mention.id: said_by(mention)})))


def _said(cluster: Cluster, type_: str, layer: int, base: int, mentions: MentionStore) -> list[Mention]:
    """The mentions of a cluster that holds one of the layer; nothing of another cluster."""
    found = [m for m in mentions.get(cluster).values() if m.type == type_ and m.class_ in (layer, base)]
    return found if any(mention.class_ == layer for mention in found) else []


def _thing(said: Iterable[Mention]) -> Thing:
    return thing({mention.id: said_by(mention) for mention in said})
