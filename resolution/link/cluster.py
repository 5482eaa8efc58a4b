"""Clusters by average link: a group is joined to another when all their pairs, on average, speak for it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

from resolution.link.field import Floats, Ints

Score = Callable[[Ints, Ints], Floats]
"""Weights of pairs of rows."""
CLIP = 14.0
"""Bits beyond which more evidence does not count: one sure pair must not carry many unsure ones."""
LARGEST = 1200
"""Rows of one component; a larger one is first cut at a higher weight."""
BATCH = 2_000_000


def clusters(rows: int, left: Ints, right: Ints, weights: Floats, score: Score, threshold: float) -> Ints:
    """The number of the cluster of each row; `score` weighs the pairs of a component that are no candidates."""
    label = np.arange(rows)
    linked = weights > min(threshold, 0.0)
    groups = _components(rows, left[linked], right[linked], weights[linked])
    for batch in _batches(groups):
        pairs = [np.triu_indices(len(group), 1) for group in batch]
        a = np.concatenate([group[i] for group, (i, _) in zip(batch, pairs, strict=True)])
        b = np.concatenate([group[j] for group, (_, j) in zip(batch, pairs, strict=True)])
        found = np.clip(score(a, b), -CLIP, CLIP)
        start = 0
        for group, (i, _) in zip(batch, pairs, strict=True):
            parts = _parts(CLIP - found[start : start + len(i)], CLIP - threshold)
            start += len(i)
            first = np.full(parts.max() + 1, rows)
            np.minimum.at(first, parts, group)
            label[group] = first[parts]
    return label


def _parts(distances: Floats, most: float) -> Ints:
    if len(distances) == 1:
        return np.array([1, 1 if distances[0] <= most else 2])
    return np.asarray(fcluster(linkage(distances, "average"), most, criterion="distance"), np.int64)


def _components(rows: int, left: Ints, right: Ints, weights: Floats) -> list[Ints]:
    """Groups of two rows or more that links join, none larger than LARGEST."""
    done: list[Ints] = []
    least = 0.0
    while len(left):
        graph = scipy.sparse.coo_matrix((np.ones(len(left), np.int8), (left, right)), (rows, rows))
        label = connected_components(graph, directed=False)[1]
        size = np.bincount(label)
        order = np.argsort(label, kind="stable")
        bounds = np.concatenate([[0], np.cumsum(size)])
        fit = np.flatnonzero((size > 1) & (size <= LARGEST))
        done += [order[bounds[at] : bounds[at + 1]] for at in fit]
        least = max(least + 1.0, least * 1.2)
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
