"""Words as numbers of 64 bits that can be put one after the other as the words can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Words:
    """Words by their hash, and what a hash is multiplied by when the word is put behind it.

    The hash of n bytes b is the sum of (b[i] + 1) · BASE^(n - 1 - i), modulo 2^64; `said` is False for "".
    """

    hash: Hashes
    power: Hashes
    said: NDArray[np.bool_]

    def __getitem__(self, places: Any) -> Words:
        return Words(self.hash[places], self.power[places], self.said[places])

    def __add__(self, other: Words | str) -> Words:
        """Each word with another, or the same one, behind it."""
        more = words([other])[0] if isinstance(other, str) else other
        return Words(self.hash * more.power + more.hash, self.power * more.power, self.said | more.said)

    def where(self, condition: NDArray[np.bool_], other: Words) -> Words:
        """These words where the condition holds, else the others."""
        return Words(
            np.where(condition, self.hash, other.hash),
            np.where(condition, self.power, other.power),
            np.where(condition, self.said, other.said),
        )


def words(values: Sequence[str] | pa.StringArray) -> Words:
    """The hashes of these words."""
    held = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    _, offsets, data = held.buffers()
    ends = np.frombuffer(offsets, np.int32)[held.offset : held.offset + len(held) + 1]
    letters = np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8)
    starts, lengths = ends[:-1], np.diff(ends)
    hashes, powers = np.zeros(len(held), np.uint64), np.ones(len(held), np.uint64)
    some, at = np.flatnonzero(lengths > 0), 0
    while len(some):
        hashes[some] = hashes[some] * BASE + letters[starts[some] + at].astype(np.uint64) + np.uint64(1)
        powers[some] *= BASE
        at += 1
        some = some[lengths[some] > at]
    return Words(hashes, powers, lengths > 0)
