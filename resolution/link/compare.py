"""How two different values of a field agree: levels, best first, for many pairs at once.

Level 0 is always "equal" and never asked for here; the last level is "different". The default m of each level
is what stands in where there is too little to learn from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from resolution.link.field import Field, Floats, Ints
from resolution.link.nicknames import are_variants
from resolution.text import sound

Bools = NDArray[np.bool_]
Levels = NDArray[np.int8]
Strings = NDArray[np.object_]


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


def jaro(a: Strings, b: Strings) -> Floats:
    """Jaro-Winkler similarity, 0 to 1."""
    return np.asarray(process.cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32), np.float64)


def slips(a: Strings, b: Strings, most: int = 2) -> Ints:
    """Letters left out, put in, changed or swapped; most + 1 for more than `most`."""
    return np.asarray(process.cpdist(a, b, scorer=OSA.distance, score_cutoff=most, dtype=np.int32), np.int64)


def sorted_words(a: Strings, b: Strings) -> Floats:
    """Likeness of the words in any order, 0 to 1."""
    return np.asarray(process.cpdist(a, b, scorer=fuzz.token_sort_ratio, dtype=np.float32), np.float64) / 100


def lengths(a: Strings) -> Ints:
    """Characters of each string."""
    return np.fromiter(map(len, a), np.int64, len(a))


def each(test: Callable[[str, str], bool], a: Strings, b: Strings) -> Bools:
    """A test of two strings, pair by pair."""
    return np.fromiter(map(test, a, b), np.bool_, len(a))


def cosine(field: Field, a: Ints, b: Ints) -> Floats:
    """Likeness of weighted words, 0 to 1."""
    vectors = field.vectors
    return np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1), np.float64).ravel()


def first_of(count: int, *tests: Bools) -> Levels:
    """The number, from 1, of the first test that holds; the last level where none does."""
    level = np.full(count, len(tests) + 1, np.int8)
    for number in range(len(tests), 0, -1):
        level[tests[number - 1]] = number
    return level


def _is_initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _share_word(a: str, b: str) -> bool:
    return (" " in a or " " in b) and not {w for w in a.split() if len(w) > 1}.isdisjoint(b.split())


def _sound_alike(a: str, b: str) -> bool:
    return len(a) > 2 and len(b) > 2 and sound(a.replace(" ", "")) == sound(b.replace(" ", ""))


def _same_first(a: str, b: str) -> bool:
    return a[0] == b[0]


def given(field: Field, a: Ints, b: Ints) -> Levels:
    """First given names; that one is another given name of the other side is found by the comparer."""
    x, y = field.strings[a], field.strings[b]
    likeness = jaro(x, y)
    slip = (slips(x, y, 1) <= 1) & (np.minimum(lengths(x), lengths(y)) > 3)
    return first_of(
        len(a),
        (likeness >= 0.92) | slip,
        each(are_variants, x, y),
        each(_is_initial, x, y),
        np.zeros(len(a), np.bool_),
        likeness >= 0.8,
        each(_same_first, x, y),
    )


def middle(field: Field, a: Ints, b: Ints) -> Levels:
    """Further given names and initials."""
    x, y = field.strings[a], field.strings[b]
    return first_of(
        len(a),
        each(_one_holds, x, y),
        jaro(x, y) >= 0.92,
        each(_some_agree, x, y),
    )


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
    x, y = field.strings[a], field.strings[b]
    likeness = jaro(x, y)
    slip = (slips(x, y, 1) <= 1) & (np.minimum(lengths(x), lengths(y)) > 3)
    return first_of(
        len(a),
        (likeness >= 0.93) | slip | each(_sound_alike, x, y),
        each(_share_word, x, y),
        likeness >= 0.85,
        each(_is_initial, x, y),
        each(_same_first, x, y),
    )


def _eight(a: Strings) -> NDArray[np.uint8]:
    return np.array([*a, "0" * 8], dtype="S8").view(np.uint8).reshape(-1, 8)[:-1] - ord("0")


def date(field: Field, a: Ints, b: Ints) -> Levels:
    """Dates of eight digits."""
    x, y = _eight(field.strings[a]), _eight(field.strings[b])
    same = x == y
    year, month, day = same[:, :4].all(axis=1), same[:, 4:6].all(axis=1), same[:, 6:].all(axis=1)
    partial = (x[:, 6:].sum(axis=1) == 0) | (y[:, 6:].sum(axis=1) == 0)
    no_month = (x[:, 4:6].sum(axis=1) == 0) | (y[:, 4:6].sum(axis=1) == 0)
    turned = year & (x[:, 4:6] == y[:, 6:]).all(axis=1) & (x[:, 6:] == y[:, 4:6]).all(axis=1)
    one = (~same).sum(axis=1) == 1
    two = (~same).sum(axis=1) == 2
    swapped = two & (np.sort(x, axis=1) == np.sort(y, axis=1)).all(axis=1)
    apart = np.abs(_year(x) - _year(y))
    return first_of(
        len(a),
        turned | ((one | swapped) & ~partial),
        year & partial & (no_month | month),
        (year & month) | (year & day & ~partial) | (month & day & ~partial),
        two & ~partial,
        year,
        apart <= 2,
        apart <= 10,
    )


def _year(digits: NDArray[np.uint8]) -> Ints:
    return np.asarray(digits[:, :4].astype(np.int64) @ np.array([1000, 100, 10, 1]))


def place(field: Field, a: Ints, b: Ints) -> Levels:
    """Towns, streets and places of birth."""
    x, y = field.strings[a], field.strings[b]
    likeness = jaro(x, y)
    slip = (slips(x, y, 1) <= 1) & (np.minimum(lengths(x), lengths(y)) > 3)
    return first_of(
        len(a),
        (likeness >= 0.93) | slip | (sorted_words(x, y) >= 0.9),
        each(_share_word, x, y),
        likeness >= 0.85,
    )


def postcode(field: Field, a: Ints, b: Ints) -> Levels:
    """Postcodes."""
    x, y = field.strings[a], field.strings[b]
    same = np.fromiter(map(_common_start, x, y), np.int64, len(a))
    longest = np.maximum(lengths(x), lengths(y))
    return first_of(
        len(a),
        slips(x, y, 1) <= 1,
        (same >= longest - 2) & (same > 2),
        (same >= longest - 3) & (same > 1),
        slips(x, y, 2) <= 2,
        same >= 2,
    )


def _common_start(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def address(field: Field, a: Ints, b: Ints) -> Levels:
    """Whole addresses."""
    x, y = field.strings[a], field.strings[b]
    likeness, words = sorted_words(x, y), cosine(field, a, b)
    return first_of(
        len(a),
        (likeness >= 0.92) & each(_same_numbers, x, y),
        (words >= 0.75) & each(_same_numbers, x, y),
        (words >= 0.75) | (likeness >= 0.85),
        (words >= 0.4) | (likeness >= 0.75),
        words >= 0.15,
    )


def _same_numbers(a: str, b: str) -> bool:
    x, y = ({w for w in text.split() if w[0].isdigit()} for text in (a, b))
    return x == y


def house(field: Field, a: Ints, b: Ints) -> Levels:
    """House numbers."""
    x, y = field.strings[a], field.strings[b]
    return first_of(len(a), each(_same_digits, x, y), slips(x, y, 1) <= 1)


def _same_digits(a: str, b: str) -> bool:
    x, y = ("".join(c for c in text if c.isdigit()) for text in (a, b))
    return bool(x) and x == y


def number(field: Field, a: Ints, b: Ints) -> Levels:
    """Numbers of documents, persons and vehicles."""
    x, y = field.strings[a], field.strings[b]
    return first_of(len(a), slips(x, y, 1) <= 1, slips(x, y, 2) <= 2)


def email(field: Field, a: Ints, b: Ints) -> Levels:
    """E-mail addresses."""
    x, y = field.strings[a], field.strings[b]
    return first_of(len(a), each(_same_local, x, y), slips(x, y, 2) <= 2)


def _same_local(a: str, b: str) -> bool:
    return a.partition("@")[0] == b.partition("@")[0]


def text(field: Field, a: Ints, b: Ints) -> Levels:
    """Free text, by words, rare ones first."""
    words = cosine(field, a, b)
    return first_of(len(a), words >= 0.7, words >= 0.35, words > 0.05)


def organisation(field: Field, a: Ints, b: Ints) -> Levels:
    """Names of organisations."""
    x, y = field.strings[a], field.strings[b]
    likeness, words = sorted_words(x, y), cosine(field, a, b)
    return first_of(len(a), likeness >= 0.9, words >= 0.6, (likeness >= 0.75) | (words >= 0.3))


def category(field: Field, a: Ints, b: Ints) -> Levels:
    """Words of a list."""
    x, y = field.strings[a], field.strings[b]
    near = (slips(x, y, 1) <= 1) & (np.minimum(lengths(x), lengths(y)) > 4)
    return first_of(len(a), near | each(_share_word, x, y))


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
