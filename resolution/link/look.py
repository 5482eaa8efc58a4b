"""Pairs of distinct values as comparisons look at them: nothing is compared that a bound rules out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from resolution.link.read.field import Field, Floats, Ints

Bools = NDArray[np.bool_]
Levels = NDArray[np.int8]
Strings = NDArray[np.object_]
Test = Callable[[Ints], Bools]
"""Of places among the pairs that are looked at, those of which something holds."""
ROUNDED = 1e-6
"""What single precision may take from a likeness."""


def jaro(a: Strings, b: Strings, least: float = 0.0) -> Floats:
    """Jaro-Winkler similarity, 0 to 1; 0 where it is below `least`."""
    made = process.cpdist(
        a, b, scorer=JaroWinkler.similarity, score_cutoff=max(0.0, least - ROUNDED), dtype=np.float32
    )
    return np.asarray(made, np.float64)


def slips(a: Strings, b: Strings, most: int = 2) -> Ints:
    """Letters left out, put in, changed or swapped; most + 1 for more than `most`."""
    return np.asarray(process.cpdist(a, b, scorer=OSA.distance, score_cutoff=most, dtype=np.int32), np.int64)


def sorted_words(a: Strings, b: Strings, least: float) -> Floats:
    """Likeness of the words in any order, 0 to 1; 0 where it is below `least`."""
    made = process.cpdist(
        a, b, scorer=fuzz.token_sort_ratio, score_cutoff=100 * (least - ROUNDED), dtype=np.float32
    )
    return np.asarray(made, np.float64) / 100


def cosine(field: Field, a: Ints, b: Ints) -> Floats:
    """Likeness of weighted words, 0 to 1."""
    vectors = field.vectors
    return np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1), np.float64).ravel()


class Look:
    """Pairs of distinct values of a field as they are looked at; what no bound allows is not compared."""

    def __init__(self, field: Field, a: Ints, b: Ints) -> None:
        self.field, self.letters, self.a, self.b = field, field.letters, a, b

    def _where(self, may_be: Bools, found: Callable[[Strings, Strings], Floats]) -> Floats:
        made = np.zeros(len(self.a))
        near = np.flatnonzero(may_be)
        if len(near):
            strings = self.field.strings
            made[near] = found(strings[self.a[near]], strings[self.b[near]])
        return made

    def jaro(self, least: float) -> Floats:
        """Jaro-Winkler similarity; 0 where it is below `least`."""
        may_be = self.letters.jaro_at_most(self.a, self.b) >= least
        return self._where(may_be, lambda x, y: jaro(x, y, least))

    def sorted_words(self, least: float) -> Floats:
        """Likeness of the words in any order; 0 where it is below `least`."""
        may_be = self.letters.ratio_at_most(self.a, self.b) >= least
        return self._where(may_be, lambda x, y: sorted_words(x, y, least))

    def slips(self, most: int, longer: int = 0) -> Test:
        """Whether two values, both of more than `longer` signs, are that many slips apart at most."""

        def test(rows: Ints) -> Bools:
            a, b = self.a[rows], self.b[rows]
            near = self.letters.within(a, b, most)
            if longer:
                near &= np.minimum(self.letters.lengths[a], self.letters.lengths[b]) > longer
            found = np.flatnonzero(near)
            x, y = self.field.strings[a[found]], self.field.strings[b[found]]
            near[found] = slips(x, y, most) <= most
            return near

        return test

    def same(self, kind: str, make: Callable[[str], str]) -> Test:
        """Whether both say the same once `make` has been used on each; "" is like nothing."""
        codes = self.field.made(kind, make)

        def test(rows: Ints) -> Bools:
            x = codes[self.a[rows]]
            return np.asarray((x == codes[self.b[rows]]) & (x >= 0))

        return test

    def initial(self) -> Test:
        """Whether one is the first letter of the other."""

        def test(rows: Ints) -> Bools:
            a, b = self.a[rows], self.b[rows]
            short = np.minimum(self.letters.lengths[a], self.letters.lengths[b]) == 1
            return np.asarray(short & (self.letters.heads[a, 0] == self.letters.heads[b, 0]))

        return test

    def first(self) -> Test:
        """Whether both begin with one letter."""
        heads = self.letters.heads
        return lambda rows: np.asarray(heads[self.a[rows], 0] == heads[self.b[rows], 0])

    def each(self, judge: Callable[[str, str], bool], near: Test | None = None) -> Test:
        """A test of two strings, pair by pair, of those that are `near`."""

        def test(rows: Ints) -> Bools:
            found = np.zeros(len(rows), np.bool_)
            tried = np.arange(len(rows)) if near is None else np.flatnonzero(near(rows))
            strings = self.field.strings
            pairs = zip(
                strings[self.a[rows[tried]]].tolist(), strings[self.b[rows[tried]]].tolist(), strict=True
            )
            found[tried] = np.fromiter((judge(x, y) for x, y in pairs), np.bool_, len(tried))
            return found

        return test

    def share_word(self) -> Test:
        """Whether one of several words, of two letters or more, is the other or one of its words."""
        several = self.field.marked("several", lambda value: " " in value)
        return self.each(_share_word, lambda rows: several[self.a[rows]] | several[self.b[rows]])

    def at_least(self, likeness: Floats, least: float) -> Test:
        """Whether a likeness that was found is high enough."""
        return lambda rows: np.asarray(likeness[rows] >= least)

    def first_of(self, *tests: Test) -> Levels:
        """The number, from 1, of the first test that holds; the last level where none does.

        What one test says of a pair is not asked of the next.
        """
        level = np.full(len(self.a), len(tests) + 1, np.int8)
        rest = np.arange(len(self.a))
        for number, test in enumerate(tests, 1):
            hit = test(rest)
            level[rest[hit]] = number
            rest = rest[~hit]
        return level


def any_of(*tests: Test) -> Test:
    """Whether one of the tests holds."""

    def test(rows: Ints) -> Bools:
        found = tests[0](rows)
        for other in tests[1:]:
            rest = np.flatnonzero(~found)
            found[rest] = other(rows[rest])
        return found

    return test


def never(rows: Ints) -> Bools:
    """A level that is found elsewhere."""
    return np.zeros(len(rows), np.bool_)


def _share_word(a: str, b: str) -> bool:
    return not {w for w in a.split() if len(w) > 1}.isdisjoint(b.split())
