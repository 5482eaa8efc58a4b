"""Where nobody is twice in a file, one of another file has one mate in it at most: mates are rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from resolution.link.read.field import Floats, Ints

Once = tuple[bool, bool]
"""For the first and the second file whether nobody is in it twice."""
NEVER: Once = (False, False)
SURE = 10.0
"""Bits from which a pair counts when mates within a file are looked for."""
FEW, FEWER = 0.02, 0.1
"""Share of a file's rows with a mate within it, and as a part of those with one across, up to which it is
taken that nobody is twice."""
MOST_ODDS = 2.0**40
LEAST_BELIEF = 1e-15


def nobody_twice(within: Sequence[tuple[Ints, Floats]], across: tuple[Ints, Floats], files: Ints) -> Once:
    """Told from the weights of pairs within each file and of those across; rows are pairs × 2."""
    mated = _mated(across, len(files))
    found = []
    for file, pairs in enumerate(within):
        own = files == file
        rows = max(1, int(own.sum()))
        here, there = _mated(pairs, len(files))[own].sum() / rows, mated[own].sum() / rows
        found.append(bool(here <= FEW and here <= FEWER * there))
    return found[0], found[1]


def _mated(pairs: tuple[Ints, Floats], rows: int) -> NDArray[np.bool_]:
    mated = np.zeros(rows, np.bool_)
    mated[pairs[0][pairs[1] >= SURE].ravel()] = True
    return mated


def some_pairs(
    left: Ints, right: Ints, files: NDArray[np.int8], once: Once, most: int, rng: np.random.Generator
) -> Ints:
    """About that many pairs by chance; where there are rivals, all pairs of some rows."""
    if not any(once):
        return np.sort(rng.choice(len(left), most, replace=False))
    row = np.where(files[left] == int(once[0]), left, right)
    drawn = rng.random(len(files)) < most / len(left)
    return np.flatnonzero(drawn[row])


@dataclass(frozen=True)
class Rivalry:
    """Pairs of rows across files, the pattern of each, and in which file nobody is twice."""

    left: Ints
    right: Ints
    files: NDArray[np.int8]
    once: Once
    of: Ints

    def settle(self, beliefs: list[Floats]) -> list[Floats]:
        """Beliefs by pattern when a row has one mate at most; the first two are of one person."""
        plain = np.clip(beliefs[0] + beliefs[1], LEAST_BELIEF, 1 - 1 / MOST_ODDS)
        odds = (plain / (1 - plain))[self.of]
        settled = odds / (1 + odds + _others(self.left, self.right, odds, self.sums(odds)))
        counts = np.bincount(self.of, minlength=len(plain))
        mean = np.bincount(self.of, weights=settled, minlength=len(plain)) / np.maximum(counts, 1)
        less, more = mean / plain, (1 - mean) / (1 - plain)
        return [belief * (less if at < 2 else more) for at, belief in enumerate(beliefs)]

    def sums(self, odds: Floats) -> Floats:
        """For each row the odds of all its mates in a file where nobody is twice."""
        return _sums(self.left, self.right, self.files, self.once, odds)


@dataclass(frozen=True)
class Rivals:
    """The odds of all mates of each row; none for rows that may have several."""

    left: Ints
    right: Ints
    files: NDArray[np.int8]
    once: Once
    weights: Floats
    sums: Floats = field(init=False)

    def __post_init__(self) -> None:
        odds = np.minimum(np.exp2(np.minimum(self.weights, 60)), MOST_ODDS)
        object.__setattr__(self, "sums", _sums(self.left, self.right, self.files, self.once, odds))

    def bits(self, left: Ints, right: Ints, weights: Floats) -> Floats:
        """What others that fit as well take from pairs of these weights, never more than 0."""
        odds = np.minimum(np.exp2(np.minimum(weights, 60)), MOST_ODDS)
        return np.asarray(-np.log2(1 + _others(left, right, odds, self.sums)))


def _sums(left: Ints, right: Ints, files: NDArray[np.int8], once: Once, odds: Floats) -> Floats:
    total = np.zeros(len(files))
    for row, mate in ((left, right), (right, left)):
        rivals = np.asarray(once)[files[mate]] & (files[row] != files[mate])
        total += np.bincount(row[rivals], weights=odds[rivals], minlength=len(files))
    return total


def _others(left: Ints, right: Ints, odds: Floats, sums: Floats) -> Floats:
    """The odds of the other mates of both rows."""
    return np.asarray(np.maximum(sums[left] - odds, 0) + np.maximum(sums[right] - odds, 0))
