"""How two different values of a field agree: levels, best first, for many pairs at once.

Level 0 is always "equal" and never asked for here; the last level is "different". The default m of each level
is what stands in where there is too little to learn from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resolution.link.look import Levels, Look, any_of, cosine, never
from resolution.link.read.field import Field, Ints
from resolution.link.read.nicknames import are_variants, groups
from resolution.names.text import sound


@dataclass(frozen=True)
class Comparison:
    """Words and default m of each level, and the judge of pairs of distinct values (two arrays of codes).

    The value itself counts at levels up to `rare`: a rare one says more.
    """

    found: tuple[str, ...]
    m: tuple[float, ...]
    judge: Callable[[Field, Ints, Ints], Levels]
    rare: int = 0
    choice: bool = False
    """True where the level is chosen to make other fields agree: strangers get the better one as often."""


def _is_initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _heard(value: str) -> str:
    return sound(value.replace(" ", "")) if len(value) > 2 else ""


def given(field: Field, a: Ints, b: Ints) -> Levels:
    """First given names; that one is another given name of the other side is found by the comparer."""
    look = Look(field, a, b)
    likeness = look.jaro(0.8)
    known = field.marked("known", lambda value: value in groups())
    return look.first_of(
        any_of(look.at_least(likeness, 0.92), look.slips(1, 3)),
        look.each(are_variants, lambda rows: known[a[rows]] & known[b[rows]]),
        look.initial(),
        never,
        look.at_least(likeness, 0.8),
        look.first(),
    )


def middle(field: Field, a: Ints, b: Ints) -> Levels:
    """Further given names and initials."""
    look = Look(field, a, b)
    return look.first_of(look.each(_one_holds), look.at_least(look.jaro(0.92), 0.92), look.each(_some_agree))


def _one_holds(a: str, b: str) -> bool:
    """Every word of the side that says less is on the other side, as it is or by its initial."""
    return _agreeing(a, b) == min(len(a.split()), len(b.split()))


def _some_agree(a: str, b: str) -> bool:
    return _agreeing(a, b) > 0


def _agreeing(a: str, b: str) -> int:
    fewer, more = sorted((a.split(), b.split()), key=len)
    return sum(any(_may_be(word, other) for other in more) for word in fewer)


def _may_be(a: str, b: str) -> bool:
    return a == b or _is_initial(a, b)


def family(field: Field, a: Ints, b: Ints) -> Levels:
    """Family names."""
    look = Look(field, a, b)
    likeness = look.jaro(0.85)
    return look.first_of(
        any_of(look.at_least(likeness, 0.93), look.same("sound", _heard), look.slips(1, 3)),
        look.share_word(),
        look.at_least(likeness, 0.85),
        look.initial(),
        look.first(),
    )


def date(field: Field, a: Ints, b: Ints) -> Levels:
    """Dates of eight digits."""
    digits = field.digits
    x, y = digits[a], digits[b]
    same = x == y
    year, month, day = same[:, :4].all(axis=1), same[:, 4:6].all(axis=1), same[:, 6:].all(axis=1)
    partial = (x[:, 6:].max(axis=1) == 0) | (y[:, 6:].max(axis=1) == 0)
    no_month = (x[:, 4:6].max(axis=1) == 0) | (y[:, 4:6].max(axis=1) == 0)
    turned = year & (x[:, 4:6] == y[:, 6:]).all(axis=1) & (x[:, 6:] == y[:, 4:6]).all(axis=1)
    others = 8 - same.sum(axis=1, dtype=np.int8)
    one, two = others == 1, np.asarray(others == 2)
    swapped = np.zeros(len(a), np.bool_)
    swapped[two] = (np.sort(x[two], axis=1) == np.sort(y[two], axis=1)).all(axis=1)
    apart = np.abs(field.years[a] - field.years[b])
    found = (
        turned | ((one | swapped) & ~partial),
        year & partial & (no_month | month),
        (year & month) | (year & day & ~partial) | (month & day & ~partial),
        two & ~partial,
        year,
        apart <= 2,
        apart <= 10,
    )
    level = np.full(len(a), len(found) + 1, np.int8)
    for number in range(len(found), 0, -1):
        level[found[number - 1]] = number
    return level


def place(field: Field, a: Ints, b: Ints) -> Levels:
    """Towns, streets and places of birth."""
    look = Look(field, a, b)
    likeness = look.jaro(0.85)
    return look.first_of(
        any_of(look.at_least(likeness, 0.93), look.slips(1, 3), look.at_least(look.sorted_words(0.9), 0.9)),
        look.share_word(),
        look.at_least(likeness, 0.85),
    )


def postcode(field: Field, a: Ints, b: Ints) -> Levels:
    """Postcodes."""
    look = Look(field, a, b)
    same = _common_start(field, a, b)
    longest = np.maximum(field.letters.lengths[a], field.letters.lengths[b])
    return look.first_of(
        look.slips(1),
        lambda rows: (same[rows] >= longest[rows] - 2) & (same[rows] > 2),
        lambda rows: (same[rows] >= longest[rows] - 3) & (same[rows] > 1),
        look.slips(2),
        lambda rows: same[rows] >= 2,
    )


def _common_start(field: Field, a: Ints, b: Ints) -> NDArray[np.int16]:
    """Signs of the common beginning of two values, up to the first eight, which are all of a postcode."""
    heads = field.letters.heads
    common = np.zeros(len(a), np.int16)
    still = np.ones(len(a), np.bool_)
    for at in range(heads.shape[1]):
        x = heads[a, at]
        still &= (x == heads[b, at]) & (x != 0)
        common += still
    return common


def address(field: Field, a: Ints, b: Ints) -> Levels:
    """Whole addresses."""
    look = Look(field, a, b)
    likeness, words = look.sorted_words(0.75), cosine(field, a, b)
    numbers = look.same("numbers", _numbers)
    return look.first_of(
        lambda rows: (likeness[rows] >= 0.92) & numbers(rows),
        lambda rows: (words[rows] >= 0.75) & numbers(rows),
        any_of(look.at_least(words, 0.75), look.at_least(likeness, 0.85)),
        any_of(look.at_least(words, 0.4), look.at_least(likeness, 0.75)),
        look.at_least(words, 0.15),
    )


def _numbers(value: str) -> str:
    return "#" + " ".join(sorted({w for w in value.split() if w[0].isdigit()}))


def house(field: Field, a: Ints, b: Ints) -> Levels:
    """House numbers."""
    look = Look(field, a, b)
    return look.first_of(look.same("digits", _digits), look.slips(1))


def _digits(value: str) -> str:
    return "".join(c for c in value if c.isdigit())


def number(field: Field, a: Ints, b: Ints) -> Levels:
    """Numbers of documents, persons and vehicles."""
    look = Look(field, a, b)
    return look.first_of(look.slips(1), look.slips(2))


def email(field: Field, a: Ints, b: Ints) -> Levels:
    """E-mail addresses."""
    look = Look(field, a, b)
    return look.first_of(look.same("local", lambda value: value.partition("@")[0] or "@"), look.slips(2))


def text(field: Field, a: Ints, b: Ints) -> Levels:
    """Free text, by words, rare ones first."""
    look, words = Look(field, a, b), cosine(field, a, b)
    return look.first_of(
        look.at_least(words, 0.7), look.at_least(words, 0.35), lambda rows: words[rows] > 0.05
    )


def organisation(field: Field, a: Ints, b: Ints) -> Levels:
    """Names of organisations."""
    look = Look(field, a, b)
    likeness, words = look.sorted_words(0.75), cosine(field, a, b)
    return look.first_of(
        look.at_least(likeness, 0.9),
        look.at_least(words, 0.6),
        any_of(look.at_least(likeness, 0.75), look.at_least(words, 0.3)),
    )


def category(field: Field, a: Ints, b: Ints) -> Levels:
    """Words of a list."""
    look = Look(field, a, b)
    return look.first_of(any_of(look.slips(1, 4), look.share_word()))


def sex(field: Field, a: Ints, b: Ints) -> Levels:
    """Sex as written."""
    return np.ones(len(a), np.int8)


COMPARISONS: dict[str, Comparison] = {
    "given": Comparison(
        ("equal", "a slip apart", "short form or variant", "initial", "another given name of the other",
         "somewhat alike", "same first letter", "different"),
        (0.77, 0.08, 0.04, 0.02, 0.02, 0.02, 0.01, 0.04), given, rare=2,
    ),
    "middle": Comparison(
        ("equal", "one holds the other, or its initials", "a slip apart", "some agree", "different"),
        (0.7, 0.1, 0.05, 0.05, 0.1), middle, rare=1,
    ),
    "family": Comparison(
        ("equal", "a slip apart or sounding alike", "one word in common", "somewhat alike", "initial",
         "same first letter", "different"),
        (0.78, 0.09, 0.03, 0.03, 0.01, 0.01, 0.05), family, rare=1,
    ),
    "date": Comparison(
        ("equal", "one slip apart", "agree as far as known", "two parts of three agree", "two digits apart",
         "same year", "within two years", "within ten years", "different"),
        (0.8, 0.06, 0.02, 0.04, 0.02, 0.02, 0.01, 0.01, 0.02), date,
    ),
    "place": Comparison(
        ("equal", "close", "one word in common", "somewhat alike", "different"),
        (0.7, 0.08, 0.05, 0.02, 0.15), place, rare=1,
    ),
    "postcode": Comparison(
        ("equal", "one sign apart", "same sector", "same district", "two signs apart", "same area",
         "different"),
        (0.65, 0.06, 0.04, 0.04, 0.02, 0.04, 0.15), postcode,
    ),
    "address": Comparison(
        ("equal", "close, same numbers", "same words and numbers", "close", "some words in common",
         "a word in common", "different"),
        (0.55, 0.08, 0.05, 0.06, 0.04, 0.04, 0.18), address,
    ),
    "house": Comparison(
        ("equal", "same digits", "one sign apart", "different"), (0.75, 0.03, 0.05, 0.17), house),
    "phone": Comparison(
        ("equal", "one sign apart", "two signs apart", "different"), (0.7, 0.03, 0.02, 0.25), number),
    "number": Comparison(
        ("equal", "one sign apart", "two signs apart", "different"), (0.85, 0.05, 0.02, 0.08), number),
    "email": Comparison(("equal", "same name", "close", "different"), (0.7, 0.05, 0.03, 0.22), email),
    "text": Comparison(
        ("equal", "most words", "some words", "a word", "different"), (0.5, 0.15, 0.1, 0.1, 0.15), text),
    "organisation": Comparison(
        ("equal", "close", "most words", "some words", "different"),
        (0.6, 0.15, 0.1, 0.05, 0.1), organisation),
    "category": Comparison(("equal", "close or a word in common", "different"), (0.8, 0.05, 0.15), category),
    "sex": Comparison(("equal", "different"), (0.98, 0.02), sex),
}  # fmt: skip
