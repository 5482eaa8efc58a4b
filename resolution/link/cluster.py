"""Clusters by average link: a group is joined to another when all their pairs, on average, speak for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse
from scipy.cluster.hierarchy import linkage
from scipy.sparse.csgraph import connected_components

from resolution.link.read.field import Floats, Ints

Score = Callable[[Ints, Ints], Floats]
"""Weights of pairs of rows."""
Join = tuple[Ints, Ints, Floats]
"""A row of each of the two groups that are joined, and the average bits of their pairs."""
CLIP = 14.0
"""Bits beyond which more evidence does not count: one sure pair must not carry many unsure ones."""
NO = -1e6
"""Bits of two rows that never join, whatever others say."""
LEAST = -4.0
"""Average bits below which nothing is ever joined."""
EDGE = -2.0
"""Bits from which a pair puts two rows into one component, to be looked at together."""
LARGEST = 1000
"""Rows of one component; a larger one is first cut at a higher weight."""
TOGETHER = 24
"""Rows of a component up to which those of one size are clustered at once."""
BATCH = 1_000_000
SHIFT = 0.75
MOST_SHIFT = 5.0
SMALL = 6.0
"""Bits of the prior from which a table is so small that nothing is taken for granted."""


@dataclass(frozen=True)
class Joins:
    """Which groups are joined at which average weight: a row of one, a row of the other, and the bits."""

    rows: int
    left: Ints
    right: Ints
    bits: Floats

    def at(self, threshold: float) -> Ints:
        """The first row of the cluster of each row, when groups are joined from that many bits."""
        made = self.bits >= threshold
        graph = scipy.sparse.coo_matrix(
            (np.ones(int(made.sum()), np.int8), (self.left[made], self.right[made])), (self.rows, self.rows)
        )
        label = connected_components(graph, directed=False)[1]
        first = np.zeros(self.rows, np.int64)
        first[label[::-1]] = np.arange(self.rows)[::-1]
        return np.asarray(first[label], np.int64)


def joins(rows: int, left: Ints, right: Ints, weights: Floats, score: Score) -> Joins:
    """The joins of average-link clustering, from LEAST bits on.

    `score` weighs all pairs of a component, candidates or not. No cluster hangs on one strong pair.
    """
    linked = weights > EDGE
    made: list[Join] = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for groups in _components(rows, left[linked], right[linked], weights[linked]):
        size = groups.shape[1]
        i, j = np.triu_indices(size, 1)
        step = max(1, BATCH // (size * size))
        for start in range(0, len(groups), step):
            batch = groups[start : start + step]
            scored = np.round(score(batch[:, i].ravel(), batch[:, j].ravel()), 6)
            bits = np.where(scored <= NO, NO, np.clip(scored, -CLIP, CLIP)).reshape(len(batch), -1)
            made += _joined(batch, bits) if size <= TOGETHER else map(_tree, batch, bits)
    one, other, bits = (np.concatenate(part) for part in zip(*made, strict=True))
    kept = bits >= LEAST
    return Joins(rows, one[kept], other[kept], bits[kept])


def _joined(groups: Ints, bits: Floats) -> Iterator[Join]:
    """Average link of many small groups of one size at once; of equal averages the first is joined first."""
    size = groups.shape[1]
    i, j = np.triu_indices(size, 1)
    average = np.full((len(groups), size, size), -np.inf)
    average[:, i, j] = average[:, j, i] = bits
    held = np.ones((len(groups), size))
    for _ in range(size - 1):
        best = average.reshape(len(groups), -1).argmax(axis=1)
        a, b = np.divmod(best, size)
        most = average[np.arange(len(best)), a, b]
        going = most >= LEAST
        groups, average, held = groups[going], average[going], held[going]
        a, b, most = a[going], b[going], most[going]
        if not len(groups):
            return
        at = np.arange(len(groups))
        yield groups[at, a], groups[at, b], most
        one, other = held[at, a][:, None], held[at, b][:, None]
        merged = np.round((average[at, a] * one + average[at, b] * other) / (one + other), 9)
        average[at, a], average[at, :, a] = merged, merged
        average[at, b], average[at, :, b] = -np.inf, -np.inf
        average[at, a, a] = -np.inf
        held[at, a] += held[at, b]


def _tree(group: Ints, bits: Floats) -> Join:
    """Average link of one large group."""
    tree = linkage(CLIP - bits, "average")
    first = [*group.tolist()]
    left, right = (tree[:, at].astype(np.int64).tolist() for at in (0, 1))
    for a, b in zip(left, right, strict=True):
        first.append(min(first[a], first[b]))
    held = np.array(first, np.int64)
    return held[left], held[right], CLIP - np.round(tree[:, 2], 9)


def usual_threshold(labels: Ints, prior: float) -> float:
    """The average weight from which to join, told from clusters that were made at 0.

    A pair's weight starts from how seldom two random rows are one. That a row has a mate somewhere is far
    likelier where nearly every row has one: then less evidence is needed to say which it is. `prior` is
    the weight in bits with which a pair starts.
    """
    alone = float((np.bincount(labels)[labels] == 1).mean()) if len(labels) else 1.0
    most = min(MOST_SHIFT, max(0.0, -prior - SMALL))
    return -SHIFT * min(most, -float(np.log2(max(alone, 1e-9))))


def _components(rows: int, left: Ints, right: Ints, weights: Floats) -> Iterator[Ints]:
    """Groups of two rows or more that links join, none larger than LARGEST: groups × rows, by size."""
    least = EDGE
    while len(left):
        graph = scipy.sparse.coo_matrix((np.ones(len(left), np.int8), (left, right)), (rows, rows))
        label = connected_components(graph, directed=False)[1]
        size = np.bincount(label)[label]
        fit = np.flatnonzero((size > 1) & (size <= LARGEST))
        fit = fit[np.lexsort((label[fit], size[fit]))]
        for start, end in _runs(size[fit]):
            yield fit[start:end].reshape(-1, int(size[fit[start]]))
        least = least + max(1.0, abs(least) * 0.2)
        rest = (size[left] > LARGEST) & (weights > least)
        left, right, weights = left[rest], right[rest], weights[rest]


def _runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Where each run of equal values begins and ends."""
    bounds = np.flatnonzero(np.diff(values)) + 1
    whole = [0, *bounds.tolist(), len(values)] if len(values) else []
    return pairwise(whole)
