"""Whether resolution does as well for everybody: precision and recall by origin of name, language, sex."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from resolution.change import Cluster

Z = 1.96
"""Width of the intervals in standard deviations: 95 of 100 hold the true share."""
ENOUGH = 400
"""Mentions of a group from which it is compared with others."""
Groups = Mapping[str, Mapping[str, str]]
"""Entity → attribute (origin, language, sex …) → value."""


@dataclass(frozen=True)
class Share:
    """A share of n mentions with its Wilson interval (Wilson 1927)."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Group:
    """How well the mentions of one group of persons were resolved.

    `precision` is the share of the mentions in its cluster that are the same person, averaged over the
    mentions that have company there; `recall` the share of a mention's mates that were found, averaged over
    those that have mates.
    """

    attribute: str
    value: str
    precision: Share
    recall: Share

    @property
    def is_enough(self) -> bool:
        """True when both rest on ENOUGH mentions."""
        return min(self.precision.n, self.recall.n) >= ENOUGH


@dataclass(frozen=True)
class Audit:
    """All groups, by attribute and value."""

    groups: tuple[Group, ...]

    def gaps(self) -> dict[str, tuple[float, float]]:
        """Attribute → largest difference in precision and in recall between its groups that are enough."""
        found: dict[str, tuple[float, float]] = {}
        for attribute in sorted({group.attribute for group in self.groups}):
            some = [group for group in self.groups if group.attribute == attribute and group.is_enough]
            if len(some) > 1:
                precisions, recalls = [g.precision.value for g in some], [g.recall.value for g in some]
                found[attribute] = (max(precisions) - min(precisions), max(recalls) - min(recalls))
        return found


def audit(clusters: Iterable[Cluster], truth: Mapping[str, str], groups: Groups) -> Audit:
    """Hold clusters to the truth (mention id → who it is), group by group.

    Mentions without truth are left out; a mention that no cluster holds counts as alone.
    """
    kept = [held for cluster in clusters if (held := [m for m in cluster if m in truth])]
    placed = {mention for cluster in kept for mention in cluster}
    kept += [[mention] for mention in sorted(truth.keys() - placed)]
    sizes = Counter(truth.values())
    right: dict[tuple[str, str], list[float]] = defaultdict(list)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for cluster in kept:
        who_is = Counter(truth[mention] for mention in cluster)
        for mention in cluster:
            who = truth[mention]
            for group in groups.get(who, {}).items():
                if len(cluster) > 1:
                    right[group].append((who_is[who] - 1) / (len(cluster) - 1))
                if sizes[who] > 1:
                    found[group].append((who_is[who] - 1) / (sizes[who] - 1))
    names = sorted(right.keys() | found.keys())
    made = (Group(a, value, share(right[a, value]), share(found[a, value])) for a, value in names)
    return Audit(tuple(made))


def share(values: Sequence[float]) -> Share:
    """The mean of values from 0 to 1 with its Wilson interval; 1 where there is none."""
    n = len(values)
    if not n:
        return Share(1.0, 0.0, 1.0, 0)
    mean = sum(values) / n
    middle = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(mean * (1 - mean) / n + Z * Z / (4 * n * n))
    return Share(mean, max(0.0, middle - half), min(1.0, middle + half), n)
