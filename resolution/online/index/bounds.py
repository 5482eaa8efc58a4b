"""The most that pairs of rows could weigh, for all of them at once: most are ruled out by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resolution.comparison.features import EMPTY, Features
from resolution.comparison.fields import COMPARISONS, Comparison
from resolution.online.index.codes import CLOSE, EQUAL, LISTS, NONE, ODD, PART, SETS, Codes
from resolution.weights.model import Model

Places = NDArray[np.int64]
Bits = Any
"""Bits per pair, or one number for all of them."""
Flags = Any
"""True or False per row; numpy types what it finds in columns of rows as Any."""
FEW_LEFT = 4
"""Pairs that are weighed sooner than they are ruled out."""
NARROWED = 0.7
"""Share of pairs that may be left where the others are put aside."""
SLIP, ALL = 2, 3
"""How far two dates agree: but for one slip, or wholly."""
SLACK = 1e-6
"""Bits by which sums in another order may differ, and more."""
_AT = {column: place for place, column in enumerate(EQUAL)}
_SET = {column: place for place, column in enumerate(SETS)}
_CLOSE = {column: place for place, column in enumerate(CLOSE)}
_PAIRED = np.array(
    [CLOSE.index(c) for c in ("given", "surname", "street", "birth_place", "surname", "given")]
)
_ASKED = np.array([CLOSE.index(c) for c in ("given", "surname", "street", "birth_place", "given", "surname")])
FIRST = 101
"""The first of January, as month and day of a date."""
GIVEN, SURNAME, STREET, PLACE, SURNAME_TO_GIVEN, GIVEN_TO_SURNAME = range(6)


class Weights:
    """The bits of a model's levels; where a value's frequency counts, those of a given value."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def of(self, field: str, said: Sequence[Features]) -> list[Bits]:
        """The most each level gives these rows, by how often their own values stand where that counts."""
        return [
            bits if not column else self._of_values(field, level, [getattr(f, column) for f in said])
            for level, (bits, column) in enumerate(self._bits[field])
        ]

    def _of_values(self, field: str, level: int, values: Sequence[str]) -> NDArray[np.float64]:
        found = (self.model.weight(field, level, value, value) for value in values)
        return np.fromiter(found, np.float64, len(values))

    @cached_property
    def _bits(self) -> dict[str, list[tuple[float, str]]]:
        return {
            c.field: [
                (self.model.weight(c.field, place), level.frequency) for place, level in enumerate(c.levels)
            ]
            for c in COMPARISONS
        }

    @cached_property
    def most(self) -> dict[str, float]:
        """The most that each field can give anybody."""
        return {
            c.field: max(0.0, *(float(np.max(b)) for b in self.of(c.field, [EMPTY]))) for c in COMPARISONS
        }


@dataclass
class Beside:
    """Pairs of one of some rows (`at`) and another row: what of them is equal, known, or could be close."""

    weights: Weights
    said: Sequence[Features]
    own: Codes
    at: Places
    rows: Codes

    @cached_property
    def q(self) -> Codes:
        """The one row of each pair."""
        return self.own[self.at]

    @cached_property
    def _same(self) -> Flags:
        return self.rows["hash"] == self.q["hash"]

    @cached_property
    def _shared(self) -> Flags:
        return (self.rows["set"] & self.q["set"]) != 0

    def some(self, places: Places) -> Beside:
        """Some of the pairs."""
        return Beside(self.weights, self.said, self.own, self.at[places], self.rows[places])

    @cached_property
    def alike(self) -> NDArray[Any]:
        """The highest Jaro–Winkler similarity that letters, lengths and beginnings allow."""
        mine, theirs = self.q["letters"][:, _ASKED], self.rows["letters"][:, _PAIRED]
        length = self.q["length"][:, _ASKED].astype(np.float64)
        lengths = self.rows["length"][:, _PAIRED].astype(np.float64)
        common = np.minimum(
            length - np.bitwise_count(mine & ~theirs), lengths - np.bitwise_count(theirs & ~mine)
        )
        jaro = (common / np.maximum(length, 1) + common / np.maximum(lengths, 1) + 1) / 3
        same = self.rows["start"][:, _PAIRED] == self.q["start"][:, _ASKED]
        prefix = _PREFIX[np.packbits(same, axis=2)[:, :, 0]]
        return np.where(common > 0, jaro + prefix * (1 - jaro), 0.0) + 1e-9

    @cached_property
    def slip(self) -> Flags:
        """Given names could be one letter apart."""
        at = _CLOSE["given"]
        apart = np.bitwise_count(self.rows["letters"][:, at] ^ self.q["letters"][:, at])
        lengths = self.rows["length"][:, at].astype(np.int64) - self.q["length"][:, at]
        return (apart <= 2) & (np.abs(lengths) <= 1)

    @cached_property
    def crossed(self) -> Flags:
        """Given name and surname could stand in each other's place."""
        known = self.says("given") & self.says("surname")
        return known & self._across(SURNAME_TO_GIVEN) & self._across(GIVEN_TO_SURNAME)

    def _across(self, pair: int) -> Flags:
        return (self.alike[:, pair] >= 0.88) | self.initial(_PAIRED[pair], _ASKED[pair])

    def initial(self, theirs: int, mine: int) -> Flags:
        """One of two names is a letter, with which the other begins."""
        first = self.rows["start"][:, theirs, 0] == self.q["start"][:, mine, 0]
        return first & ((self.rows["length"][:, theirs] == 1) | (self.q["length"][:, mine] <= 1))

    def says(self, column: str) -> Flags:
        """The one row says something in a column of EQUAL."""
        return self.q["hash"][:, _AT[column]] != 0

    def said_by(self, column: str) -> Flags:
        """The other row says something in a column."""
        return self.rows["hash"][:, _AT[column]] != 0

    def more(self, column: str) -> Flags:
        """One of both says several values in a column of LISTS."""
        return ((self.q["more"] | self.rows["more"]) & (1 << LISTS.index(column))) != 0

    def eq(self, column: str) -> Flags:
        """Both say the same in a column."""
        return self._same[:, _AT[column]] & self.says(column)

    def same(self, column: str) -> Flags:
        """Both say the same, or both say nothing."""
        return self._same[:, _AT[column]]

    def shared(self, column: str) -> Flags:
        """A value of a column of SETS may be common."""
        return self._shared[:, _SET[column]]

    def bits(self, field: str) -> list[Bits]:
        """The most bits that each level of a field gives the one row of each pair."""
        found = self.weights.of(field, self.said)
        return [bits if isinstance(bits, float) else bits[self.at] for bits in found]


def bounds(
    weights: Weights, said: Sequence[Features], own: Codes, at: Places, rows: Codes, least: float = -inf
) -> NDArray[np.float64]:
    """For each pair the most that it could weigh, in bits: never too little.

    A pair is one of `said`, whose codes are `own`, by its place in `at`, and one of `rows`. Fields that are
    cheap to look at come first: a pair that cannot reach `least` any more is looked at no further, and once
    hardly any can, it is quicker to weigh those few.
    """
    beside = Beside(weights, said, own, at, rows)
    start = weights.model.prior_weight + weights.model.reach + SLACK + sum(weights.most.values())
    total = np.full(len(rows), start)
    found, left = total, np.arange(len(rows))
    for comparison in _TELLING:
        most = weights.most[comparison.field]
        total += (_bound(comparison)(beside) if _is_known(comparison) else most) - most
        found[left] = total
        near = np.flatnonzero(total >= least)
        if len(near) <= FEW_LEFT:
            break
        if len(near) <= NARROWED * len(total):
            beside, left, total = beside.some(near), left[near], total[near]
    return found


def _most(start: Any, *options: tuple[Flags, Bits]) -> Any:
    """The largest of the bits whose condition may hold."""
    found = start
    for flags, bits in options:
        found = np.where(flags, np.maximum(found, bits), found)
    return found


def _surname(b: Beside) -> Bits:
    equal, near, other, script, part, across, somewhat, different = b.bits("surname")
    close = b.alike[:, SURNAME]
    found = _most(
        different,
        (close >= 0.85, somewhat),
        (b.crossed, across),
        (b.shared("surname_parts"), part),
        (b.more("written"), script),
        (b.more("surnames"), other),
        ((close >= 0.93) | b.same("surname_sound"), near),
    )
    return _known(b, "surname", equal, found)


def _given(b: Beside) -> Bits:
    equal, variant, script, initial, somewhat, different = b.bits("given")
    close, at = b.alike[:, GIVEN], _CLOSE["given"]
    found = _most(
        different,
        ((close >= 0.8) | b.slip, somewhat),
        (b.initial(at, at) | b.crossed, initial),
        (b.more("written"), script),
        ((close >= 0.92) | b.same("given_root") | b.shared("given_parts") | b.crossed, variant),
        (b.crossed, equal),
    )
    return _known(b, "given", equal, found)


def _known(b: Beside, column: str, equal: Bits, found: Any) -> Bits:
    both = b.says(column) & b.said_by(column)
    return np.where(both, np.where(b.same(column), equal, found), 0.0)


def _birth(b: Beside) -> Bits:
    known, mine, bits = b.rows["known"], b.q["known"], b.bits("birth")
    agree = np.packbits(b.rows["digits"] == b.q["digits"], axis=1)[:, 0]
    part = np.where(_YEAR[agree], _highest(bits[2], bits[3], bits[7]), bits[7])
    found = np.where((mine == PART) | (known == PART), part, _full_dates(b, bits, agree))
    found = np.where(b.more("births"), np.maximum(found, bits[4]), found)
    found = np.where((known == ODD) | (mine == ODD), _highest(*bits), found)
    return np.where((known == NONE) | (mine == NONE), 0.0, found)


def _full_dates(b: Beside, bits: list[Bits], agree: Any) -> Any:
    """Two complete dates, of which it is known what digits agree."""
    dates, date = b.rows["date"], b.q["date"]
    turned = date // 10000 * 10000 + date % 100 * 100 + date // 100 % 100
    some = _AGREE[agree]
    found = _most(bits[7], (some > 0, bits[5]))
    found = _most(found, (some == SLIP, bits[1]))
    found = np.where(some == ALL, np.maximum(bits[7], bits[0]), found)
    near = np.abs(dates // 10000 - date // 10000) <= 1
    first = _YEAR[agree] & ((dates % 10000 == FIRST) | (date % 10000 == FIRST))
    return _most(found, (near, bits[6]), (dates == turned, bits[1]), (first, bits[3]))


def _highest(*bits: Bits) -> Bits:
    return reduce(np.maximum, bits)


def _agreement(digits: int) -> int:
    """Of two dates of which these digits agree: 1 when two of three parts do, SLIP with one slip, ALL all."""
    parts = [digits & mask == mask for mask in (0b11110000, 0b1100, 0b11)]
    if sum(parts) < 2:
        return 0
    slips = 8 - digits.bit_count()  # two: in each other's place
    return ALL if all(parts) else SLIP if slips <= 2 else 1


_AGREE = np.array([_agreement(digits) for digits in range(256)])
_YEAR = np.array([digits >> 4 == 0b1111 for digits in range(256)])
_PREFIX = np.array([0.1 * (8 - (~letters & 0xFF).bit_length()) for letters in range(256)])
"""What letters that agree at the beginning add, by a byte whose highest bits are the first letters."""


def _birth_place(b: Beside) -> Bits:
    equal, near, different = b.bits("birth_place")
    return _known(b, "birth_place", equal, _most(different, (b.alike[:, PLACE] >= 0.9, near)))


def _simple(field: str) -> Callable[[Beside], Bits]:
    def bound(b: Beside) -> Bits:
        return _known(b, field, *b.bits(field))

    return bound


def _national_number(b: Beside) -> Bits:
    equal, near, agrees, differs, different = b.bits("national_number")
    rows, mine = b.rows["number"], b.q["number"]
    other = _is_bis(rows) != _is_bis(mine)
    apart = (rows != mine).sum(axis=1)
    lengths = (rows != 0).sum(axis=1) != (mine != 0).sum(axis=1)
    found = _most(
        different,
        ((apart <= 2) | lengths, near),
        (other, _highest(agrees, differs)),
        (b.more("numbers"), equal),
    )
    unclear = other | (rows[:, 0] == 0) | (mine[:, 0] == 0)
    found = np.where(unclear, np.maximum(found, 0.0), found)
    return _known(b, "national_number", equal, found)


def _is_bis(numbers: Any) -> Flags:
    return (numbers[:, 2] >= ord("2")) & (numbers[:, 2] <= ord("5"))


def _sets(field: str) -> Callable[[Beside], Bits]:
    def bound(b: Beside) -> Bits:
        at, bits = _SET[field], b.bits(field)
        found = np.where(b.shared(field), _highest(*bits), bits[-1])
        return np.where((b.rows["set"][:, at] != 0) & (b.q["set"][:, at] != 0), found, 0.0)

    return bound


def _company(b: Beside) -> Bits:
    several, one, beside, none = b.bits("company")
    at, held = _SET["company"], [_SET[column] for column in ("contacts", "documents", "plates")]
    theirs, mine = b.rows["set"], b.q["set"]
    both = (theirs[:, at] != 0) & (mine[:, at] != 0)
    crossed = (np.bitwise_or.reduce(theirs[:, held], axis=1) & mine[:, at]) | (
        theirs[:, at] & np.bitwise_or.reduce(mine[:, held], axis=1)
    )
    found = np.where(both, none, 0.0)
    return _most(found, (crossed != 0, beside), (b.shared("company"), _highest(several, one)))


def _address(b: Beside) -> Bits:
    bits = b.bits("address")
    postcode, city, house = b.eq("postcode"), b.eq("city"), b.eq("house")
    base = np.where(postcode, bits[6], np.where(city, bits[7], bits[8]))
    base = np.where(postcode & city, np.where(house, bits[4], bits[5]), base)
    found = np.where(b.says("street"), _streets(b, bits, base, postcode | city, house), base)
    found = np.where(b.more("homes"), np.maximum(found, bits[2]), found)
    mine = b.says("street") | b.says("postcode") | b.says("city")
    theirs = b.said_by("street") | b.said_by("postcode") | b.said_by("city")
    return np.where(mine & theirs, found, 0.0)


def _streets(b: Beside, bits: list[Bits], base: Any, place: Flags, house: Flags) -> Any:
    """The same where the one row says a street."""
    street = b.said_by("street") & (b.alike[:, STREET] >= 0.88)
    house_or_none = house | ~(b.said_by("house") | b.says("house"))
    return _most(
        base,
        (street & place, bits[3]),
        (street & house, bits[1]),
        (b.eq("street") & place & house_or_none, bits[0]),
    )


_BOUNDS: dict[str, tuple[int, Callable[[Beside], Bits]]] = {
    "surname": (8, _surname),
    "given": (6, _given),
    "birth": (8, _birth),
    "birth_place": (3, _birth_place),
    "gender": (2, _simple("gender")),
    "nationality": (2, _simple("nationality")),
    "national_number": (5, _national_number),
    "contacts": (3, _sets("contacts")),
    "documents": (2, _sets("documents")),
    "plates": (2, _sets("plates")),
    "company": (4, _company),
    "address": (9, _address),
}
"""Field → how many levels the bound was made for; a field with others is taken at its most."""


_FIRST = ("birth", "national_number", "contacts", "documents", "plates", "company", "gender", "nationality")
"""Fields that are looked at before those that are compared by their letters."""
_TELLING = sorted(COMPARISONS, key=lambda c: _FIRST.index(c.field) if c.field in _FIRST else len(_FIRST))


def _is_known(comparison: Comparison) -> bool:
    return comparison.field in _BOUNDS and _BOUNDS[comparison.field][0] == len(comparison.levels)


def _bound(comparison: Comparison) -> Callable[[Beside], Bits]:
    return _BOUNDS[comparison.field][1]
