"""The pairs of rows that say the same in some columns: all of them, or so many drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resolution.weights.coded import Coded, Places


@dataclass(frozen=True)
class Agreeing:
    """Pairs of places (left < right), and how many there are in all."""

    left: Places
    right: Places
    total: int


def agreeing(rows: Coded, columns: Sequence[str], most: int, seed: int) -> Agreeing:
    """The pairs that agree in these columns, all said; at most so many, each as likely as any other."""
    places = np.flatnonzero(np.all([rows.says(column) for column in columns], axis=0))
    code = np.zeros(len(places), np.int64)
    for column in columns:
        text = getattr(rows, column)
        code = np.unique(code * len(text.values) + text.codes[places], return_inverse=True)[1]
    order = np.argsort(code, kind="stable")
    members = places[order].astype(np.int32)
    sizes = np.bincount(code[order]) if len(order) else np.zeros(0, np.int64)
    starts = np.cumsum(sizes) - sizes
    pairs = sizes * (sizes - 1) // 2
    total = int(pairs.sum())
    wanted = np.arange(total) if total <= most else _drawn(total, most, seed)
    ends = np.cumsum(pairs)
    group = np.searchsorted(ends, wanted, side="right")
    higher, lower = _unranked(wanted - (ends - pairs)[group])
    return Agreeing(members[starts[group] + lower], members[starts[group] + higher], total)


def _drawn(total: int, most: int, seed: int) -> NDArray[np.int64]:
    return np.unique(np.random.default_rng(seed).integers(0, total, most))


def _unranked(rank: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pair (higher, lower) of a rank: (1, 0), (2, 0), (2, 1), (3, 0) …"""
    higher = ((1 + np.sqrt(1 + 8 * rank.astype(np.float64))) / 2).astype(np.int64)
    higher -= higher * (higher - 1) // 2 > rank
    higher += higher * (higher + 1) // 2 <= rank
    return higher, rank - higher * (higher - 1) // 2
