"""Compares pairs of rows field by field: one column of levels for each field, -1 where one side is silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resolution.link.compare import COMPARISONS, Comparison, Levels, jaro
from resolution.link.field import NONE, Field, Floats, Ints
from resolution.link.table import Table

SILENT = -1
SLIP, VARIANT, ANOTHER, WORD = 1, 2, 4, 2
"""Levels of names: a slip apart; of given names a variant, another of the other's; of family names a word."""
ORDER = Comparison(
    ("in the same place", "given and family name swapped"),
    (0.98, 0.02),
    lambda f, a, b: np.ones(len(a), np.int8),
    -1,
    True,
)
CHUNK = 1_000_000


@dataclass(frozen=True)
class Compared:
    """One compared thing: its comparison, whether a household shares it, and the field, if it is one."""

    name: str
    comparison: Comparison
    shared: bool
    field: Field | None

    @property
    def home(self) -> bool:
        """Whether it changes when a person moves."""
        return self.field is not None and self.field.kind.home


class Comparer:
    """All comparisons of a table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = [Compared(f.name, COMPARISONS[f.kind.compare], f.kind.shared, f) for f in table.fields]
        names = [f.name for f in table.fields]
        self._given = names.index("given_name") if "given_name" in names else None
        self._family = names.index("family_name") if "family_name" in names else None
        if self._given is not None and self._family is not None:
            self.columns.append(Compared("order_of_names", ORDER, False, None))

    def levels(self, a: Ints, b: Ints) -> Levels:
        """Levels of pairs of rows, as pairs × columns."""
        found = np.full((len(a), len(self.columns)), SILENT, np.int8)
        for start in range(0, len(a), CHUNK):
            part = slice(start, start + CHUNK)
            for at, column in enumerate(self.columns):
                if column.field is not None:
                    found[part, at] = field_levels(column.field, a[part], b[part])
            if self._given is not None and self._family is not None:
                self._glued(found[part], a[part], b[part])
                self._elsewhere(found[part], a[part], b[part])
                self._order(found[part], a[part], b[part])
                self._single(found[part], a[part], b[part])
        return found

    def _order(self, found: Levels, a: Ints, b: Ints) -> None:
        """Names that stand in each other's place are compared across."""
        given, family = self._given, self._family
        assert given is not None and family is not None
        both = (found[:, given] != SILENT) & (found[:, family] != SILENT)
        found[both, -1] = 0
        odd = np.flatnonzero(both & (found[:, given] > VARIANT) & (found[:, family] > SLIP))
        if not len(odd):
            return
        x, y = a[odd], b[odd]
        one, other = self._across(x, y), self._across(y, x)
        crossed = (one >= 0.9) & (other >= 0.9)
        hit = odd[crossed]
        self._hush(found, hit)
        found[hit, -1] = 1
        found[hit, given] = np.where(one[crossed] >= 0.9999, 0, SLIP)
        found[hit, family] = np.where(other[crossed] >= 0.9999, 0, SLIP)

    def _across(self, a: Ints, b: Ints) -> Floats:
        """Likeness of the given names of one side with the family name of the other."""
        assert self._given is not None and self._family is not None and self.table.names is not None
        given, family = self.columns[self._given].field, self.columns[self._family].field
        words = self.table.names.given_words
        assert given is not None and family is not None
        last = family.strings[family.codes[b, 0]]
        first = np.array([*(value.partition(" ")[0] for value in last), ""], dtype=object)[:-1]
        every = jaro(words.strings[words.codes[a, 0]], last)
        return np.asarray(np.maximum(every, jaro(given.strings[given.codes[a, 0]], first)))

    def _hush(self, found: Levels, rows: Ints) -> None:
        """Further given names were looked at with others: alone they say nothing."""
        for at, column in enumerate(self.columns):
            if column.name == "middle_names":
                found[rows, at] = SILENT

    def _glued(self, found: Levels, a: Ints, b: Ints) -> None:
        """Given names that one side writes as one word: "Anne Marie", "Annemarie"."""
        if self.table.names is None or self._given is None:
            return
        words = self.table.names.given_words
        squeezed = np.array([*(value.replace(" ", "") for value in words.values), ""], dtype=object)
        odd = np.flatnonzero(found[:, self._given] > SLIP)
        one, other = squeezed[words.codes[a[odd], 0]], squeezed[words.codes[b[odd], 0]]
        hit = odd[(one == other).astype(np.bool_)]
        found[hit, self._given] = SLIP
        self._hush(found, hit)

    def _elsewhere(self, found: Levels, a: Ints, b: Ints) -> None:
        """A given or family name that is another given name of the other side is a word in common."""
        if self._membership is None:
            return
        for place, level in ((self._given, ANOTHER), (self._family, WORD)):
            assert place is not None
            odd = np.flatnonzero(found[:, place] > level)
            hit = self._holds(place, a[odd], b[odd]) | self._holds(place, b[odd], a[odd])
            found[odd[hit], place] = level

    def _single(self, found: Levels, a: Ints, b: Ints) -> None:
        """The only word of a name may be either name: where one is silent it is compared across."""
        given, family = self._given, self._family
        assert given is not None and family is not None
        for silent, other in ((family, given), (given, family)):
            s, o = self.columns[silent].field, self.columns[other].field
            assert s is not None and o is not None
            for x, y in ((a, b), (b, a)):
                alone = (s.codes[x, 0] == NONE) & (s.codes[y, 0] != NONE) & (o.codes[x, 0] != NONE)
                odd = np.flatnonzero(alone & ((found[:, other] > VARIANT) | (found[:, other] == SILENT)))
                likeness = jaro(o.strings[o.codes[x[odd], 0]], s.strings[s.codes[y[odd], 0]])
                hit = likeness >= 0.92
                found[odd[hit], silent] = np.where(likeness[hit] >= 0.9999, 0, SLIP)
                found[odd[hit], other] = SILENT
                found[odd[hit], -1] = 1

    def _holds(self, place: int, of: Ints, among: Ints) -> NDArray[np.bool_]:
        """Rows of `among` that have the name of the row of `of` somewhere in their words."""
        field = self.columns[place].field
        membership = self._membership
        assert field is not None and membership is not None
        keys, vocabulary = membership
        word = np.array([vocabulary.get(v, -1) if len(v) > 1 else -1 for v in field.values], np.int64)
        wanted = word[field.codes[of, 0]]
        key = among * len(vocabulary) + wanted
        spot = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        return np.asarray((wanted >= 0) & (keys[spot] == key))

    @cached_property
    def _membership(self) -> tuple[Ints, dict[str, int]] | None:
        """Sorted keys of (row, word), and the number of each word."""
        if self.table.names is None or not self.table.names.given_words.values:
            return None
        words = self.table.names.given_words
        vocabulary: dict[str, int] = {}
        split = [[vocabulary.setdefault(w, len(vocabulary)) for w in value.split()] for value in words.values]
        codes = words.codes[:, 0]
        rows = np.flatnonzero(codes != NONE)
        counts = np.array([len(s) for s in split], np.int64)
        flat = np.array([w for s in split for w in s], np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        held = counts[codes[rows]]
        offset = np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)
        found = flat[np.repeat(starts[codes[rows]], held) + offset]
        return np.sort(np.repeat(rows, held) * len(vocabulary) + found), vocabulary


def field_levels(field: Field, a: Ints, b: Ints) -> Levels:
    """The best level among the alternatives of both sides."""
    best = np.full(len(a), SILENT, np.int8)
    for i in range(field.codes.shape[1]):
        for j in range(field.codes.shape[1]):
            level = _code_levels(field, field.codes[a, i], field.codes[b, j])
            better = (level != SILENT) & ((best == SILENT) | (level < best))
            best[better] = level[better]
    return best


def _code_levels(field: Field, x: Ints, y: Ints) -> Levels:
    """Levels of pairs of codes; each pair of distinct values is judged once."""
    level = np.full(len(x), SILENT, np.int8)
    said = (x != NONE) & (y != NONE)
    level[said & (x == y)] = 0
    differ = np.flatnonzero(said & (x != y))
    if not len(differ):
        return level
    low, high = np.minimum(x[differ], y[differ]), np.maximum(x[differ], y[differ])
    distinct, where = np.unique(low * len(field.values) + high, return_inverse=True)
    judged = COMPARISONS[field.kind.compare].judge(
        field, distinct // len(field.values), distinct % len(field.values)
    )
    level[differ] = judged[where]
    return level
