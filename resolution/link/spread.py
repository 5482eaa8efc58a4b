"""Pairs of different rows as pairs of all rows: what was said of one holds for those that say the same."""

from __future__ import annotations

import numpy as np

from resolution.link.read.field import Ints
from resolution.link.same import Same

MOST = 20_000_000
"""Pairs that are spread at most; beyond, only the rows that stand for the others are paired."""
LARGEST = 200
"""Rows of a cluster up to which all its pairs are listed."""


def inside(labels: Ints, files: Ints) -> tuple[Ints, Ints]:
    """All pairs of rows of one cluster, up to LARGEST rows each; across files where there are two."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], labels[order][1:] != labels[order][:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(labels)]]))
    fit = (sizes > 1) & (sizes <= LARGEST)
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for distance in range(1, int(sizes[fit].max(initial=1))):
        longer = fit & (sizes > distance)
        count = sizes[longer] - distance
        at = (
            np.repeat(starts[longer], count)
            + np.arange(count.sum())
            - np.repeat(np.cumsum(count) - count, count)
        )
        left.append(order[at])
        right.append(order[at + distance])
    a, b = np.concatenate(left), np.concatenate(right)
    kept = (files[a] != files[b]) | (not files.any())
    return np.minimum(a, b)[kept], np.maximum(a, b)[kept]


def spread(same: Same, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """From pairs of different rows (left = right: a row with itself) those of all rows, and whose each is."""
    order = np.argsort(same.place, kind="stable")
    sizes = np.bincount(same.place, minlength=len(same.first))
    starts = np.cumsum(sizes) - sizes
    counts = sizes[left] * sizes[right]
    if counts.sum() > MOST:
        kept = np.flatnonzero(left != right)
        return same.first[left[kept]], same.first[right[kept]], kept
    of = np.repeat(np.arange(len(left)), counts)
    at = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    a = order[starts[left[of]] + at // sizes[right[of]]]
    b = order[starts[right[of]] + at % sizes[right[of]]]
    kept = (left[of] != right[of]) | (a < b)
    return np.minimum(a, b)[kept], np.maximum(a, b)[kept], of[kept]
