"""The fields of a table: what is compared, as numbers that stand for distinct values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse
from numpy.typing import NDArray

from resolution.link.read.kinds import KINDS, Kind
from resolution.link.read.letters import Letters, letters_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NONE = -1
OTHERS = 50
"""Rows with other values that every table is taken to have: in a small one nothing is common."""


@dataclass(frozen=True)
class Field:
    """One compared thing of every row; `codes` (rows × alternatives) are places in `values`, -1 for none."""

    name: str
    kind: Kind
    values: tuple[str, ...]
    codes: Ints

    @cached_property
    def strings(self) -> NDArray[np.object_]:
        """The distinct values as an array, to be picked from by code."""
        return np.array([*self.values, ""], dtype=object)[:-1]

    @cached_property
    def letters(self) -> Letters:
        """What the letters of the distinct values say at a glance."""
        return letters_of(self.values)

    @cached_property
    def digits(self) -> NDArray[np.uint8]:
        """The eight digits of each distinct value, of dates."""
        return np.asarray(self.letters.heads.astype(np.uint8) - ord("0"), np.uint8)

    @cached_property
    def years(self) -> Ints:
        """The year of each distinct value, of dates."""
        return np.asarray(self.digits[:, :4].astype(np.int64) @ np.array([1000, 100, 10, 1]), np.int64)

    def made(self, kind: str, make: Callable[[str], str]) -> Ints:
        """A number for what each distinct value becomes, NONE for nothing; made once for each `kind`."""
        if kind not in self._made:
            numbers: dict[str, int] = {}
            said = (make(value) for value in self.values)
            codes = [numbers.setdefault(m, len(numbers)) if m else NONE for m in said]
            self._made[kind] = np.array([*codes, NONE], np.int64)
        return self._made[kind]

    def marked(self, kind: str, test: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Whether something holds of each distinct value; looked at once for each `kind`."""
        return np.asarray(self.numbered(kind, lambda value: int(test(value))) > 0)

    def numbered(self, kind: str, number: Callable[[str], int]) -> Ints:
        """A number for each distinct value, NONE behind them; made once for each `kind`."""
        if kind not in self._made:
            self._made[kind] = np.array([*map(number, self.values), NONE], np.int64)
        return self._made[kind]

    @cached_property
    def _made(self) -> dict[str, Ints]:
        return {}

    @cached_property
    def shares(self) -> Floats:
        """For each distinct value the share of the rows that say it, among those that say anything."""
        said = self.codes[self.codes != NONE]
        counts = np.bincount(said, minlength=len(self.values)).astype(np.float64)
        return counts / (OTHERS + float(np.sum((self.codes != NONE).any(axis=1))))

    @cached_property
    def vectors(self) -> scipy.sparse.csr_matrix:
        """Distinct values as weighted words: rare words weigh more; rows have length 1."""
        return _vectors(self.values, np.bincount(self.codes[self.codes != NONE], minlength=len(self.values)))

    @cached_property
    def split(self) -> tuple[Ints, Ints, list[str]]:
        """All words of the distinct values: the place of each one's value, its own number, and the words."""
        parts = pc.split_pattern(pa.array(self.values, pa.large_string()), " ")
        words = pc.list_flatten(parts).dictionary_encode()
        of = pc.list_parent_indices(parts).to_numpy(zero_copy_only=False).astype(np.int64)
        numbers = words.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        return of, numbers, words.dictionary.to_pylist()

    @property
    def known(self) -> NDArray[np.bool_]:
        """Rows that say something."""
        return np.asarray((self.codes != NONE).any(axis=1))


def make_field(name: str, kind: str, columns: Sequence[Sequence[str]]) -> Field:
    """A field of cleaned values, one sequence for each alternative."""
    said = pa.concat_arrays([pa.array(column, pa.large_string()) for column in columns]).dictionary_encode()
    values = said.dictionary.to_pylist()
    order = sorted(value for value in values if value)
    number = {value: at for at, value in enumerate(order)}
    place = np.array([number.get(value, NONE) for value in values] or [NONE], np.int64)
    codes = place[said.indices.to_numpy(zero_copy_only=False)]
    return Field(name, KINDS[kind], tuple(order), np.ascontiguousarray(codes.reshape(len(columns), -1).T))


def _vectors(values: Sequence[str], counts: Ints) -> scipy.sparse.csr_matrix:
    vocabulary: dict[str, int] = {}
    indices, starts = [], [0]
    for value in values:
        indices += sorted({vocabulary.setdefault(word, len(vocabulary)) for word in value.split()})
        starts.append(len(indices))
    rows = np.repeat(np.arange(len(values)), np.diff(starts))
    held = (
        np.bincount(indices, weights=counts[rows], minlength=max(1, len(vocabulary)))
        if indices
        else np.ones(1)
    )
    rarity = np.log1p(max(1, counts.sum()) / np.maximum(held, 1))
    data = rarity[indices] if indices else np.zeros(0)
    shape = (len(values), max(1, len(vocabulary)))
    made = scipy.sparse.csr_matrix(
        (data, np.array(indices, np.int64), np.array(starts, np.int64)), shape=shape
    )
    length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    scale = scipy.sparse.diags(1 / np.maximum(length, 1e-12))
    return scipy.sparse.csr_matrix(scale @ made)
