"""The weight of a pair in bits, field by field: what its levels say, and its values by being rare."""

from __future__ import annotations

import numpy as np

from resolution.link.comparer import SILENT, Comparer
from resolution.link.learn import Learned, log_shares
from resolution.link.look import Levels
from resolution.link.read.field import NONE, Field, Floats, Ints
from resolution.link.rivals import Rivals

BEYOND = ("moved", "chance_likeness", "rivals")
"""Terms of a pair beside those of its fields."""
MOST_BITS = 6.0
"""Bits by which a rare value may raise, or a common one lower, what its level says."""


class Weigher:
    """Weights of pairs under what was learned; `shares` may hold better shares of values, by field name."""

    def __init__(self, comparer: Comparer, learned: Learned) -> None:
        self.comparer = comparer
        self.learned = learned
        self._bits = [np.append(np.log2(m / u), 0.0) for m, u in zip(learned.m, learned.u, strict=True)]
        self.prior = float(np.log2(learned.match / learned.strangers))
        self.rivals: Rivals | None = None
        self._rarity = [self._rarities(at) for at in range(len(comparer.columns))]

    def _rarities(self, at: int) -> Floats | None:
        """For each value the bits that it adds where it is equal."""
        field = self.comparer.columns[at].field
        if field is None or len(field.values) < 3:
            return None
        shares = np.maximum(field.shares, 1e-9)
        expected = float(np.sum(shares**2))
        return np.clip(np.log2(expected / shares), -MOST_BITS, MOST_BITS)

    def terms(self, left: Ints, right: Ints, levels: Levels) -> Floats:
        """Bits of each field, pairs × fields; then those of `BEYOND`.

        They are of having moved, what those who are alike explain, and what a better mate takes away. A rare
        value that a household shares says no more against the household than a common one.
        """
        found = np.zeros((len(levels), len(self._bits) + len(BEYOND)))
        rare = np.zeros((len(self.learned.alike), len(levels)))
        for at, bits in enumerate(self._bits):
            found[:, at] = bits[levels[:, at]]
            rarity, column = self._rarity[at], self.comparer.columns[at]
            if rarity is not None and column.field is not None:
                hit = np.flatnonzero((levels[:, at] != SILENT) & (levels[:, at] <= column.comparison.rare))
                more = _commoner(column.field, rarity, left[hit], right[hit])
                found[hit, at] += more
                for number, kind in enumerate(self.learned.alike):
                    if kind.free[at] and column.shared:
                        rare[number, hit] += more
        chance = log_shares(levels, self.learned.u) + np.log2(self.learned.strangers)
        odds = np.zeros(len(levels))
        for kind, more in zip(self.learned.alike, rare, strict=True):
            likely = log_shares(levels, kind.shares) + np.log2(kind.prior) - chance + more
            odds = np.logaddexp2(odds, np.minimum(likely, 300))
        found[:, -3] = self._moved(levels)
        found[:, -2] = -odds
        if self.rivals is not None:
            found[:, -1] = self.rivals.bits(left, right, found.sum(axis=1) + self.prior)
        return found

    def alike(self, number: int, left: Ints, right: Ints, levels: Levels) -> tuple[float, Floats]:
        """Bits with which a kind of pairs that are alike begins, and those of each field, pairs × fields."""
        kind = self.learned.alike[number]
        found = np.zeros((len(levels), len(self._bits)))
        for at, (shares, u) in enumerate(zip(kind.shares, self.learned.u, strict=True)):
            found[:, at] = np.append(np.log2(shares / u), 0.0)[levels[:, at]]
            rarity, column = self._rarity[at], self.comparer.columns[at]
            if rarity is not None and column.field is not None and kind.free[at] and column.shared:
                hit = np.flatnonzero((levels[:, at] != SILENT) & (levels[:, at] <= column.comparison.rare))
                found[hit, at] += _commoner(column.field, rarity, left[hit], right[hit])
        return float(np.log2(kind.prior / self.learned.strangers)), found

    def _moved(self, levels: Levels) -> Floats:
        """What another home takes back of the weights of the address: it differs in all parts at once."""
        moved = self.learned.moved
        if not moved:
            return np.zeros(len(levels))
        address = np.zeros(len(levels))
        for at, (bits, home) in enumerate(zip(self._bits, self.learned.home, strict=True)):
            if home:
                address += bits[levels[:, at]]
        return np.asarray(np.logaddexp2(np.log2(1 - moved), np.log2(moved) - address), np.float64)

    def weights(self, left: Ints, right: Ints, levels: Levels) -> Floats:
        """The weight of each pair, the prior with it."""
        step = 60_000
        parts = [
            self.terms(left[at : at + step], right[at : at + step], levels[at : at + step]).sum(axis=1)
            for at in range(0, len(left), step)
        ]
        return np.concatenate([*parts, np.zeros(0)]) + self.prior


def _commoner(field: Field, rarity: Floats, a: Ints, b: Ints) -> Floats:
    """Bits of the commoner value of both; with alternatives, of the commonest that both have."""
    x = np.append(rarity, np.inf)[field.codes[a]].min(axis=1)
    y = np.append(rarity, np.inf)[field.codes[b]].min(axis=1)
    return np.asarray(np.minimum(x, y))


def probability(bits: Floats) -> Floats:
    """The probability that a weight in bits stands for."""
    return np.asarray(1 / (1 + np.exp2(-np.clip(bits, -500, 500))))


__all__ = ["NONE", "Weigher", "probability"]
