"""Candidates: pairs of rows that share two things, the rarest combinations first, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from resolution.link.field import NONE, Field, Ints
from resolution.link.nicknames import groups
from resolution.link.table import Table
from resolution.text import sound

BUDGET_PER_ROW = 1200
BUDGET = (2_000_000, 50_000_000)
"""Least and most pairs that keys may give, the same pair counted for each key that it has."""
LARGEST = 200
"""Rows under one key from which it is never used."""
AT_ONCE = 6_000_000
FREE = 3
"""Rows under a key that are always compared, whatever the budget."""


@dataclass(frozen=True)
class Atom:
    """One thing that rows can share, as a number for each row; coarse ones join only in threes."""

    field: str
    name: str
    codes: Ints
    coarse: bool = False


@dataclass(frozen=True)
class Capped:
    """A kind of key of which some values were too common: how many, and the rows of the commonest."""

    key: str
    values: int
    largest: int


@dataclass(frozen=True)
class Candidates:
    """Pairs of rows (left < right), and what was not used for being too common."""

    left: Ints
    right: Ints
    capped: tuple[Capped, ...]


def candidates(table: Table) -> Candidates:
    """The pairs to compare; across files only when there are two."""
    keys = list(_keys(list(_atoms(table)), len(table)))
    size, capped = _largest_size(keys, table)
    found = np.zeros(0, np.int64)
    waiting: list[Ints] = []
    for _, codes in keys:
        waiting.append(_pairs(codes, size, table.files))
        if sum(map(len, waiting)) > AT_ONCE:
            found = _distinct([found, *waiting])
            waiting = []
    found = _distinct([found, *waiting])
    return Candidates(found // len(table), found % len(table), capped)


def _distinct(parts: list[Ints]) -> Ints:
    """Each pair once, in order; sorting is several times faster here than a table of hashes."""
    every = np.concatenate(parts)
    every.sort()
    return every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every


def _atoms(table: Table) -> Iterator[Atom]:
    for field in table.fields:
        for name, make, coarse in _MAKERS.get(field.kind.compare, ()):
            for column in range(field.codes.shape[1]):
                yield Atom(field.name, f"{field.name} {name}", _coded(field, column, make), coarse)
    if table.names is not None:
        for place, codes in enumerate(_rarest(table.names.words)):
            yield Atom(f"word {place}", "a word of the name", codes)


def _coded(field: Field, column: int, make: Callable[[str], str]) -> Ints:
    numbers: dict[str, int] = {}
    made = [make(value) for value in field.values]
    codes = np.array([numbers.setdefault(m, len(numbers)) if m else NONE for m in made] + [NONE], np.int64)
    return codes[field.codes[:, column]]


def _rarest(words: Field) -> list[Ints]:
    """The two rarest words of each row's name, as they sound."""
    count: dict[str, int] = {}
    held = np.bincount(words.codes[words.codes[:, 0] != NONE, 0], minlength=len(words.values))
    heard = [[sound(w) for w in value.split() if len(w) > 2] for value in words.values]
    for value, times in zip(heard, held, strict=True):
        for word in value:
            count[word] = count.get(word, 0) + int(times)
    number = {word: at for at, word in enumerate(sorted(count))}
    ranked = [sorted(set(value), key=lambda w: (count[w], w)) for value in heard]
    made = []
    for place in (0, 1, 2):
        codes = [number[value[place]] if len(value) > place else NONE for value in ranked]
        made.append(np.array([*codes, NONE], np.int64)[words.codes[:, 0]])
    return made


def _root(text: str) -> str:
    first = text.partition(" ")[0]
    known = groups().get(first)
    return f"#{min(known)}" if known else sound(first)


def _start(length: int) -> Callable[[str], str]:
    return lambda text: text.replace(" ", "")[:length]


def _sound_of(text: str) -> str:
    return sound(text.replace(" ", ""))


def _month(text: str) -> str:
    return text[:6] if text[4:6] != "00" else ""


def _month_day(text: str) -> str:
    return "".join(sorted((text[4:6], text[6:]))) if text[6:] != "00" else ""


def _day_year(text: str) -> str:
    return text[:4] + text[6:] if text[6:] != "00" else ""


def _decade(text: str) -> str:
    return text[:3]


def _whole(text: str) -> str:
    return text


def _date(text: str) -> str:
    return text if text[6:] != "00" else ""


def _sector(text: str) -> str:
    return text[:-2] if len(text) > 4 else text


def _district(text: str) -> str:
    return text[:-3] if len(text) > 4 else text[:2]


def _long_words(text: str) -> str:
    return " ".join(sorted(w for w in text.split() if len(w) > 3))


_TEXT = (("words", _long_words, False), ("beginning", _start(6), False))
_NUMBER = (("whole", _whole, False), ("beginning", _start(5), False), ("end", lambda t: t[-5:], False))
_MAKERS: dict[str, tuple[tuple[str, Callable[[str], str], bool], ...]] = {
    "given": (("root", _root, False), ("3 letters", _start(3), False), ("letter", _start(1), True)),
    "family": (("sound", _sound_of, False), ("4 letters", _start(4), False), ("2 letters", _start(2), True)),
    "date": (
        ("whole", _date, False), ("year, month", _month, False), ("year, day", _day_year, False),
        ("month, day", _month_day, False), ("year", _start(4), False), ("decade", _decade, True),
    ),
    "place": (("whole", _whole, False), ("5 letters", _start(5), False)),
    "postcode": (("whole", _whole, False), ("sector", _sector, False), ("district", _district, False)),
    "address": _TEXT,
    "house": (("whole", _whole, False),),
    "phone": _NUMBER,
    "number": _NUMBER,
    "email": (("whole", _whole, False), ("name", lambda t: t.partition("@")[0], False)),
    "text": _TEXT,
    "organisation": _TEXT,
    "category": (("whole", _whole, False),),
}  # fmt: skip


def _keys(atoms: list[Atom], rows: int) -> Iterator[tuple[str, Ints]]:
    fine = [atom for atom in atoms if not atom.coarse]
    coarse = [atom for atom in atoms if atom.coarse]
    for atom in fine:
        yield atom.name, atom.codes
    for one, other in combinations(fine, 2):
        if one.field != other.field:
            yield f"{one.name} + {other.name}", _joined(one.codes, other.codes)
    for one, other in combinations(coarse, 2):
        if one.field == other.field:
            continue
        both = _joined(one.codes, other.codes)
        for third in fine:
            if third.field not in (one.field, other.field):
                yield f"{one.name} + {other.name} + {third.name}", _joined(both, third.codes)


def _joined(a: Ints, b: Ints) -> Ints:
    return np.where((a == NONE) | (b == NONE), NONE, a * (int(b.max(initial=0)) + 1) + b)


def _blocks(codes: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows in the order of their keys, and the start and length of each block of two rows or more."""
    order = np.argsort(codes, kind="stable")
    order = order[np.searchsorted(codes[order], 0) :]
    held = codes[order]
    starts = (
        np.flatnonzero(np.concatenate([[True], held[1:] != held[:-1]]))
        if len(held)
        else np.zeros(0, np.int64)
    )
    sizes = np.diff(np.concatenate([starts, [len(held)]]))
    kept = sizes > 1
    return order, starts[kept], sizes[kept]


def _largest_size(keys: list[tuple[str, Ints]], table: Table) -> tuple[int, tuple[Capped, ...]]:
    """The size of block up to which all keys together stay within the budget."""
    counts = np.zeros(LARGEST + 1)
    seen = []
    for name, codes in keys:
        sizes = _blocks(codes)[2]
        counts += np.bincount(sizes[sizes <= LARGEST], minlength=LARGEST + 1)
        seen.append((name, sizes))
    each = np.arange(LARGEST + 1, dtype=np.float64)
    total = np.cumsum(counts * each * (each - 1) / 2)
    budget = min(max(BUDGET_PER_ROW * len(table), BUDGET[0]), BUDGET[1])
    size = max(FREE, int(np.searchsorted(total, budget, side="right")) - 1)
    capped = [
        Capped(name, int((sizes > size).sum()), int(sizes.max()))
        for name, sizes in seen
        if (sizes > size).any()
    ]
    return size, tuple(capped)


def _pairs(codes: Ints, largest: int, files: NDArray[np.int8]) -> Ints:
    """Pairs of rows of the blocks up to a size, each as left × rows + right."""
    order, starts, sizes = _blocks(codes)
    starts, sizes = starts[sizes <= largest], sizes[sizes <= largest]
    two = bool(files.any())
    found = []
    for distance in range(1, int(sizes.max(initial=1))):
        longer = sizes > distance
        firsts, count = starts[longer], sizes[longer] - distance
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        at = np.repeat(firsts, count) + offset
        a, b = order[at], order[at + distance]
        if two:
            across = files[a] != files[b]
            a, b = a[across], b[across]
        found.append(np.minimum(a, b) * len(codes) + np.maximum(a, b))
    return np.concatenate(found) if found else np.zeros(0, np.int64)
