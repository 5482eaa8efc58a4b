"""What the letters of distinct values say at a glance, so that only pairs that may be alike are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AT_ONCE = 20_000
"""Values that are taken apart at once."""
HEAD = 8
"""First signs that are kept."""
PREFIX, BOOST = 4, 0.1
"""Jaro-Winkler: signs of a common beginning that count, and how much each."""


@dataclass(frozen=True)
class Letters:
    """Of each value its length, which signs are in it (as bits), and its first signs (0 beyond its end)."""

    lengths: NDArray[np.int16]
    masks: NDArray[np.uint64]
    heads: NDArray[np.uint32]

    def common(
        self, a: Ints, b: Ints, right: Letters | None = None
    ) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16]]:
        """The most signs that values have in common with those of `right`, or of these, and both lengths."""
        right = right or self
        x, y = self.masks[a], right.masks[b]
        one, other = self.lengths[a], right.lengths[b]
        most = np.minimum(one - np.bitwise_count(x & ~y), other - np.bitwise_count(y & ~x))
        return most.astype(np.int16), one, other

    def jaro_at_most(self, a: Ints, b: Ints, right: Letters | None = None) -> NDArray[np.float32]:
        """A bound of the Jaro-Winkler similarity of pairs."""
        right = right or self
        most, one, other = self.common(a, b, right)
        some = np.maximum(most, 0).astype(np.float32)
        jaro = np.where(most > 0, (some / np.maximum(one, 1) + some / np.maximum(other, 1) + 1) / 3, 0)
        begin = np.zeros(len(a), np.float32)
        still = np.ones(len(a), np.bool_)
        for at in range(PREFIX):
            x = self.heads[a, at]
            still &= (x == right.heads[b, at]) & (x != 0)
            begin += still
        return np.asarray(jaro + BOOST * begin * (1 - jaro) + 1e-5, np.float32)

    def within(self, a: Ints, b: Ints, slips: int) -> Bools:
        """Pairs that may be that many slips apart: each changes two of the signs that are there at most."""
        apart = np.abs(self.lengths[a] - self.lengths[b])
        return np.asarray((apart <= slips) & (np.bitwise_count(self.masks[a] ^ self.masks[b]) <= 2 * slips))

    def ratio_at_most(self, a: Ints, b: Ints) -> NDArray[np.float32]:
        """A bound of the share of signs that two values have in common, in any order of their words."""
        most, one, other = self.common(a, b)
        return np.asarray(2 * most / np.maximum(one + other, 1).astype(np.float32) + np.float32(1e-5))


def letters_of(values: Sequence[str]) -> Letters:
    """Look once at each value."""
    lengths = np.fromiter(map(len, values), np.int16, len(values))
    masks = np.zeros(len(values), np.uint64)
    heads = np.zeros((len(values), HEAD), np.uint32)
    for start in range(0, len(values), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        width = max(1, int(lengths[part].max(initial=0)), HEAD)
        signs = np.array(values[part], f"<U{width}").view(np.uint32).reshape(-1, width)
        heads[part] = signs[:, :HEAD]
        for at in range(width):
            column = signs[:, at]
            masks[part] |= np.where(column > 0, np.uint64(1) << _bit(column), np.uint64(0))
    return Letters(lengths, masks, heads)


def _bit(signs: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A number below 64 for each sign, of its own for letters and digits of ASCII."""
    low = signs | np.uint32(32)
    letter, digit = (low >= 97) & (low <= 122), (signs >= 48) & (signs <= 57)
    other = np.where(digit, signs - 48 + 26, 36 + signs % 28)
    return np.where(letter & (signs < 128), low - 97, other).astype(np.uint64)
