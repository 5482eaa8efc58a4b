"""What the layers of a domain find in its base: the persons that share a key with one of their mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from resolution.candidates.keys import keys_of
from resolution.change import Cluster
from resolution.comparison.features import Features
from resolution.comparison.generic import holder, numbers_of
from resolution.comparison.profiles import Profile
from resolution.store.clusters import ClusterStore

SOURCE = "source:"
"""Before the key of a source, among the keys: two rows of one source key are one person."""


@dataclass
class Ground:
    """The nodes of a base layer that a layer may touch, by key, and who holds which identifier there."""

    nodes: Sequence[Profile]
    generic: Collection[str] = ()
    by_key: dict[str, list[int]] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)
    """Mention id → its node."""

    def sharing(self, keys: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
        """The keys of these that the base has, each with its nodes."""
        return ((key, self.by_key[key]) for key in keys if key in self.by_key)


def ground(
    nodes: Sequence[Profile], generic: Collection[str], keys: Collection[str], numbers: Collection[str]
) -> Ground:
    """Look through the nodes of a base layer once for the keys and identifiers that its layers ask for."""
    made = Ground(nodes, generic)
    for index, node in enumerate(nodes):
        made.place.update(dict.fromkeys(node.mentions, index))
        for key in all_keys(node.features):
            if key in keys:
                made.by_key.setdefault(key, []).append(index)
        for number in numbers_of(node.features):
            if number in numbers:
                made.holders.setdefault(number, set()).add(holder(node.features))
    return made


def all_keys(f: Features) -> list[str]:
    """Candidate keys, and the keys that a source gave."""
    return keys_of(f) + [SOURCE + key for key in f.source_keys]


def hanging_together(
    clusters: ClusterStore, base: int, mentions: Iterable[str]
) -> tuple[dict[str, Cluster], dict[tuple[str, str], float]]:
    """All atoms of the components that these mentions are in, and the weights of the pairs inside them.

    A component is what hangs together in the base by pairs above its threshold and by its clusters.
    """
    atoms: dict[str, Cluster] = {}
    weights: dict[tuple[str, str], float] = {}
    wanted = set(mentions)
    while wanted:
        found = set(clusters.cluster_of(base, wanted).values())
        members = [mention for atom in found for mention in atom]
        atoms.update((atom[0], atom) for atom in found)
        known = {mention for atom in atoms.values() for mention in atom}
        pairs = clusters.pairs(base, members)
        weights.update(((pair.a, pair.b), round(pair.weight, 6)) for pair in pairs)
        wanted = {end for pair in pairs for end in (pair.a, pair.b)} - known
    return atoms, weights
