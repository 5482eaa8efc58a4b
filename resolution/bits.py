"""The weights of many pairs at once: the same sums, to the last bit, as resolution/score.py makes of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log2

import numpy as np
from numpy.typing import NDArray

from resolution.coded import Coded, Places, Text
from resolution.comparison import BY_FIELD, COMPARISONS, FREQUENCIES
from resolution.levels import Beside, Levels
from resolution.model import Model
from resolution.score import SILENCE

Bits = NDArray[np.float64]
SLACK = 1e-6
"""Bits by which sums in another order may differ, and more."""
WORDS = ("surname", "given", "birth_place")
"""Fields whose words are looked at letter by letter: last, and only where it may still count."""


@dataclass(frozen=True)
class _Counted:
    """How often the values of a column stand in the rows a model was learned from, and their bits."""

    counts: NDArray[np.int64]
    bits: NDArray[np.float64]

    def of(self, column: Text, left: Places, right: Places) -> Bits:
        """log2 of the share of the commoner of two values."""
        found: Bits = self.bits[np.maximum(self.counts[column.codes[left]], self.counts[column.codes[right]])]
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

    def likely(self, left: Places, right: Places, least: float) -> NDArray[np.int64]:
        """The places, in order, of the pairs that may weigh `least`: most are ruled out by what is cheap."""
        beside, least = Beside(self.rows, left, right), least - SLACK
        total = np.full(len(left), self.model.prior_weight)
        for comparison in COMPARISONS:
            if comparison.field in WORDS:
                total += self._most(comparison.field, beside)
            else:
                total += self.bits(comparison.field, beside.level(comparison.field), left, right)
        return np.flatnonzero((total >= least) | beside.alone)

    def _most(self, field: str, beside: Beside) -> Bits:
        """The most that a field may add, by whether the words are equal."""
        column: Text = getattr(self.rows, field)
        known, same = beside.known(column), beside.same(column)
        found = np.zeros(len(beside))
        equal, other = np.flatnonzero(known & same), np.flatnonzero(known & ~same)
        found[equal] = self.bits(
            field, np.zeros(len(equal), np.int8), beside.left[equal], beside.right[equal]
        )
        # Words that differ never make the first level but for given names in the surname's place.
        levels = list(enumerate(BY_FIELD[field].levels))[0 if field == "given" else 1 :]
        most = np.full(len(other), -np.inf)
        for place, level in levels:
            if level.frequency and self.model.totals.get(level.frequency):
                bits = self._frequent(field, place, beside.left[other], beside.right[other])
                most = np.maximum(most, bits)
            else:
                most = np.maximum(most, self._plain[field][place])
        found[other] = most
        return found

    def _frequent(self, field: str, place: int, left: Places, right: Places) -> Bits:
        name = BY_FIELD[field].levels[place].frequency
        return self._m[field][place] - self._columns[name].of(getattr(self.rows, name), left, right)

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
