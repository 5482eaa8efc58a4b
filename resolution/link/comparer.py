"""Compares pairs of rows field by field: one column of levels for each field, -1 where one side is silent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resolution.link.compare import COMPARISONS, Comparison
from resolution.link.look import Levels, jaro
from resolution.link.read.field import NONE, Field, Floats, Ints
from resolution.link.read.table import Table

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
CHUNK = 250_000
CROSSED = 0.9
"""Likeness of names that stand in each other's place."""
SEVERAL = -2
TABLE = 4_000_000
"""Pairs of values up to which a table of all of them is made."""


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

    @cached_property
    def keeps(self) -> tuple[bool, ...]:
        """Of each column whether it is mostly said the same of one: of a person, or else of a thing."""
        persons = any(field.kind.keeps for field in self.table.fields)
        kinds = [column.field.kind if column.field is not None else None for column in self.columns]
        return tuple(kind is not None and (kind.keeps or (kind.thing and not persons)) for kind in kinds)

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
        odd = odd[self._may_cross(a[odd], b[odd])]
        odd = odd[self._may_cross(b[odd], a[odd])]
        if not len(odd):
            return
        x, y = a[odd], b[odd]
        one, other = self._across(x, y), self._across(y, x)
        crossed = (one >= CROSSED) & (other >= CROSSED)
        hit = odd[crossed]
        self._hush(found, hit)
        found[hit, -1] = 1
        found[hit, given] = np.where(one[crossed] >= 0.9999, 0, SLIP)
        found[hit, family] = np.where(other[crossed] >= 0.9999, 0, SLIP)

    @cached_property
    def _sides(self) -> tuple[Field, Field, Field, Field]:
        """All given names of a row, the first of them, the family name, and the first word of it."""
        assert self._given is not None and self._family is not None and self.table.names is not None
        given, family = self.columns[self._given].field, self.columns[self._family].field
        assert given is not None and family is not None
        first = replace(family, values=tuple(value.partition(" ")[0] for value in family.values))
        return self.table.names.given_words, given, family, first

    def _may_cross(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        """Pairs whose names may be alike across, by their letters."""
        words, given, family, first = self._sides
        last = family.codes[b, 0]
        every = words.letters.jaro_at_most(words.codes[a, 0], last, family.letters)
        return np.asarray(
            (every >= CROSSED)
            | (given.letters.jaro_at_most(given.codes[a, 0], last, first.letters) >= CROSSED)
        )

    def _across(self, a: Ints, b: Ints) -> Floats:
        """Likeness of the given names of one side with the family name of the other."""
        words, given, family, first = self._sides
        last = family.codes[b, 0]
        every = jaro(words.strings[words.codes[a, 0]], family.strings[last])
        return np.asarray(np.maximum(every, jaro(given.strings[given.codes[a, 0]], first.strings[last])))

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
        squeezed = words.made("squeezed", lambda value: value.replace(" ", ""))
        odd = np.flatnonzero(found[:, self._given] > SLIP)
        one, other = squeezed[words.codes[a[odd], 0]], squeezed[words.codes[b[odd], 0]]
        hit = odd[one == other]
        found[hit, self._given] = SLIP
        self._hush(found, hit)

    def _elsewhere(self, found: Levels, a: Ints, b: Ints) -> None:
        """A given or family name that is another given name of the other side is a word in common."""
        if self._held_words is None:
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
                if not len(odd):
                    continue
                likeness = jaro(o.strings[o.codes[x[odd], 0]], s.strings[s.codes[y[odd], 0]])
                hit = likeness >= 0.92
                found[odd[hit], silent] = np.where(likeness[hit] >= 0.9999, 0, SLIP)
                found[odd[hit], other] = SILENT
                found[odd[hit], -1] = 1

    def _holds(self, place: int, of: Ints, among: Ints) -> NDArray[np.bool_]:
        """Rows of `among` that have the name of the row of `of` somewhere in their words."""
        field, held = self.columns[place].field, self._held_words
        assert field is not None and held is not None and self.table.names is not None
        number = held.vocabulary
        word = field.numbered("word", lambda value: number.get(value, NONE) if len(value) > 1 else NONE)
        wanted, said = word[field.codes[of, 0]], self.table.names.given_words.codes[among, 0]
        hit = (wanted != NONE) & (held.only[said] == wanted)
        several = np.flatnonzero((wanted != NONE) & (held.only[said] == SEVERAL))
        if len(several):
            key = said[several] * len(number) + wanted[several]
            spot = np.minimum(np.searchsorted(held.keys, key), len(held.keys) - 1)
            hit[several] = held.keys[spot] == key
        return np.asarray(hit)

    @cached_property
    def _held_words(self) -> _Words | None:
        if self.table.names is None or not self.table.names.given_words.values:
            return None
        return _words_of(self.table.names.given_words)


@dataclass(frozen=True)
class _Words:
    """The number of each word, the only word of each value (or SEVERAL), and sorted keys (value, word)."""

    vocabulary: dict[str, int]
    only: Ints
    keys: Ints


def _words_of(words: Field) -> _Words:
    vocabulary: dict[str, int] = {}
    split = [[vocabulary.setdefault(w, len(vocabulary)) for w in value.split()] for value in words.values]
    only = np.array([*(s[0] if len(s) == 1 else SEVERAL for s in split), NONE], np.int64)
    keys = [at * len(vocabulary) + word for at, said in enumerate(split) if len(said) > 1 for word in said]
    return _Words(vocabulary, only, np.sort(np.array(keys or [NONE], np.int64)))


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
    """Levels of pairs of codes; each pair of distinct values is judged once where many are the same."""
    level = np.full(len(x), SILENT, np.int8)
    said = (x != NONE) & (y != NONE)
    level[said & (x == y)] = 0
    differ = np.flatnonzero(said & (x != y))
    if not len(differ):
        return level
    judge, size = COMPARISONS[field.kind.compare].judge, len(field.values)
    low, high = np.minimum(x[differ], y[differ]), np.maximum(x[differ], y[differ])
    if size * size > max(TABLE, 4 * len(differ)):
        level[differ] = judge(field, low, high)
        return level
    keys = low * size + high
    table = np.full(size * size, SILENT, np.int8)
    table[keys] = 0
    distinct = np.flatnonzero(table == 0)
    table[distinct] = judge(field, distinct // size, distinct % size)
    level[differ] = table[keys]
    return level
