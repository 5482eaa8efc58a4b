"""What is known by exact identifiers in a layer: its own mentions, and the base clusters that share a key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.clustering.atoms import Atoms
from resolution.judgements import Judgements
from resolution.store.clusters import ClusterStore
from resolution.things.exact import Seen, join_seen, look, used_by

ALIAS = "Alias"
Holders = Mapping[str, Collection[str]]
"""Mention of an alias → names of the clusters of the person who used it."""


def own_keys(type_: str, mentions: Iterable[Mention], holders: Holders) -> Seen:
    """The keys of a layer's own mentions of one type."""
    seen = Seen()
    for mention in mentions:
        look(seen, type_, mention, "")
        names = sorted(holders.get(mention.id, ()))
        seen.strong[mention.id] += [used_by(name, mention) for name in names]
    return seen


def keys_in(seen: Seen) -> set[str]:
    """All keys of these mentions."""
    return {key for keys in (seen.strong, seen.weak) for held in keys.values() for key in held}


def base_keys(
    type_: str, mentions: Iterable[Mention], holders: Mapping[str, str], keys: set[str], ids: Collection[str]
) -> Seen:
    """The mentions of a base that have one of these keys, or are one of these; no other key is kept."""
    kept = Seen()
    for mention in mentions:
        seen = Seen()
        look(seen, type_, mention, holders.get(mention.id, ""))
        if mention.id in ids or not keys.isdisjoint(keys_in(seen)):
            _keep(kept, seen, mention.id, keys)
    return kept


def layer_things(
    type_: str, own: Seen, below: Seen, base: int, clusters: ClusterStore, judged: Judgements
) -> tuple[list[Cluster], dict[str, int], set[str]]:
    """Clusters that hold one of these mentions or join two base clusters, and the keys that are too common.

    Last the mentions of the base that were looked at. `below` must hold all mentions of the base that share a
    key with `own`, or are judged.
    """
    keys, seen = keys_in(own), Seen()
    for mention in below.strong:
        if mention in judged.judged or not keys.isdisjoint((*below.strong[mention], *below.weak[mention])):
            _keep(seen, below, mention, keys)
    held = clusters.cluster_of(base, list(seen.strong)).values()
    looked = {*seen.strong, *(mention for atom in held for mention in atom)}
    atoms = Atoms(held, judged.opposites)
    for mention in own.strong:
        atoms.add(mention)
        _keep(seen, own, mention, keys)
    generic = join_seen(atoms, seen, type_, judged)
    return atoms.saying_more(), generic, looked


def _keep(into: Seen, seen: Seen, mention: str, keys: set[str]) -> None:
    into.strong[mention] = [key for key in seen.strong[mention] if key in keys]
    into.weak[mention] = [key for key in seen.weak[mention] if key in keys]
    if mention in seen.tells:
        into.tells[mention], into.country[mention] = seen.tells[mention], seen.country[mention]
