"""Pairs of things for people to look at in a layer over a base: of which one at least is the layer's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.judgements import Judgements
from resolution.layers.footprint import Footprint
from resolution.store.clusters import ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.scored import KEYS, candidates, judge_of, weigh
from resolution.things.thing import Said, Thing, said_by, thing

RARITY = "Organisation"
"""The type of which a pair is weighed by how rare its words are."""


def layer_suspects(
    type_: str,
    made: Iterable[Cluster],
    layer: int,
    base: int,
    near: Mapping[str, Collection[str]],
    rest: Callable[[], Collection[Said]],
    mentions: MentionStore,
    clusters: ClusterStore,
    judged: Judgements,
    read: Footprint,
) -> list[Suspect]:
    """What of a layer's own things may be one with another or with one of its base; nothing joins by it.

    `made` are the layer's clusters of the type, `near` has the mentions of the base under their keys, and
    `rest` reads what any of the base says, where it counts how rare words are among all. Rarity and the
    sizes of keys are those of the base and of the layer's own together. `read` hears what was asked.
    """
    said = [whole for cluster in made if (whole := _said(cluster, type_, layer, base, mentions))]
    if not said:
        return []
    own = [_thing(whole) for whole in said]
    inside = {mention for one in own for mention in one.mentions}
    asked = {key for whole in said for m in whole if m.class_ == layer for key in _keys(type_, m)}
    others = {mention for key in asked for mention in near.get(key, ())} - inside
    held = sorted(set(clusters.cluster_of(base, others).values()))
    read.alike(type_, asked)
    read.mentions(others.union(*held))
    below = (mentions.get(cluster).values() for cluster in held)
    things = sorted((*own, *map(_thing, below)), key=lambda one: one.name)
    names = {one.name for one in own}
    pairs = ((things[a], things[b]) for a, b in sorted(candidates(type_, things)))
    ends = [(a, b) for a, b in pairs if {a.name, b.name} & names]
    if not ends:
        return []
    said_there = rest() if type_ == RARITY else ()
    if type_ == RARITY:
        read.every(type_)
    judge = judge_of(type_, [*things, *(thing({"": says}) for says in said_there)])
    weighed = (weigh(type_, a, b, judge, judged) for a, b in ends)
    return [Suspect(type_, pair) for pair in weighed if pair]


def keys_of_all(type_: str, mentions: Iterable[Mention]) -> set[str]:
    """The keys for what may be misread that any of these mentions has."""
    return {key for mention in mentions for key in _keys(type_, mention)}


def keys_of_mention(type_: str, says: Said) -> set[str]:
    """The keys for what may be misread of one mention alone."""
    return set(KEYS[type_](thing({"": says})))


def _keys(type_: str, mention: Mention) -> set[str]:
    return keys_of_mention(type_, said_by(mention))


def _said(cluster: Cluster, type_: str, layer: int, base: int, mentions: MentionStore) -> list[Mention]:
    """The mentions of a cluster that holds one of the layer; nothing of another cluster."""
    found = [m for m in mentions.get(cluster).values() if m.type == type_ and m.class_ in (layer, base)]
    return found if any(mention.class_ == layer for mention in found) else []


def _thing(said: Iterable[Mention]) -> Thing:
    return thing({mention.id: said_by(mention) for mention in said})
