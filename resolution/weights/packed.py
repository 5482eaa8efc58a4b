"""Coded rows for loops of machine code: what a pair is compared by lies together, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from resolution.weights.coded import DATES, PARTS, TEXTS, TOKENS, Coded, Lists, Text

COLUMNS = (*TEXTS, *DATES)
LISTS = (*TOKENS, *PARTS)
SIGNED = frozenset(
    ("given", "surname", "birth_place", "national_number", "street", "postcode", "city", "birth")
)
"""Columns whose values are looked at sign by sign."""
SAYS = len(COLUMNS)
"""Behind the columns: a bit for each list that says something, and one for several values of a kind."""
ALONE = 1 << len(LISTS)
WIDTH = SAYS + 2
"""Numbers of a row: 64 bytes, which the processor reads at once."""
DATED = (
    "year", "month_of_year", "day_of_month", "day_of_year", "month", "day", "first", "number", "odd", "length"
)  # fmt: skip


class Packed(NamedTuple):
    """Rows and all that belongs to them in one array of numbers, and where in it each part begins.

    First `size` rows × WIDTH. From `base` on, for each column where its values begin among all; from `starts`
    on where the signs of each value stand, and from `masks` on two numbers each with a bit for each sign in
    it. From `begins` on lists × (rows + 1): where the values of each row stand. From `dates` on DATED of each
    date, and from `bis` on whether a national number is a bis number. `pool` is the address of the array.
    """

    pool: int
    size: int
    base: int
    starts: int
    masks: int
    begins: int
    dates: int
    bis: int


class Weights(NamedTuple):
    """A model as loops read it: the address of one array, what it holds, and the `prior` in bits.

    Fields × `size` (levels, silence first) of bits; as many of log2 of m; as many columns whose values count
    (-1: none). Then, from `most`, `other` and `counted` on, of each field: the most bits; the most of levels
    at which words differ, but for those whose values count; and which of them is such (-1: none). From `base`
    on of each column where the bits of its values begin.
    """

    pool: int
    size: int
    most: int
    other: int
    counted: int
    base: int
    prior: float


@dataclass(frozen=True)
class Laid:
    """What is laid out, and the array that must be held as long as it is read."""

    packed: Packed
    held: NDArray[np.int32]


def lay_out(rows: Coded) -> Laid:
    """The rows, laid out."""
    texts = [getattr(rows, column) for column in COLUMNS]
    said = [text.values if name in SIGNED else [] for name, text in zip(COLUMNS, texts, strict=True)]
    lists = [getattr(rows, name) for name in LISTS]
    signs, starts, masks = _signs(said)
    dates = np.stack([np.asarray(getattr(rows.dates, name), np.int32) for name in DATED], axis=1)
    first, listed = len(rows) * WIDTH, sum(len(held.codes) for held in lists)
    values = first + len(signs)
    base = np.cumsum([0, *map(len, said)])[:-1]
    firsts = values + np.cumsum([0, *(len(held.codes) for held in lists)])[:-1]
    begins = [held.starts + first_ for held, first_ in zip(lists, firsts, strict=True)]
    parts = [base, starts + first, masks, np.concatenate(begins), dates.ravel(), rows.is_bis]
    ends = np.cumsum([values + listed, *map(len, parts)]).tolist()
    pool = np.zeros(ends[-1], np.int32)
    _put_rows(pool[:first].reshape(-1, WIDTH), rows, texts, lists)
    pool[first:values] = signs
    pool[values : values + listed] = np.concatenate([held.codes for held in lists])
    for part, start in zip(parts, ends[:-1], strict=True):
        pool[start : start + len(part)] = part
    return Laid(Packed(pool.ctypes.data, len(rows), *ends[:-1]), pool)


def _put_rows(codes: NDArray[np.int32], rows: Coded, texts: Sequence[Text], lists: Sequence[Lists]) -> None:
    for at, text in enumerate(texts):
        codes[:, at] = text.codes
    for at, held in enumerate(lists):
        codes[:, SAYS] |= (held.counts > 0).astype(np.int32) << at
    codes[:, SAYS] |= np.where(rows.more, np.int32(ALONE), np.int32(0))


def _signs(said: Sequence[Sequence[str]]) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """All signs, where each value begins and the last ends, and which signs are in it."""
    lengths = np.fromiter(map(len, chain.from_iterable(said)), np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    whole = "".join(chain.from_iterable(said)).encode("utf-32-le", "surrogatepass")
    signs = np.frombuffer(whole, np.int32)
    masks = np.zeros(len(lengths), np.uint64)
    some = np.flatnonzero(lengths)
    if len(some):
        bits = np.uint64(1) << (signs & 63).astype(np.uint64)
        masks[some] = np.bitwise_or.reduceat(bits, starts[some])
    return signs, starts, masks.view(np.int32)
