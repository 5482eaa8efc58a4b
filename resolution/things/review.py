"""Things that people should look at: pairs that may be one, of all types but persons, or of one."""

from __future__ import annotations

from collections.abc import Iterable

from graph.mentions import MentionStore
from resolution.change import Cluster, Pair
from resolution.clusters import ClusterStore
from resolution.judgements import Judgements
from resolution.things.scored import KEYS, explained, judge_of, pairs, things_of
from resolution.things.thing import Thing, said_by

NOBODY = Judgements()


def suspected(
    mentions: MentionStore,
    clusters: ClusterStore,
    layer: int,
    judged: Judgements = NOBODY,
    types: Iterable[str] = tuple(KEYS),
) -> list[Pair]:
    """Pairs of entities of a base layer that may be one, weightiest first, named by their smallest mentions.

    What somebody judged is left out. `clusters` must have been resolved from `mentions`.
    """
    found = [
        pair
        for type_ in sorted(types)
        for pair in pairs(type_, _things(mentions, clusters, layer, type_), judged)
    ]
    return sorted(found, key=lambda pair: (-pair.weight, pair.a, pair.b))


def why_things(mentions: MentionStore, clusters: ClusterStore, layer: int, a: str, b: str) -> Pair | None:
    """The waterfall of the entities of two mentions; None for what has no parts, or two types."""
    known = mentions.get((a, b))
    types = {mention.type for mention in known.values()}
    if len(known) < 2 or len(types) > 1 or not types <= KEYS.keys():
        return None
    type_ = types.pop()
    all_ = _things(mentions, clusters, layer, type_)
    one, other = (next((t for t in all_ if id_ in t.mentions), None) for id_ in (a, b))
    return explained(type_, one, other, judge_of(type_, all_)) if one and other else None


def _things(mentions: MentionStore, clusters: ClusterStore, layer: int, type_: str) -> list[Thing]:
    said = {mention.id: said_by(mention) for mention in mentions.of_type(type_, [layer])}
    of_type: set[Cluster] = set(clusters.cluster_of(layer, said).values())
    return things_of(sorted(of_type), said)
