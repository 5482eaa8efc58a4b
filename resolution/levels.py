"""The levels of many pairs of rows at once: to the last pair what resolution/judges.py finds for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.process import cpdist

from resolution import judges
from resolution.coded import Coded, Flags, Lists, Places, Text
from resolution.comparison import BY_FIELD, COMPARISONS

Levels = NDArray[np.int8]
NULL = judges.NULL
ONES = np.uint64(0x0101010101010101)
"""The lowest bit of each of eight bytes."""
MARGIN = 0.01
"""How much less than asked for is still told: at the least itself sums of fractions may go either way."""
PREFIX = {"prefix_weight": 0.1}


def alike(left: Sequence[str], right: Sequence[str], least: float) -> NDArray[np.float64]:
    """The Jaro–Winkler similarity of each pair of words; what is below `least` may be told as 0."""
    if not left:
        return np.zeros(0)
    return cpdist(
        left,
        right,
        scorer=JaroWinkler.similarity,
        scorer_kwargs=PREFIX,
        score_cutoff=least - MARGIN,
        dtype=np.float64,
    )


def is_slip(left: Sequence[str], right: Sequence[str]) -> Flags:
    """Whether each pair of words is one slip apart, or none."""
    if not left:
        return np.zeros(0, bool)
    return np.asarray(
        cpdist(left, right, scorer=DamerauLevenshtein.distance, score_cutoff=1, dtype=np.int32) <= 1
    )


class Beside:
    """Rows beside others: `left` and `right` are places in the same coded rows."""

    def __init__(self, rows: Coded, left: Places, right: Places) -> None:
        self.rows, self.left, self.right = rows, left, right

    def __len__(self) -> int:
        return len(self.left)

    def level(self, field: str) -> Levels:
        """The level of each pair in a field, NULL where a side is silent."""
        made: Callable[[], Levels] | None = getattr(self, f"_{field}", None)
        if made is None:  # a field that nobody has put into arrays yet
            return self._judged(np.full(len(self), NULL, np.int8), np.arange(len(self)), field)
        return self._judged(made(), np.flatnonzero(self.alone), field)

    @cached_property
    def alone(self) -> Flags:
        """Pairs that are compared one by one: a side says several values of a kind."""
        return self._either(self.rows.more) if self.rows.more.any() else np.zeros(len(self), bool)

    def all(self) -> Levels:
        """The levels of each pair, a column for each comparison."""
        return np.stack([self.level(c.field) for c in COMPARISONS], axis=1)

    def some(self, kept: NDArray[Any]) -> Beside:
        """Some of the pairs."""
        return Beside(self.rows, self.left[kept], self.right[kept])

    def known(self, column: Text) -> Flags:
        """Both sides say something."""
        found: Flags = np.logical_and(column.codes[self.left], column.codes[self.right])
        return found

    def same(self, column: Text) -> Flags:
        """Both sides say the same, or both nothing."""
        found: Flags = np.equal(column.codes[self.left], column.codes[self.right])
        return found

    def _equal(self, column: Text) -> Flags:
        found: Flags = self.same(column) & (column.codes[self.left] != 0)
        return found

    def _either(self, flags: Flags) -> Flags:
        return flags[self.left] | flags[self.right]

    def _judged(self, found: Levels, places: NDArray[Any], field: str) -> Levels:
        """The same with some pairs compared one by one."""
        said, judge = self.rows.said, BY_FIELD[field].judge
        for place in places.tolist():
            found[place] = judge(said[self.left[place]], said[self.right[place]])
        return found

    def _alike(self, some: NDArray[Any], left: Text, right: Text, least: float) -> NDArray[np.float64]:
        return alike(left.take(self.left[some]), right.take(self.right[some]), least)

    def _is_slip(self, some: NDArray[Any], column: Text) -> Flags:
        return is_slip(column.take(self.left[some]), column.take(self.right[some]))

    def _plain(self, column: Text) -> Levels:
        """Silent, equal, or the last level of two."""
        return np.where(self.known(column), np.where(self.same(column), 0, 1), NULL).astype(np.int8)

    @cached_property
    def crossed(self) -> Flags:
        """Given name and surname stand in each other's place."""
        given, surname = self.rows.given, self.rows.surname
        found = self.known(given) & self.known(surname) & ~self.same(given) & ~self.same(surname)
        for mine, theirs in ((surname, given), (given, surname)):
            some = np.flatnonzero(found)
            found[some] = self._in_place(some, mine, theirs)
        return found

    def _in_place(self, some: NDArray[Any], mine: Text, theirs: Text) -> Flags:
        x, y = mine.codes[self.left[some]], theirs.codes[self.right[some]]
        letter = np.minimum(mine.length[x], theirs.length[y]) == 1
        return np.asarray(
            (letter & (mine.first[x] == theirs.first[y])) | (self._alike(some, mine, theirs, 0.88) >= 0.88)
        )

    def _surname(self) -> Levels:
        rows, found = self.rows, self._plain(self.rows.surname)
        some = np.flatnonzero(found == 1)
        near = self._alike(some, rows.surname, rows.surname, 0.85)
        parts = self._share(some, rows.surname_parts)
        tests = [
            (near >= 0.93) | self.same(rows.surname_sound)[some],
            parts,
            self.crossed[some],
            near >= 0.85,
        ]
        found[some] = np.select(tests, [1, 4, 5, 6], 7)
        return found

    def _share(self, some: NDArray[Any], column: Lists) -> Flags:
        return np.asarray(column.common(self.left[some], column, self.right[some]) > 0)

    def _given(self) -> Levels:
        rows, column = self.rows, self.rows.given
        found = self._plain(column)
        some = np.flatnonzero((found == 1) & ~self.crossed)
        near = self._alike(some, column, column, 0.8)
        x, y = column.codes[self.left[some]], column.codes[self.right[some]]
        shorter = np.minimum(column.length[x], column.length[y])
        variant = self.same(rows.given_root)[some] | (near >= 0.92) | self._share(some, rows.given_parts)
        initial = (shorter == 1) & (column.first[x] == column.first[y])
        open_ = np.flatnonzero(~variant & ~initial & (near < 0.8) & (shorter > 2))
        somewhat = near >= 0.8
        somewhat[open_] = self._is_slip(some[open_], column)
        found[some] = np.select([variant, initial, somewhat], [1, 3, 4], 5)
        return self._judged(found, np.flatnonzero(self.crossed), "given")

    def _birth(self) -> Levels:
        rows, dates = self.rows, self.rows.dates
        left, right = (
            np.where(c[0] != 0, c[0], c[1]) for c in map(self._date_codes, (self.left, self.right))
        )
        full = (rows.birth.codes[self.left] != 0) & (rows.birth.codes[self.right] != 0)
        found = np.full(len(self), NULL, np.int8)
        known = (left != 0) & (right != 0)
        found[known & full & (left == right)] = 0
        parts = np.flatnonzero(known & ~full)
        x, y = left[parts], right[parts]
        shorter = np.minimum(dates.length[x], dates.length[y])
        month = (dates.month_of_year[x] == dates.month_of_year[y]) & (shorter > 4)
        year = (dates.year[x] == dates.year[y]) & (shorter == 4)
        found[parts] = np.select([month, year], [2, 3], 7)
        some = np.flatnonzero(known & full & (left != right))
        found[some] = self._two_dates(some)
        return self._judged(found, np.flatnonzero(known & (dates.odd[left] | dates.odd[right])), "birth")

    def _date_codes(self, places: Places) -> tuple[Places, Places]:
        return self.rows.birth.codes[places], self.rows.birth_part.codes[places]

    def _two_dates(self, some: NDArray[Any]) -> NDArray[Any]:
        dates, codes = self.rows.dates, self.rows.birth.codes
        x, y = codes[self.left[some]], codes[self.right[some]]
        year = dates.year[x] == dates.year[y]
        turned = year & (dates.month[x] == dates.day[y]) & (dates.day[x] == dates.month[y])
        first = year & (dates.first[x] | dates.first[y])
        day = (dates.day_of_month[x] == dates.day_of_month[y]) & ~dates.first[x]
        two = day | (dates.month_of_year[x] == dates.month_of_year[y])
        two |= dates.day_of_year[x] == dates.day_of_year[y]
        near = np.abs(dates.number[x] - dates.number[y]) <= 1
        return np.select([self._one_digit(some, x, y) | turned, first, two, near], [1, 3, 5, 6], 7)

    def _one_digit(self, some: NDArray[Any], x: Places, y: Places) -> Flags:
        """Two different dates are one slip apart: of those written out most are told by their digits."""
        dates = self.rows.dates
        digits = dates.digits[x] ^ dates.digits[y]
        for bits in (1, 2, 4):
            digits |= digits >> np.uint64(bits)
        apart = np.bitwise_count(digits & ONES)
        plain = dates.plain[x] & dates.plain[y]
        found: Flags = plain & (apart == 1)
        asked = np.flatnonzero(~plain | (apart == 2))
        found[asked] = self._is_slip(some[asked], self.rows.birth)
        return found

    def _birth_place(self) -> Levels:
        column, found = self.rows.birth_place, self._plain(self.rows.birth_place)
        some = np.flatnonzero(found == 1)
        found[some] = np.where(self._alike(some, column, column, 0.9) >= 0.9, 1, 2)
        return found

    def _gender(self) -> Levels:
        return self._plain(self.rows.gender)

    def _nationality(self) -> Levels:
        return self._plain(self.rows.nationality)

    def _national_number(self) -> Levels:
        column, bis = self.rows.national_number, self.rows.is_bis
        found = self._plain(column)
        some = np.flatnonzero(found == 1)
        other = bis[column.codes[self.left[some]]] != bis[column.codes[self.right[some]]]
        same_kind = some[~other]
        found[same_kind] = np.where(self._is_slip(same_kind, column), 1, 4)
        return self._judged(found, some[other], "national_number")

    def _lists(self, column: Lists, most: int) -> Levels:
        """Silent, several in common (where that is asked), one, none."""
        known = (column.counts[self.left] > 0) & (column.counts[self.right] > 0)
        common = column.common(self.left, column, self.right)
        return np.where(known, most - np.minimum(common, most), NULL).astype(np.int8)

    def _contacts(self) -> Levels:
        return self._lists(self.rows.contacts, 2)

    def _documents(self) -> Levels:
        return self._lists(self.rows.documents, 1)

    def _plates(self) -> Levels:
        return self._lists(self.rows.plates, 1)

    def _company(self) -> Levels:
        rows, found = self.rows, self._lists(self.rows.company, 2)
        found[found == 2] = 3
        for held in (rows.contacts, rows.documents, rows.plates):
            for one, other in ((self.left, self.right), (self.right, self.left)):
                some = np.flatnonzero((found == NULL) | (found == 3))
                beside = held.common(one[some], rows.company, other[some]) > 0
                found[some[beside]] = 2
        return found

    def _address(self) -> Levels:
        rows = self.rows
        silent = (rows.street.codes == 0) & (rows.postcode.codes == 0) & (rows.city.codes == 0)
        postcode, city, house = map(self._equal, (rows.postcode, rows.city, rows.house))
        place, street = postcode | city, self._street(postcode | city | house)
        slips = np.flatnonzero(street & house & ~place)
        slip = place.copy()
        slip[slips] = self._slip_in_place(slips)
        tests = [
            self._equal(rows.street) & self.same(rows.house) & place,
            street & house & slip,
            street & place,
        ]
        tests += [postcode & city & house, postcode & city, postcode, city]
        found = np.select(tests, [0, 1, 3, 4, 5, 6, 7], 8).astype(np.int8)
        found[self._either(silent)] = NULL
        return found

    def _slip_in_place(self, some: NDArray[Any]) -> Flags:
        rows = self.rows
        town = self.known(rows.city)[some] & (self._alike(some, rows.city, rows.city, 0.9) >= 0.9)
        found: Flags = town | (self.known(rows.postcode)[some] & self._is_slip(some, rows.postcode))
        return found

    def _street(self, asked: Flags) -> Flags:
        """The streets are alike, where that is asked."""
        column = self.rows.street
        found = self._equal(column)
        some = np.flatnonzero(asked & self.known(column) & ~found)
        found[some] = self._alike(some, column, column, 0.88) >= 0.88
        return found
