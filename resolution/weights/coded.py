"""Rows as numbers: each value of a column stands once, and a row holds its place.

Many pairs are then compared at once (weights/levels.py), and each pair of words only where it must be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resolution.comparison.features import Features
from resolution.comparison.judges import is_bis
from resolution.unswept import unswept

if TYPE_CHECKING:
    from resolution.weights.packed import Laid

Numbers = NDArray[np.int32]
Places = NDArray[np.int32]
"""Places of rows."""
Flags = NDArray[np.bool_]

TEXTS = (
    "given",
    "given_root",
    "surname",
    "surname_sound",
    "birth_place",
    "gender",
    "nationality",
    "national_number",
    "street",
    "house",
    "postcode",
    "city",
)
DATES = ("birth", "birth_part")
TOKENS = ("contacts", "documents", "plates", "company")
"""Lists whose values may stand in one another."""
PARTS = ("given_parts", "surname_parts")
MORE = ("surnames", "written", "births", "numbers", "homes")
"""Other values beside the first: whoever says some is compared alone."""


@dataclass(frozen=True)
class Text:
    """A column: for each row the place of its value among the distinct ones, of which the first is ""."""

    codes: Numbers
    values: list[str]

    @cached_property
    def length(self) -> Numbers:
        """The length of each distinct value."""
        return np.fromiter(map(len, self.values), np.int32, len(self.values))

    def coded(self, part: Callable[[str], str], known: dict[str, int] | None = None) -> Numbers:
        """Some part of each distinct value as a number; equal parts are equal numbers."""
        known = {} if known is None else known
        return np.fromiter((known.setdefault(part(v), len(known)) for v in self.values), np.int32)


@dataclass(frozen=True)
class Lists:
    """A column of lists: the values of row i stand from `starts[i]` on, each once, as numbers of `words`."""

    starts: Numbers
    codes: Numbers
    words: pa.StringArray

    @cached_property
    def rows(self) -> Places:
        """The row of each value."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)

    @cached_property
    def counts(self) -> Numbers:
        """How many values each row has."""
        return np.diff(self.starts)

    def common(self, left: Places, other: Lists, right: Places) -> Numbers:
        """How many values of rows on the left stand in `other` of the rows on the right."""
        found = np.zeros(len(left), np.int32)
        some = np.flatnonzero((self.counts[left] > 0) & (other.counts[right] > 0))
        here, at = left[some], 0
        while len(some):
            value = self.codes[self.starts[here] + at]
            found[some] += other.holds(right[some], value)
            at += 1
            more = self.counts[here] > at
            some, here = some[more], here[more]
        return found

    def holds(self, rows: Places, values: Numbers) -> Flags:
        """Whether each row has the value beside it."""
        found = np.zeros(len(rows), bool)
        some = np.arange(len(rows))
        at = 0
        while len(some := some[self.counts[rows[some]] > at]):
            found[some] |= self.codes[self.starts[rows[some]] + at] == values[some]
            at += 1
        return found


class Coded:
    """Features as columns of numbers."""

    def __init__(self, said: Sequence[Features]) -> None:
        self.said = said
        for column in TEXTS:
            setattr(self, column, _text(list(map(attrgetter(column), said))))
        both = _text([date for column in DATES for date in map(attrgetter(column), said)])
        self.birth, self.birth_part = (
            Text(codes, both.values) for codes in np.split(both.codes, [len(said)])
        )
        for names in (TOKENS, *((name,) for name in PARTS)):
            for name, lists in zip(names, _lists(said, names), strict=True):
                setattr(self, name, lists)
        self.more = _any(said, MORE)
        """Rows that say several values of a kind."""

    birth: Text
    birth_part: Text
    given: Text
    given_root: Text
    surname: Text
    surname_sound: Text
    birth_place: Text
    gender: Text
    nationality: Text
    national_number: Text
    street: Text
    house: Text
    postcode: Text
    city: Text
    contacts: Lists
    documents: Lists
    plates: Lists
    company: Lists
    given_parts: Lists
    surname_parts: Lists

    def __len__(self) -> int:
        return len(self.said)

    def says(self, column: str) -> Flags:
        """Which rows say something in a column."""
        held: Text | Lists = getattr(self, column)
        return held.counts > 0 if isinstance(held, Lists) else held.codes != 0

    @cached_property
    def laid(self) -> Laid:
        """The same for loops of machine code."""
        from resolution.weights.packed import lay_out  # which is made of these columns

        return lay_out(self)

    @cached_property
    def dates(self) -> Dates:
        """The parts of the dates of birth."""
        return Dates(self.birth)

    @cached_property
    def is_bis(self) -> Flags:
        """Which distinct national numbers are bis numbers."""
        return np.fromiter(map(is_bis, self.national_number.values), bool)


def coded_rows(rows: Sequence[Said], known: Coded | None = None) -> Coded:
    """Rows as columns: those that are known, where they are of these rows and no others."""
    said = [row.features for row in rows]
    if known is not None and len(known) == len(said) and all(map(is_, said, known.said)):
        return known
    with unswept():
        return Coded(said)


class Said(Protocol):
    """What has features."""

    @property
    def features(self) -> Features: ...


class Dates:
    """The parts of distinct dates, as numbers; `odd` are those that are no dates."""

    def __init__(self, text: Text) -> None:
        parts: dict[str, int] = {}
        self.year = text.coded(lambda v: v[:4])
        self.month_of_year = text.coded(lambda v: v[:7])
        self.day_of_month = text.coded(lambda v: v[5:])
        self.day_of_year = text.coded(lambda v: v[:4] + v[8:])
        self.month, self.day = text.coded(lambda v: v[5:7], parts), text.coded(lambda v: v[8:], parts)
        self.first = np.fromiter((v[5:] == "01-01" for v in text.values), bool)
        self.number = np.fromiter((int(v[:4]) if _is_year(v) else 0 for v in text.values), np.int32)
        self.odd = np.fromiter((v != "" and not _is_year(v) for v in text.values), bool)
        self.length = text.length


def _is_year(date: str) -> bool:
    return len(date) >= 4 and date[:4].isascii() and date[:4].isdigit()


class _Places(dict[str, int]):
    """The place of each word among the distinct ones, in the order in which they come; "" is the first."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, word: str) -> int:
        self[word] = place = len(self)
        return place


def _text(values: Sequence[str]) -> Text:
    places = _Places()
    codes = np.fromiter(map(places.__getitem__, values), np.int32, len(values))
    return Text(codes, list(places))


def _lists(said: Sequence[Features], names: Sequence[str]) -> list[Lists]:
    """Columns of lists whose values are numbered together."""
    return lists_of([list(map(attrgetter(name), said)) for name in names])


def lists_of(held: Sequence[list[tuple[str, ...]]]) -> list[Lists]:
    """Columns of lists, each value once in its list; all columns are numbered together."""
    places, made = _Places(), []
    for lists in held:
        counts = np.fromiter(map(len, lists), np.int32, len(lists))
        for row in np.flatnonzero(counts > 1).tolist():
            if len(set(lists[row])) < counts[row]:
                lists[row] = tuple(dict.fromkeys(lists[row]))
                counts[row] = len(lists[row])
        starts = np.concatenate([np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)])
        codes = map(places.__getitem__, chain.from_iterable(lists))
        made.append((starts, np.fromiter(codes, np.int32, int(starts[-1]))))
    words = pa.array(list(places), pa.string())
    return [Lists(starts, codes, words) for starts, codes in made]


def _any(said: Sequence[Features], names: Sequence[str]) -> Flags:
    read = attrgetter(*names)
    return np.fromiter((any(read(f)) for f in said), bool, len(said))
