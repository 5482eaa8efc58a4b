"""Average link of small components in machine code: to the last step what clustering/average.py does."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from resolution.clustering.average import AS_LIKELY, CLIP
from resolution.clustering.opposing import (
    ANCHOR,
    BIRTH_OTHER,
    BIRTH_SAME,
    GENERATIONS,
    GIVEN_OTHER,
    GIVEN_SAME,
    HOUSE,
    NUMBER_OTHER,
    NUMBER_SAME,
    RECORD,
)
from resolution.weights.compiled import compiled
from resolution.weights.rounding import rounded

NAMED = 192
"""Bits of `own` that stand for a given name or an initial, as resolution/clustering/certain.py packs them."""


class Groups(NamedTuple):
    """Components one after the other: their sizes, and of all pairs inside each, in order, weight and bits.

    `own` are the bits of each node; `births` and `givens` whether two dates or names keep persons apart.
    """

    sizes: NDArray[np.int64]
    weights: NDArray[np.float64]
    bits: NDArray[np.int32]
    own: NDArray[np.uint8]
    births: bool
    givens: bool
    least: float


@compiled
def _forbid(groups: Groups, bits: int, own: int, other: int) -> bool:
    """What conflicts.Rules says of two clusters."""
    if bits & RECORD or (bits & NUMBER_OTHER and not bits & NUMBER_SAME):
        return True
    if bits & ANCHOR:
        return False
    generations = bits & HOUSE and bits & GENERATIONS
    if groups.births and not bits & BIRTH_SAME and (bits & BIRTH_OTHER or generations):
        return True
    if groups.givens and bits & GIVEN_OTHER and not bits & GIVEN_SAME:
        return True
    if own & other:
        return False
    return bits & HOUSE != 0 or own & NAMED == 0 or other & NAMED == 0


@compiled
def _is_torn(
    groups: Groups, n: int, a: int, b: int, held: Any, mean: Any, top: Any, bits: Any, own: Any
) -> bool:
    """What average._is_torn says of two clusters."""
    for one, other in ((a, b), (b, a)):
        enough = max(groups.least, mean[one, other] - AS_LIKELY)
        for c in range(n):
            if held[c] == 0 or c in (one, other) or mean[one, c] < enough:
                continue
            likely = top[one, c] >= top[one, other] and _forbid(groups, bits[other, c], own[other], own[c])
            if likely and not _forbid(groups, bits[one, c], own[one], own[c]):
                return True
    return False


@compiled
def _join(groups: Groups, n: int, pair: int, node: int, first: Any) -> None:
    """Cluster one component of n nodes, from `node` on, whose pairs stand from `pair` on."""
    if n == 2:
        both = groups.weights[pair] >= groups.least
        if both and not _forbid(groups, groups.bits[pair], groups.own[node], groups.own[node + 1]):
            first[node + 1] = node
        return
    total, top, bits = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, n), np.int32)
    for a in range(n):
        for b in range(a + 1, n):
            weight = groups.weights[pair]
            top[a, b] = top[b, a] = weight
            total[a, b] = total[b, a] = min(max(weight, -CLIP), CLIP)
            bits[a, b] = bits[b, a] = groups.bits[pair]
            pair += 1
    held, own = np.ones(n, np.int64), groups.own[node : node + n].copy()
    mean, waiting = np.empty((n, n)), np.ones((n, n), np.bool_)
    for a in range(n):
        for b in range(n):
            mean[a, b] = rounded(total[a, b])
    while True:
        best, a, b = -np.inf, -1, -1
        for x in range(n):
            if held[x]:
                for y in range(x + 1, n):
                    if held[y] and waiting[x, y] and mean[x, y] > best:
                        best, a, b = mean[x, y], x, y
        if a < 0 or best < groups.least:
            return
        waiting[a, b] = False
        if _forbid(groups, bits[a, b], own[a], own[b]):
            continue
        if _is_torn(groups, n, a, b, held, mean, top, bits, own):
            continue
        held[a] += held[b]
        held[b] = 0
        own[a] |= own[b]
        for x in range(n):
            if first[node + x] == node + b:
                first[node + x] = node + a
        for c in range(n):
            if held[c] and c != a:
                total[a, c] = total[c, a] = total[a, c] + total[b, c]
                top[a, c] = top[c, a] = max(top[a, c], top[b, c])
                bits[a, c] = bits[c, a] = bits[a, c] | bits[b, c]
                mean[a, c] = mean[c, a] = rounded(total[a, c] / (held[a] * held[c]))
                waiting[min(a, c), max(a, c)] = True


@compiled
def join_all(groups: Groups) -> Any:
    """For each node, one component after the other, the place of the first of its cluster."""
    first = np.arange(len(groups.own))
    pair, node = 0, 0
    for n in groups.sizes:
        _join(groups, n, pair, node, first)
        pair += n * (n - 1) // 2
        node += n
    return first
