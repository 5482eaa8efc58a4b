"""Who is who in a table: candidates, weights, clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from resolution.link.blocking import Candidates, candidates
from resolution.link.cluster import clusters
from resolution.link.comparer import Comparer
from resolution.link.compare import Levels
from resolution.link.field import Floats, Ints
from resolution.link.learn import learn
from resolution.link.table import Table
from resolution.link.weigh import Weigher, probability

KEPT = 0.01
"""Probability from which a pair is kept for the output."""
THRESHOLD = 0.0


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows with their levels and their weight in bits."""

    left: Ints
    right: Ints
    levels: Levels
    weights: Floats

    @property
    def probabilities(self) -> Floats:
        """The probability that the two rows of each pair are one."""
        return probability(self.weights)


@dataclass
class Linked:
    """The number of the cluster of each row, the pairs that matter, and what it rests on."""

    labels: Ints
    pairs: Pairs
    weigher: Weigher
    candidates: Candidates
    threshold: float
    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    labelled: Mapping[str, float] = field(default_factory=dict)


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.seconds[name] = round(now - self._since, 2)
        self._since = now


def link(table: Table, seed: int = 0) -> Linked:
    """Resolve a table; the same table and seed give the same result."""
    clock = _Clock()
    found = candidates(table)
    clock.lap("candidates")
    comparer = Comparer(table)
    levels = comparer.levels(found.left, found.right)
    clock.lap("compare")
    weigher = Weigher(comparer, learn(comparer, found.left, found.right, levels, seed))
    weights = weigher.weights(found.left, found.right, levels)
    clock.lap("learn")

    def score(a: Ints, b: Ints) -> Floats:
        return weigher.weights(a, b, comparer.levels(a, b))

    labels = clusters(len(table), found.left, found.right, weights, score, THRESHOLD)
    clock.lap("cluster")
    kept = np.flatnonzero(
        (weights > np.log2(KEPT / (1 - KEPT))) | (labels[found.left] == labels[found.right])
    )
    pairs = Pairs(found.left[kept], found.right[kept], levels[kept], weights[kept])
    return Linked(labels, pairs, weigher, found, THRESHOLD, clock.seconds)
