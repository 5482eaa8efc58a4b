"""The weights of many pairs at once: the same sums, to the last bit, as weights/score.py makes of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log2

import numpy as np
from numpy.typing import NDArray

from resolution.comparison.fields import BY_FIELD, COMPARISONS, FREQUENCIES, Comparison
from resolution.weights.coded import Coded, Places, Text
from resolution.weights.levels import Beside, Levels
from resolution.weights.model import Model
from resolution.weights.packed import COLUMNS, Weights
from resolution.weights.score import SILENCE

Bits = NDArray[np.float64]
SLACK = 1e-6
"""Bits by which sums in another order may differ, and more."""


@dataclass(frozen=True)
class _Counted:
    """How often the values of a column stand in the rows a model was learned from, and their bits."""

    counts: NDArray[np.int64]
    bits: NDArray[np.float64]

    def of(self, column: Text, left: Places, right: Places) -> Bits:
        """log2 of the share of the commoner of two values."""
        found: Bits = self.bits[np.maximum(self.counts[column.codes[left]], self.counts[column.codes[right]])]
        return found

    @property
    def each(self) -> Bits:
        """log2 of the share of each distinct value."""
        found: Bits = self.bits[self.counts]
        return found


class Weigher:
    """A model over coded rows."""

    def __init__(self, model: Model, rows: Coded) -> None:
        self.model, self.rows = model, rows
        self._columns = {column: _counted(model, column, getattr(rows, column)) for column in FREQUENCIES}

    def weights(self, left: Places, right: Places) -> Bits:
        """The weight of each pair in bits, before any second stage."""
        beside = Beside(self.rows, left, right)
        total = np.full(len(left), self.model.prior_weight)
        for comparison in COMPARISONS:
            total += self.bits(comparison.field, beside.level(comparison.field), left, right)
        return total

    def of_levels(self, levels: Levels, left: Places, right: Places) -> Bits:
        """The same where the levels are known."""
        total = np.full(len(left), self.model.prior_weight)
        for at, comparison in enumerate(COMPARISONS):
            total += self.bits(comparison.field, levels[:, at], left, right)
        return total

    def leaning(self, left: Places, right: Places) -> Bits:
        """What each pair weighs inside a cluster: as `score.leaning` says, without a second stage."""
        beside, whole, against = Beside(self.rows, left, right), np.zeros(len(left)), np.zeros(len(left))
        for comparison in COMPARISONS:
            bits = self.bits(comparison.field, beside.level(comparison.field), left, right)
            whole += bits
            against += np.minimum(bits, 0.0)
        return np.maximum(self.model.prior_weight + whole, against - SILENCE)

    def bits(self, field: str, level: Levels, left: Places, right: Places) -> Bits:
        """What each level adds in a field, 0 where a side is silent."""
        found: Bits = self._plain[field][level]
        for place, wanted in enumerate(BY_FIELD[field].levels):
            if wanted.frequency and self.model.totals.get(wanted.frequency):
                some = np.flatnonzero(level == place)
                found[some] = self._frequent(field, place, left[some], right[some])
        return found

    def weighing(self, left: Places, right: Places, least: float) -> tuple[NDArray[np.int64], Bits]:
        """The places, in order, of the pairs that weigh `least` or a hair less, and what each weighs."""
        from resolution.weights.loops import weigh_some  # slow to load, and only bulk work needs it

        places, found = np.empty(len(left), np.int64), np.empty(len(left))
        many = weigh_some(self.rows.laid.packed, self._laid[0], left, right, least - SLACK, places, found)
        places, found = places[:many].copy(), found[:many].copy()
        asked = np.flatnonzero(np.isnan(found))
        found[asked] = self.weights(left[places[asked]], right[places[asked]])
        near = found >= least - SLACK
        return places[near], found[near]

    def _frequent(self, field: str, place: int, left: Places, right: Places) -> Bits:
        name = BY_FIELD[field].levels[place].frequency
        return self._m[field][place] - self._columns[name].of(getattr(self.rows, name), left, right)

    @cached_property
    def _laid(self) -> tuple[Weights, Bits]:
        """The model for loops of machine code, and the array that must be held as long as it is read."""
        size = max(len(comparison.levels) for comparison in COMPARISONS) + 1
        bits, m = np.zeros((len(COMPARISONS), size)), np.zeros((len(COMPARISONS), size))
        column = np.full(bits.shape, -1)
        for at, comparison in enumerate(COMPARISONS):
            many = len(comparison.levels) + 1
            bits[at, 1:many] = self._plain[comparison.field][:-1]
            m[at, 1:many] = self._m[comparison.field]
            for place, level in enumerate(comparison.levels, 1):
                if level.frequency and self.model.totals.get(level.frequency):
                    column[at, place] = COLUMNS.index(level.frequency)
        rare = [self._columns[name].each if name in self._columns else np.zeros(0) for name in COLUMNS]
        rarest = np.array([held.min(initial=0.0) for held in rare])
        most = np.where(column < 0, bits, m - rarest[column]).max(axis=1)
        counted, other = zip(*map(self._when_words_differ, COMPARISONS), strict=True)
        parts = [bits.ravel(), m.ravel(), column.ravel(), most, other, counted]
        *starts, end = np.cumsum([0, *map(len, parts)]).tolist()
        base = end + len(rare) + np.cumsum([0, *map(len, rare)])[:-1]
        pool = np.concatenate([*parts, base, *rare]).astype(np.float64)
        most_at, other_at, counted_at = starts[3:]
        address, prior = pool.ctypes.data, self.model.prior_weight
        return Weights(address, size, most_at, other_at, counted_at, end, prior), pool

    def _when_words_differ(self, comparison: Comparison) -> tuple[int, float]:
        """The level at which words differ whose values count (-1: none), and the most bits of the others."""
        # Words that differ never make the first level but for given names in the surname's place.
        begin = 0 if comparison.field == "given" else 1
        levels = list(enumerate(comparison.levels))[begin:]
        counts = [place for place, level in levels if self.model.totals.get(level.frequency, 0)]
        others = [self._plain[comparison.field][place] for place, _ in levels if place not in counts]
        if len(counts) > 1:  # of no field that is looked at so
            return -1, float(np.inf)
        return counts[0] if counts else -1, float(max(others, default=-np.inf))

    @cached_property
    def _plain(self) -> dict[str, Bits]:
        """Bits by level without frequencies; the last is that of silence, which is level -1."""
        return {
            field: np.array([*(log2(m / u) for m, u in pairs), 0.0])
            for field, pairs in self.model.levels.items()
        }

    @cached_property
    def _m(self) -> dict[str, list[float]]:
        return {field: [log2(m) for m, _ in pairs] for field, pairs in self.model.levels.items()}


def _counted(model: Model, column: str, text: Text) -> _Counted:
    counts = model.frequencies.get(column, {})
    held = np.fromiter((counts.get(value, 1) for value in text.values), np.int64, len(text.values))
    total = model.totals.get(column, 0)
    bits = np.zeros(int(held.max(initial=0)) + 1)
    for count in np.unique(held).tolist() if total else ():
        bits[count] = log2(count / total)
    return _Counted(held, bits)
