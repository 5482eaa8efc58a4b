"""What the layers of a domain ask of its base, whoever answers: persons by key, and things by exact key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from resolution.candidates.keys import keys_of
from resolution.change import Cluster
from resolution.comparison.features import Features
from resolution.comparison.generic import holder, numbers_of
from resolution.comparison.profiles import Profile
from resolution.store.clusters import ClusterStore
from resolution.things.exact import Seen
from resolution.things.thing import Said

SOURCE = "source:"
"""Before the key of a source, among the keys: two rows of one source key are one person."""


class Ground(Protocol):
    """The nodes of a base that share a key with its layers, by number, and who holds an identifier there."""

    @property
    def generic(self) -> Collection[str]:
        """Of the identifiers that were asked for, those that tell nobody apart in the base."""

    @property
    def holders(self) -> Mapping[str, Collection[str]]:
        """The others, each with the names that hold it in the base."""

    def size(self, key: str) -> int:
        """How many nodes have a key that was asked for."""

    def sharing(self, key: str) -> Sequence[int]:
        """Those nodes, where they are not more than may be compared."""

    def node(self, number: int) -> Profile:
        """A node."""

    def places(self, mentions: Iterable[str]) -> Mapping[str, int]:
        """Mention → its node, for those that are persons of the base."""


class Beneath(Protocol):
    """A base as its layers ask about it; each answer is the same whether the base was read or looked up."""

    def persons(self, keys: Collection[str], numbers: Collection[str]) -> Ground:
        """The persons under these keys, and the holders of these identifiers."""

    def seen(self, type_: str, keys: set[str], ids: Collection[str]) -> Seen:
        """The things that have one of these exact keys, or are one of these; no other key is kept."""

    def near(self, type_: str, keys: set[str]) -> Mapping[str, Collection[str]]:
        """The things of which one value has one of these keys for what may be misread, by key."""

    def said(self, type_: str) -> Collection[Said]:
        """What any thing of a type says, each once and sorted: how rare a word is counts over all."""


@dataclass
class WholeGround:
    """A ground for which all nodes were looked through."""

    nodes: Sequence[Profile]
    generic: Collection[str] = ()
    by_key: dict[str, list[int]] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)

    def size(self, key: str) -> int:
        """How many nodes have a key."""
        return len(self.by_key.get(key, ()))

    def sharing(self, key: str) -> Sequence[int]:
        """The nodes that have a key."""
        return self.by_key.get(key, ())

    def node(self, number: int) -> Profile:
        """A node."""
        return self.nodes[number]

    def places(self, mentions: Iterable[str]) -> dict[str, int]:
        """Mention → its node."""
        return {mention: self.place[mention] for mention in mentions if mention in self.place}


def ground(
    nodes: Sequence[Profile], generic: Collection[str], keys: Collection[str], numbers: Collection[str]
) -> WholeGround:
    """Look through the nodes of a base layer once for the keys and identifiers that its layers ask for."""
    made = WholeGround(nodes, generic)
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
    return keys_of(f) + of_sources(f)


def of_sources(f: Features) -> list[str]:
    """The keys that a source gave, as they stand among the others."""
    return [SOURCE + key for key in f.source_keys]


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
