"""Clusters by average link: a group is joined to another when all their pairs, on average, speak for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

from resolution.link.field import Floats, Ints

Score = Callable[[Ints, Ints], Floats]
"""Weights of pairs of rows."""
CLIP = 14.0
"""Bits beyond which more evidence does not count: one sure pair must not carry many unsure ones."""
NO = -1e6
"""Bits of two rows that never join, whatever others say."""
EDGE = -2.0
"""Bits from which a pair puts two rows into one component, to be looked at together."""
LARGEST = 1000
"""Rows of one component; a larger one is first cut at a higher weight."""
BATCH = 1_000_000
SHIFT = 0.75
MOST_SHIFT = 5.0
SMALL = 6.0
"""Bits of the prior from which a table is so small that nothing is taken for granted."""


def clusters(
    rows: int, left: Ints, right: Ints, weights: Floats, score: Score, thresholds: Sequence[float]
) -> list[Ints]:
    """For each threshold (average bits) the number of the cluster of each row.

    `score` weighs all pairs of a component, candidates or not. No cluster hangs on one strong pair.
    """
    labels = [np.arange(rows) for _ in thresholds]
    linked = weights > EDGE
    for batch in _batches(_components(rows, left[linked], right[linked], weights[linked])):
        pairs = [np.triu_indices(len(group), 1) for group in batch]
        a = np.concatenate([group[i] for group, (i, _) in zip(batch, pairs, strict=True)])
        b = np.concatenate([group[j] for group, (_, j) in zip(batch, pairs, strict=True)])
        scored = np.round(score(a, b), 6)
        distances = CLIP - np.where(scored <= NO, NO, np.clip(scored, -CLIP, CLIP))
        start = 0
        for group, (i, _) in zip(batch, pairs, strict=True):
            own = distances[start : start + len(i)]
            start += len(i)
            tree = linkage(own, "average") if len(i) > 1 else np.array([[0, 1, own[0], 2]])
            for label, threshold in zip(labels, thresholds, strict=True):
                _cut(tree, group, CLIP - threshold, label)
    return labels


def _cut(tree: Floats, group: Ints, height: float, label: Ints) -> None:
    """Give the rows of a group the first row of their part; most groups hold together or fall apart whole."""
    if tree[-1, 2] <= height:
        label[group] = group[0]
    elif tree[0, 2] <= height:
        parts = np.asarray(fcluster(tree, height, criterion="distance"), np.int64)
        first = np.full(parts.max() + 1, len(label))
        np.minimum.at(first, parts, group)
        label[group] = first[parts]


def usual_threshold(labels: Ints, prior: float) -> float:
    """The average weight from which to join, told from clusters that were made at 0.

    A pair's weight starts from how seldom two random rows are one. That a row has a mate somewhere is far
    likelier where nearly every row has one: then less evidence is needed to say which it is. `prior` is
    the weight in bits with which a pair starts.
    """
    alone = float((np.bincount(labels)[labels] == 1).mean()) if len(labels) else 1.0
    most = min(MOST_SHIFT, max(0.0, -prior - SMALL))
    return -SHIFT * min(most, -float(np.log2(max(alone, 1e-9))))


def _components(rows: int, left: Ints, right: Ints, weights: Floats) -> list[Ints]:
    """Groups of two rows or more that links join, none larger than LARGEST."""
    done: list[Ints] = []
    least = EDGE
    while len(left):
        graph = scipy.sparse.coo_matrix((np.ones(len(left), np.int8), (left, right)), (rows, rows))
        label = connected_components(graph, directed=False)[1]
        size = np.bincount(label)
        order = np.argsort(label, kind="stable")
        bounds = np.concatenate([[0], np.cumsum(size)])
        fit = np.flatnonzero((size > 1) & (size <= LARGEST))
        done += [order[bounds[at] : bounds[at + 1]] for at in fit]
        least = least + max(1.0, abs(least) * 0.2)
        rest = (size[label[left]] > LARGEST) & (weights > least)
        left, right, weights = left[rest], right[rest], weights[rest]
    return sorted(done, key=lambda group: int(group[0]))


def _batches(groups: list[Ints]) -> list[list[Ints]]:
    batches: list[list[Ints]] = []
    pairs = BATCH
    for group in groups:
        own = len(group) * (len(group) - 1) // 2
        if pairs + own > BATCH:
            batches.append([])
            pairs = 0
        batches[-1].append(group)
        pairs += own
    return batches
