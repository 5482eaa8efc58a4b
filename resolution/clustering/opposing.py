"""What speaks for and against two nodes, as bits, for many pairs: the rules of clustering/conflicts.py.

What the nodes of a cluster say against those of another is what any two of them say: their bits together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from resolution.clustering.conflicts import (
    BIRTH_NEAR,
    DATE,
    GENERATION,
    GIVEN_DIFFERS,
    LOOK_ALIKE,
    TWO_PARTS,
    is_date,
    is_valid,
)
from resolution.comparison.features import Features
from resolution.comparison.judges import is_bis
from resolution.comparison.profiles import Profile
from resolution.weights.coded import Coded, Flags, Lists, Places
from resolution.weights.levels import Beside

Bits = NDArray[np.int32]
RECORD, NUMBER_SAME, NUMBER_OTHER, ANCHOR, HOUSE = 1, 2, 4, 8, 16
BIRTH_SAME, BIRTH_OTHER, GENERATIONS, GIVEN_SAME, GIVEN_OTHER = 32, 64, 128, 256, 512


class Opposing:
    """The facts of some nodes as numbers; of such as say one value of each kind, and of no time and place."""

    def __init__(self, nodes: Sequence[Profile], rows: Coded, records: Lists, some: Places) -> None:
        self._rows, self._records = rows, records
        self._at = np.zeros(len(nodes), np.int32)
        self._at[some] = np.arange(len(some), dtype=np.int32)
        said = [nodes[place].features for place in some.tolist()]
        numbers = [f.national_number if is_valid(f.national_number) else "" for f in said]
        births = [f.birth if is_date(f.birth) else f.birth_part for f in said]
        self._number, self._birth = _coded(numbers), _coded(births)
        self._bis = np.fromiter(map(is_bis, numbers), bool, len(said))
        self._whole = np.fromiter((len(birth) == DATE for birth in births), bool, len(said))
        self._year = np.fromiter(
            (int(b[:4]) if b[:4].isdecimal() else 0 for b in births), np.int32, len(said)
        )
        self._given = _coded(map(_name, said))
        self._root = _coded(f.given_root for f in said)
        self._house = _coded((f.street, f.house) if f.street and f.house else () for f in said)
        self._sex = _coded(f.gender if f.gender in ("f", "m") else "" for f in said)

    def bits(self, left: Places, right: Places) -> Bits:
        """What each pair says, of RECORD and the others."""
        x, y, beside = self._at[left], self._at[right], Beside(self._rows, left, right)
        records, documents = self._records, self._rows.documents
        same, known = _equal(self._number, x, y), _known(self._number, x, y)
        found = np.where(records.common(left, records, right) > 0, RECORD, 0).astype(np.int32)
        found[same] |= NUMBER_SAME | ANCHOR
        found[known & ~same & (self._bis[x] == self._bis[y])] |= NUMBER_OTHER
        found[documents.common(left, documents, right) > 0] |= ANCHOR
        found[_equal(self._house, x, y)] |= HOUSE
        return found | self._births(beside.level("birth"), x, y) | self._names(beside.level("given"), x, y)

    def _births(self, level: NDArray[np.int8], x: Places, y: Places) -> Bits:
        same, both = _equal(self._birth, x, y), _known(self._birth, x, y)
        apart = np.abs(self._year[x] - self._year[y]) >= GENERATION
        other = both & (level >= BIRTH_NEAR) & ((self._whole[x] & self._whole[y]) | apart)
        found = np.where(same, BIRTH_SAME, 0) | np.where(other, BIRTH_OTHER, 0)
        return np.asarray(found | np.where(both & (level == TWO_PARTS) & apart, GENERATIONS, 0), np.int32)

    def _names(self, level: NDArray[np.int8], x: Places, y: Places) -> Bits:
        sexes = _known(self._sex, x, y) & (self._sex[x] != self._sex[y]) & (self._root[x] != self._root[y])
        other = (level == GIVEN_DIFFERS) | (np.isin(level, list(LOOK_ALIKE)) & sexes)
        found = np.where(_equal(self._given, x, y), GIVEN_SAME, 0)
        return np.asarray(found | np.where(other, GIVEN_OTHER, 0), np.int32)


def _name(f: Features) -> Hashable:
    return (f.given, f.given_parts, f.given_root, f.surname) if f.given else ()


def _coded(values: Iterable[Hashable]) -> NDArray[np.int32]:
    """A number for each value, 0 for nothing."""
    known: dict[Hashable, int] = {}
    return np.fromiter((known.setdefault(v, len(known) + 1) if v else 0 for v in values), np.int32)


def _equal(codes: NDArray[np.int32], x: Places, y: Places) -> Flags:
    return np.asarray((codes[x] == codes[y]) & (codes[x] != 0))


def _known(codes: NDArray[np.int32], x: Places, y: Places) -> Flags:
    return np.asarray((codes[x] != 0) & (codes[y] != 0))
