"""Whether resolution does as well for everybody: precision and recall by origin of name, language, sex."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from resolution.change import Cluster

Z = 1.96
"""Width of the intervals in standard deviations: 95 of 100 hold the true share."""
ENOUGH = 400
"""Mentions of a group from which it is compared with others."""
Groups = Mapping[str, Mapping[str, str]]
"""Entity → attribute (origin, language, sex …) → value."""
Told = tuple[float, str]
"""How well one mention was told, from 0 to 1, and whose it is."""


@dataclass(frozen=True)
class Share:
    """A share of n mentions with its Wilson interval (Wilson 1927), as wide as their persons make it."""

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

    def recall_gaps(self) -> dict[str, tuple[float, float]]:
        """Attribute → interval of the largest gap in recall (Newcombe 1998): holding 0 it may be chance."""
        found: dict[str, tuple[float, float]] = {}
        for attribute in self.gaps():
            some = [g.recall for g in self.groups if g.attribute == attribute and g.is_enough]
            best, worst = max(some, key=lambda one: one.value), min(some, key=lambda one: one.value)
            gap = best.value - worst.value
            less = hypot(best.value - best.low, worst.high - worst.value)
            found[attribute] = (gap - less, gap + hypot(best.high - best.value, worst.value - worst.low))
        return found


def audit(clusters: Iterable[Cluster], truth: Mapping[str, str], groups: Groups) -> Audit:
    """Hold clusters to the truth (mention id → who it is), group by group.

    Mentions without truth are left out; a mention that no cluster holds counts as alone.
    """
    kept = [held for cluster in clusters if (held := [m for m in cluster if m in truth])]
    placed = {mention for cluster in kept for mention in cluster}
    kept += [[mention] for mention in sorted(truth.keys() - placed)]
    sizes = Counter(truth.values())
    right: dict[tuple[str, str], list[Told]] = defaultdict(list)
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for cluster in kept:
        who_is = Counter(truth[mention] for mention in cluster)
        for mention in cluster:
            who = truth[mention]
            for group in groups.get(who, {}).items():
                if len(cluster) > 1:
                    right[group].append(((who_is[who] - 1) / (len(cluster) - 1), who))
                if sizes[who] > 1:
                    found[group].append(((who_is[who] - 1) / (sizes[who] - 1), who))
    names = sorted(right.keys() | found.keys())
    made = (Group(a, value, share(right[a, value]), share(found[a, value])) for a, value in names)
    return Audit(tuple(made))


def share(told: Sequence[Told]) -> Share:
    """The mean of values from 0 to 1 with its Wilson interval; 1 where there is none.

    Mentions of one person are found or missed together: they count for as many as vary as much.
    """
    n = len(told)
    if not n:
        return Share(1.0, 0.0, 1.0, 0)
    mean = sum(value for value, _ in told) / n
    size = _independent(told, mean)
    middle = (mean + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * sqrt(mean * (1 - mean) / size + Z * Z / (4 * size * size))
    return Share(mean, max(0.0, middle - half), min(1.0, middle + half), n)


def _independent(told: Sequence[Told], mean: float) -> float:
    """How many mentions that have nothing to do with one another would give a mean as sure as this."""
    of_person: dict[str, float] = defaultdict(float)
    for value, who in told:
        of_person[who] += value - mean
    variance = sum(sum_ * sum_ for sum_ in of_person.values()) / len(told) ** 2
    if variance <= 0 or mean in (0.0, 1.0):
        return float(len(of_person))
    return min(float(len(told)), mean * (1 - mean) / variance)
