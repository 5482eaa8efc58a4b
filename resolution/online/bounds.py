"""The most that a row could weigh beside many others, for all of them at once: most are ruled out by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resolution.comparison import COMPARISONS, Comparison
from resolution.features import EMPTY, Features
from resolution.model import Model
from resolution.online.codes import CLOSE, EQUAL, NONE, ODD, PART, SETS, Codes

Bits = NDArray[Any]
"""Bits per row."""
Flags = Any
"""True or False per row; numpy types what it finds in columns of rows as Any."""
SLACK = 1e-6
"""Bits by which sums in another order may differ, and more."""
_AT = {column: place for place, column in enumerate(EQUAL)}
_SET = {column: place for place, column in enumerate(SETS)}
_PAIRED = np.array(
    [CLOSE.index(c) for c in ("given", "surname", "street", "birth_place", "surname", "given")]
)
_ASKED = np.array([CLOSE.index(c) for c in ("given", "surname", "street", "birth_place", "given", "surname")])
GIVEN, SURNAME, STREET, PLACE, SURNAME_TO_GIVEN, GIVEN_TO_SURNAME = range(6)


class Weights:
    """The bits of a model's levels; where a value's frequency counts, those of a given value."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def at(self, field: str, level: int, f: Features) -> float:
        """The most that this level gives a row, by how often its own value stands where that counts."""
        bits, column = self._bits[field, level]
        if not column:
            return bits
        value = getattr(f, column)
        return self.model.weight(field, level, value, value)

    @cached_property
    def _bits(self) -> dict[tuple[str, int], tuple[float, str]]:
        return {
            (c.field, place): (self.model.weight(c.field, place), level.frequency)
            for c in COMPARISONS
            for place, level in enumerate(c.levels)
        }

    @cached_property
    def most(self) -> dict[str, float]:
        """The most that each field can give anybody."""
        return {
            c.field: max(0.0, *(self.at(c.field, level, EMPTY) for level in range(len(c.levels))))
            for c in COMPARISONS
        }


@dataclass
class Beside:
    """One row beside many: what of them is equal, known on both sides, or could be close."""

    weights: Weights
    f: Features
    q: Codes
    rows: Codes

    @cached_property
    def equal(self) -> Flags:
        """Per row and column of EQUAL: both say the same."""
        return (self.rows["hash"] == self.q["hash"]) & (self.q["hash"] != 0)

    @cached_property
    def both(self) -> Flags:
        """Per row and column of EQUAL: both say something."""
        return (self.rows["hash"] != 0) & (self.q["hash"] != 0)

    @cached_property
    def shared(self) -> Flags:
        """Per row and column of SETS: a value may be common."""
        return (self.rows["set"] & self.q["set"]) != 0

    @cached_property
    def alike(self) -> Bits:
        """The highest Jaro–Winkler similarity that letters, lengths and beginnings allow."""
        mine, theirs = self.q["letters"][:, _ASKED], self.rows["letters"][:, _PAIRED]
        length = self.q["length"][:, _ASKED].astype(np.float64)
        lengths = self.rows["length"][:, _PAIRED].astype(np.float64)
        common = np.minimum(
            length - np.bitwise_count(mine & ~theirs), lengths - np.bitwise_count(theirs & ~mine)
        )
        jaro = (common / np.maximum(length, 1) + common / np.maximum(lengths, 1) + 1) / 3
        same = self.rows["start"][:, _PAIRED] == self.q["start"][:, _ASKED]
        prefix = np.multiply.accumulate(same, axis=2).sum(axis=2)
        return np.where(common > 0, jaro + 0.1 * prefix * (1 - jaro), 0.0) + 1e-9

    @cached_property
    def slip(self) -> Flags:
        """Given names could be one letter apart."""
        at = CLOSE.index("given")
        apart = np.bitwise_count(self.rows["letters"][:, at] ^ self.q["letters"][0, at])
        lengths = self.rows["length"][:, at].astype(np.int64) - int(self.q["length"][0, at])
        return (apart <= 2) & (np.abs(lengths) <= 1)

    @cached_property
    def crossed(self) -> Flags:
        """Given name and surname could stand in each other's place."""
        return self._across(SURNAME_TO_GIVEN) & self._across(GIVEN_TO_SURNAME)

    def _across(self, pair: int) -> Flags:
        short = np.minimum(self.rows["length"][:, _PAIRED[pair]], self.q["length"][0, _ASKED[pair]]) == 1
        first = self.rows["start"][:, _PAIRED[pair], 0] == self.q["start"][0, _ASKED[pair], 0]
        return (self.alike[:, pair] >= 0.88) | (short & first)

    def eq(self, column: str) -> Flags:
        """Both say the same in a column."""
        return self.equal[:, _AT[column]]

    def same(self, column: str) -> Flags:
        """Both say the same, or both say nothing."""
        at = _AT[column]
        return self.rows["hash"][:, at] == self.q["hash"][0, at]

    def known(self, column: str) -> Flags:
        """Both say something in a column."""
        return self.both[:, _AT[column]]

    def at(self, field: str, level: int) -> float:
        """The most bits that a level gives this row."""
        return self.weights.at(field, level, self.f)


def bounds(weights: Weights, f: Features, q: Codes, rows: Codes) -> Bits:
    """For each row the most that it could weigh beside `f`, whose code is `q`, in bits: never too little."""
    beside = Beside(weights, f, q, rows)
    total = np.full(len(rows), weights.model.prior_weight + weights.model.reach + SLACK)
    for comparison in COMPARISONS:
        total += _bound(comparison)(beside) if _is_known(comparison) else weights.most[comparison.field]
    return total


def _most(start: Any, *options: tuple[Flags, float]) -> Any:
    """The largest of the bits whose condition may hold."""
    may = np.array([flags for flags, _ in options])
    bits = np.array([[bits] for _, bits in options])
    return np.maximum(np.where(may, bits, -np.inf).max(axis=0), start)


def _surname(b: Beside) -> Bits:
    close = b.alike[:, SURNAME]
    found = _most(
        b.at("surname", 5),
        (close >= 0.85, b.at("surname", 4)),
        (b.crossed, b.at("surname", 3)),
        (b.shared[:, _SET["surname_parts"]], b.at("surname", 2)),
        ((close >= 0.93) | b.same("surname_sound"), b.at("surname", 1)),
    )
    return _known(b, "surname", b.at("surname", 0), found)


def _given(b: Beside) -> Bits:
    close, short = b.alike[:, GIVEN], CLOSE.index("given")
    first = b.rows["start"][:, short, 0] == b.q["start"][0, short, 0]
    initial = (np.minimum(b.rows["length"][:, short], b.q["length"][0, short]) == 1) & first
    variant = (close >= 0.92) | b.same("given_root") | b.shared[:, _SET["given_parts"]] | b.crossed
    found = _most(
        b.at("given", 4),
        ((close >= 0.8) | b.slip, b.at("given", 3)),
        (initial | b.crossed, b.at("given", 2)),
        (variant, b.at("given", 1)),
        (b.crossed, b.at("given", 0)),
    )
    return _known(b, "given", b.at("given", 0), found)


def _known(b: Beside, column: str, equal: float, found: Any) -> Bits:
    return np.where(b.known(column), np.where(b.eq(column), equal, found), 0.0)


def _birth(b: Beside) -> Bits:
    known, mine = b.rows["known"], int(b.q["known"][0])
    dates, date = b.rows["date"].astype(np.int64), int(b.q["date"][0])
    bits = [b.at("birth", level) for level in range(7)]
    year, month, day = dates // 10000, dates // 100 % 100, dates % 100
    one = (year == date // 10000, month == date // 100 % 100, day == date % 100)
    agree = one[0].astype(np.int8) + one[1] + one[2]
    one_slip = (b.rows["digits"] != b.q["digits"]).sum(axis=1) <= 2  # two: in each other's place
    turned = one[0] & (month == date % 100) & (day == date // 100 % 100)
    full = _most(
        bits[6],
        (np.abs(year - date // 10000) <= 1, bits[5]),
        (agree == 2, bits[4]),
        (((agree == 2) & one_slip) | turned, bits[1]),
        (agree == 3, bits[0]),
    )
    part = np.where(one[0], max(bits[2], bits[3], bits[6]), bits[6])
    found = np.where((known == PART) | (mine == PART), part, full)
    odd = (known == ODD) | (mine == ODD)
    found = np.where(odd, max(bits), found)
    return np.where((known == NONE) | (mine == NONE), 0.0, found)


def _birth_place(b: Beside) -> Bits:
    close = (b.alike[:, PLACE] >= 0.9, b.at("birth_place", 1))
    found = _most(b.at("birth_place", 2), close)
    return _known(b, "birth_place", b.at("birth_place", 0), found)


def _simple(field: str) -> Callable[[Beside], Bits]:
    return lambda b: _known(b, field, b.at(field, 0), b.at(field, 1))


def _national_number(b: Beside) -> Bits:
    rows, mine = b.rows["number"], b.q["number"][0]
    bis = (rows[:, 2] >= ord("2")) & (rows[:, 2] <= ord("5"))
    other = bis != (ord("2") <= int(mine[2]) <= ord("5"))
    apart = (rows != mine).sum(axis=1)
    lengths = (rows != 0).sum(axis=1) != (mine != 0).sum()
    found = _most(b.at("national_number", 2), ((apart <= 2) | lengths, b.at("national_number", 1)))
    unclear = other | (rows[:, 0] == 0) | (mine[0] == 0)
    found = np.where(unclear, np.maximum(found, 0.0), found)
    return _known(b, "national_number", b.at("national_number", 0), found)


def _sets(field: str, levels: int) -> Callable[[Beside], Bits]:
    def bound(b: Beside) -> Bits:
        bits = [b.at(field, level) for level in range(levels)]
        at = _SET[field]
        found = np.where(b.shared[:, at], max(bits), bits[-1])
        return np.where((b.rows["set"][:, at] != 0) & (b.q["set"][0, at] != 0), found, 0.0)

    return bound


def _address(b: Beside) -> Bits:
    bits = [b.at("address", level) for level in range(4)]
    bits += [b.at("address", 4), b.at("address", 5)]
    bits += [b.at("address", 6), b.at("address", 7)]
    postcode, city, house = b.eq("postcode"), b.eq("city"), b.eq("house")
    place = postcode | city
    street = b.known("street") & (b.alike[:, STREET] >= 0.88)
    base = np.where(postcode, bits[5], np.where(city, bits[6], bits[7]))
    base = np.where(postcode & city, np.where(house, bits[3], bits[4]), base)
    at = _AT["house"]
    no_house = (b.rows["hash"][:, at] == 0) & (b.q["hash"][0, at] == 0)
    found = _most(
        base,
        (street & place, bits[2]),
        (street & house, bits[1]),
        (b.eq("street") & place & (house | no_house), bits[0]),
    )
    said = np.array([_AT[column] for column in ("street", "postcode", "city")])
    silent = ~(b.rows["hash"][:, said] != 0).any(axis=1) | ~(b.q["hash"][0, said] != 0).any()
    return np.where(silent, 0.0, found)


_BOUNDS: dict[str, tuple[int, Callable[[Beside], Bits]]] = {
    "surname": (6, _surname),
    "given": (5, _given),
    "birth": (7, _birth),
    "birth_place": (3, _birth_place),
    "gender": (2, _simple("gender")),
    "nationality": (2, _simple("nationality")),
    "national_number": (3, _national_number),
    "contacts": (3, _sets("contacts", 3)),
    "documents": (2, _sets("documents", 2)),
    "plates": (2, _sets("plates", 2)),
    "address": (8, _address),
}
"""Field → how many levels the bound was made for; a field with others is taken at its most."""


def _is_known(comparison: Comparison) -> bool:
    return comparison.field in _BOUNDS and _BOUNDS[comparison.field][0] == len(comparison.levels)


def _bound(comparison: Comparison) -> Callable[[Beside], Bits]:
    return _BOUNDS[comparison.field][1]
