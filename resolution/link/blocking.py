"""Candidates: pairs of rows that share two things, the rarest combinations first, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from resolution.link.field import NONE, Field, Ints
from resolution.link.nicknames import groups
from resolution.link.table import Table
from resolution.text import sound

BUDGET_PER_ROW = 600
BUDGET = (2_000_000, 30_000_000)
"""Least and most pairs that keys may give; one that several joined keys have counts for each."""
LEAST_PER_ROW = 40
"""Pairs for each row of a table so large that the most would be fewer."""
LARGEST = 200
"""Rows under one key from which it is never used."""
AT_ONCE = 6_000_000
SPREAD = np.uint64(0x9E3779B97F4A7C15)
NEVER = 63
"""Rank of blocks that are never used."""
Ranks = NDArray[np.int8]
Held = Mapping[int, tuple[NDArray[np.int32], Ranks]]
"""For each atom how many rows say what a row says, and its rank as a key of its own."""


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
    atoms = list(_atoms(table))
    held = {}
    for atom in atoms:
        sizes = _held(atom.codes)
        held[id(atom)] = (sizes, _ranks(sizes, sizes.astype(np.float32)))
    keys = list(_keys(atoms))
    limit, capped = _limit(keys, held, len(table))
    found: list[Ints] = []
    waiting: list[Ints] = []
    for key in keys:
        waiting.append(_pairs(key, held, limit, table.files))
        if sum(map(len, waiting)) > AT_ONCE:
            found.append(_distinct(waiting))
            waiting = []
    every = _distinct([*found, *waiting])
    return Candidates(every // len(table), every % len(table), capped)


def _distinct(parts: list[Ints]) -> Ints:
    """Each pair once, in order; sorting is several times faster here than a table of hashes."""
    every = np.concatenate([np.zeros(0, np.int64), *parts])
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


@dataclass(frozen=True)
class _Key:
    """What rows share; `alone` are the atoms that are keys of their own as well."""

    name: str
    atoms: tuple[Atom, ...]

    @property
    def codes(self) -> Ints:
        """A number for each row, made when it is asked for: all keys at once would not fit in memory."""
        first, *others = (atom.codes for atom in self.atoms)
        for other in others:
            first = _joined(first, other)
        return first

    @property
    def alone(self) -> tuple[Atom, ...]:
        """The fine atoms of a joined key."""
        return tuple(atom for atom in self.atoms if not atom.coarse) if len(self.atoms) > 1 else ()


def _keys(atoms: list[Atom]) -> Iterator[_Key]:
    fine = [atom for atom in atoms if not atom.coarse]
    coarse = [atom for atom in atoms if atom.coarse]
    for atom in fine:
        yield _Key(atom.name, (atom,))
    for one, other in combinations(fine, 2):
        if one.field != other.field:
            yield _Key(f"{one.name} + {other.name}", (one, other))
    for one, other in combinations(coarse, 2):
        if one.field == other.field:
            continue
        for third in fine:
            if third.field not in (one.field, other.field):
                yield _Key(f"{one.name} + {other.name} + {third.name}", (one, other, third))


def _joined(a: Ints, b: Ints) -> Ints:
    return np.where((a == NONE) | (b == NONE), NONE, a * (int(b.max(initial=0)) + 1) + b)


def _places(codes: Ints) -> NDArray[np.uint64]:
    """A place of each code in a table eight times as long as there are rows: counting beats sorting."""
    bits = max(4, len(codes).bit_length() + 3)
    return (codes.astype(np.uint64) * SPREAD) >> np.uint64(64 - bits)


def _sizes(codes: Ints) -> Ints:
    """Rows at each place; two codes that meet at one place count together, which is rare."""
    known = codes != NONE
    return np.bincount(_places(codes)[known].astype(np.int64)) if known.any() else np.zeros(1, np.int64)


def _held(codes: Ints) -> NDArray[np.int32]:
    """For each row how many have its code; 0 where it has none."""
    at = _places(codes).astype(np.int64)
    sizes = _sizes(codes)
    held = sizes[np.minimum(at, len(sizes) - 1)].astype(np.int32)
    held[codes == NONE] = 0
    return held


def _ranks(sizes: NDArray[np.int32], expected: NDArray[np.float32]) -> Ranks:
    """How soon the block of each row is used: few rows that chance alone would bring together come first.

    `expected` is how many rows would say this if the atoms had nothing to do with one another. Blocks that
    are never used have rank NEVER.
    """
    score = np.maximum(expected + sizes / np.float32(8), np.float32(1e-3))
    ranks = np.clip(4 * np.log2(score) + 12, 0, NEVER - 1).astype(np.int8)
    ranks[(sizes < 2) | (sizes > LARGEST)] = NEVER
    return np.asarray(ranks, np.int8)


def _ranked(key: _Key, codes: Ints, held: Held, rows: int) -> tuple[NDArray[np.int32], Ranks, Ranks]:
    """Size and rank of the block of each row, and the rank from which an atom of it is a key of its own."""
    if len(key.atoms) == 1:
        sizes, ranks = held[id(key.atoms[0])]
        return sizes, ranks, np.full(rows, NEVER, np.int8)
    sizes = _held(codes)
    expected = np.full(rows, float(rows), np.float32)
    for atom in key.atoms:
        expected *= held[id(atom)][0] / np.float32(rows)
    until = np.full(rows, NEVER, np.int8)
    for atom in key.alone:
        until = np.minimum(until, held[id(atom)][1])
    return sizes, _ranks(sizes, expected), until


def _limit(keys: list[_Key], held: Held, rows: int) -> tuple[int, tuple[Capped, ...]]:
    """The rank of block up to which all keys together stay within the budget."""
    total = np.zeros(NEVER + 1)
    seen = []
    for key in keys:
        sizes, ranks, until = _ranked(key, key.codes, held, rows)
        used = np.flatnonzero(ranks < until)
        pairs = (sizes[used] - 1) / 2
        total += np.bincount(ranks[used], weights=pairs, minlength=NEVER + 1)
        total -= np.bincount(until[used], weights=pairs, minlength=NEVER + 1)
        shared = np.flatnonzero(sizes > 1)
        blocks = np.bincount(ranks[shared], weights=1 / sizes[shared], minlength=NEVER + 1)
        seen.append((key.name, blocks, int(sizes.max(initial=0))))
    budget = max(min(max(BUDGET_PER_ROW * rows, BUDGET[0]), BUDGET[1]), LEAST_PER_ROW * rows)
    limit = max(0, int(np.searchsorted(np.cumsum(total)[:NEVER], budget, side="right")) - 1)
    capped = [
        Capped(name, round(blocks[limit + 1 :].sum()), largest)
        for name, blocks, largest in seen
        if round(blocks[limit + 1 :].sum())
    ]
    return limit, tuple(capped)


def _pairs(key: _Key, held: Held, limit: int, files: NDArray[np.int8]) -> Ints:
    """Pairs of rows of the blocks up to a rank, each as left × rows + right.

    Where an atom is rare enough to be a key of its own its pairs are there already.
    """
    codes = key.codes
    _, ranks, until = _ranked(key, codes, held, len(codes))
    order = np.flatnonzero((ranks <= limit) & (until > limit))
    order = order[np.argsort(codes[order], kind="stable")]
    own = codes[order]
    starts = np.flatnonzero(np.concatenate([[True], own[1:] != own[:-1]])) if len(own) else order
    sizes = np.diff(np.concatenate([starts, [len(own)]]))
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
