"""Things that people should look at: pairs that may be one, of all types but persons, and their waterfall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from graph.ontology.mention import Mention
from resolution.change import Cluster, Pair, Term
from resolution.review.layer import Layer
from resolution.store.clusters import ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.exact import Apart, Seen, join_seen, look
from resolution.things.scored import KEYS, Judge, explained, judge_of
from resolution.things.thing import Thing, said_by, thing

MOST = 1000
"""Suspects of a type that are looked at, the weightiest first."""
TYPES = tuple(KEYS)


def suspected(
    clusters: ClusterStore,
    layer: int,
    types: Iterable[str] = TYPES,
    over: Sequence[int] = (),
    most: int = MOST,
) -> list[Suspect]:
    """Pairs of a layer's things that may be one, weightiest first; of two entities the weightiest alone.

    What somebody judged, or what became one since, is left out; of each type `most` are looked at. `over`
    are the layers that this one stands on.
    """
    found = [one for type_ in sorted(set(types)) for one in clusters.suspects.heaviest(layer, type_, most)]
    whole = held_in(clusters, (layer, *over), {end for one in found for end in (one.pair.a, one.pair.b)})
    best: dict[tuple[Cluster, ...], Suspect] = {}
    for one in sorted(found, key=lambda one: (-one.pair.weight, one.pair.a, one.pair.b)):
        ends = sorted({whole.get(end, (end,)) for end in (one.pair.a, one.pair.b)})
        if len(ends) == 2:
            best.setdefault(tuple(ends), one)
    return list(best.values())


def held_in(clusters: ClusterStore, layers: Sequence[int], mentions: Collection[str]) -> dict[str, Cluster]:
    """The cluster of each mention in the first of these layers that holds it."""
    found: dict[str, Cluster] = {}
    for number in layers:
        found |= clusters.cluster_of(number, set(mentions) - found.keys())
    return found


def why_things(layer: Layer, a: Mention, b: Mention) -> Pair | None:
    """The waterfall of the things that two mentions are of, as a layer knows them, named by the mentions.

    None where identifiers alone make them one, for two types, and for a type that has no parts to compare.
    """
    if a.type != b.type or a.type not in KEYS or a.id == b.id:
        return None
    left, right = _sides(layer, *sorted((a, b), key=lambda mention: mention.id))
    if left.name == right.name:
        return None
    pair = _known(layer, left, right) or explained(a.type, left, right, _judge(layer, a.type))
    terms = pair.terms if pair.a == left.name else tuple(map(_turned, pair.terms))
    return replace(pair, a=min(a.id, b.id), b=max(a.id, b.id), terms=terms)


def _known(layer: Layer, left: Thing, right: Thing) -> Pair | None:
    """What resolving found of two things."""
    names = {left.name, right.name}
    found = layer.clusters.suspects.about(layer.layer, names)
    return next((one.pair for one in found if {one.pair.a, one.pair.b} == names), None)


def _turned(term: Term) -> Term:
    return replace(term, left=term.right, right=term.left)


def _judge(layer: Layer, type_: str) -> Judge:
    return judge_of(type_, list(_all(layer, type_)) if type_ == "Organisation" else ())


def _sides(layer: Layer, a: Mention, b: Mention) -> tuple[Thing, Thing]:
    """The things of two mentions: their entities, or what exact keys make of one entity that holds both."""
    held = [_cluster(layer, m) for m in (a, b)]
    if held[0] != held[1]:
        return _thing(_said(layer, held[0])), _thing(_said(layer, held[1]))
    said = _said(layer, held[0])
    parts = {id_: part for part in parts_of(layer, said) for id_ in part}
    whole = {m.id: m for m in said}
    left, right = (_thing([whole[id_] for id_ in parts[m.id]]) for m in (a, b))
    return left, right


def _cluster(layer: Layer, mention: Mention) -> Cluster:
    layers = (layer.layer, mention.class_)
    return held_in(layer.clusters, layers, [mention.id]).get(mention.id, (mention.id,))


def _said(layer: Layer, cluster: Cluster) -> list[Mention]:
    """The mentions of a cluster that the layer holds, by id."""
    found = layer.mentions.get(cluster)
    return [m for _, m in sorted(found.items()) if m.class_ in layer.classes]


def parts_of(layer: Layer, said: Sequence[Mention]) -> list[Cluster]:
    """What exact keys and judgements alone make of the mentions of one entity."""
    sets, seen = Apart(layer.judged.opposites), Seen()
    for mention in said:
        sets.add(mention.id)
        look(seen, mention.type, mention, "")
    join_seen(sets, seen, said[0].type, layer.judged)
    return sets.sets()


def _thing(said: Iterable[Mention]) -> Thing:
    return thing({mention.id: said_by(mention) for mention in said})


def _all(layer: Layer, type_: str) -> Iterator[Thing]:
    """All things of a type, each of its class alone: how rare a word is among them."""
    for class_ in layer.classes:
        said = {mention.id: mention for mention in layer.mentions.of_type(type_, [class_])}
        for cluster in sorted(set(layer.clusters.cluster_of(class_, said).values())):
            yield _thing(said[id_] for id_ in cluster if id_ in said)
