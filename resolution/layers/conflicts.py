"""Evidence of a layer against a base cluster: two of its mentions that cannot be one person, for review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from resolution.change import Against, Cluster
from resolution.clustering.atoms import Atoms
from resolution.clustering.conflicts import Facts, Rules
from resolution.comparison.profiles import Profile


@dataclass(frozen=True)
class Standing:
    """The nodes of a layer with what was found of them: groups, weights of pairs, facts."""

    nodes: Sequence[Profile]
    groups: Sequence[tuple[int, ...]]
    weights: Mapping[tuple[int, int], float]
    facts: Sequence[Facts]
    rules: Rules
    atoms: Atoms

    @property
    def clusters(self) -> list[Cluster]:
        """The groups as clusters of mentions."""
        return [
            tuple(sorted(m for node in group for m in self.nodes[node].mentions)) for group in self.groups
        ]

    @cached_property
    def nearest(self) -> dict[int, int]:
        """Own node → the base node that it is most likely one with, of those above the threshold."""
        best: dict[int, tuple[float, int]] = {}
        for pair, weight in self.weights.items():
            for own, other in (pair, pair[::-1]):
                if self.is_own(own) and not self.is_own(other):
                    best[own] = min(best.get(own, (-weight, other)), (-weight, other))
        return {own: other for own, (_, other) in best.items()}

    def is_own(self, node: int) -> bool:
        """True for a node of the layer's own mentions."""
        return not self.atoms.is_base(self.nodes[node].name)

    def atom(self, node: int) -> str:
        """The atom that a node is in."""
        return self.atoms.atom(self.nodes[node].name)


def conflicts(found: Standing) -> list[Against]:
    """Pairs of one base cluster that mentions of the layer tell apart, each once, with the first reason."""
    told: dict[tuple[str, str], str] = {}
    for left, right, reason in _conflicts(found):
        a, b = sorted((found.nodes[left].name, found.nodes[right].name))
        told.setdefault((a, b), reason)
    return [Against(a, b, reason) for (a, b), reason in sorted(told.items())]


def _conflicts(found: Standing) -> Iterator[tuple[int, int, str]]:
    """A mention that is most likely one with a node of a cluster, and cannot be one with another of it.

    What contradicts it is that other node, or a mention of the layer that is most likely one with it.
    """
    atoms: dict[str, list[int]] = {}
    drawn: dict[str, list[int]] = {}
    for node in range(len(found.nodes)):
        if not found.is_own(node):
            atoms.setdefault(found.atom(node), []).append(node)
    for own, near in sorted(found.nearest.items()):
        if not found.rules.conflict(found.facts[own], found.facts[near]):
            drawn.setdefault(found.atom(near), []).append(own)
    for atom, owns in sorted(drawn.items()):
        for own in owns:
            near = found.nearest[own]
            others = [(node, node) for node in atoms[atom]]
            others += [(other, found.nearest[other]) for other in owns if other != own]
            for other, at in others:
                reason = found.rules.conflict(found.facts[own], found.facts[other]) if at != near else ""
                if reason:
                    yield near, at, reason
