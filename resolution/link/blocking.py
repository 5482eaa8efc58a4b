"""Candidates: pairs of rows that share two things, the rarest combinations first, within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from resolution.link.atoms import Atom, atoms_of
from resolution.link.read.field import NONE, Ints
from resolution.link.read.table import Table

BUDGET_PER_ROW = 600
BUDGET = (2_000_000, 30_000_000)
"""Least and most pairs that keys may give; one that several joined keys have counts for each."""
LEAST_PER_ROW = 40
"""Pairs for each row of a table so large that the most would be fewer."""
LARGEST = 200
"""Rows under one key from which it is never used."""
AT_ONCE = 6_000_000
"""Pairs that wait until they are sorted."""
SPREAD = np.uint64(0x9E3779B97F4A7C15)
NEVER = 63
"""Rank of blocks that are never used."""
STEPS, ZERO = 4, 12
"""Ranks for each doubling of what chance brings together, and the rank of one row."""
COUNTED = 120_000
"""Rows up to which all blocks are counted; of more, those of some values, the rest taken to be alike."""
Ranks = NDArray[np.int8]


@dataclass(frozen=True)
class Held:
    """Of one atom how many rows say what a row says (0: nothing), and its rank as a key of its own.

    `values` is how many different things are said, `drawn` are rows of some of them, all rows of each, and
    `times` is how many rows there are for each that is drawn.
    """

    sizes: NDArray[np.int32]
    ranks: Ranks
    values: int
    drawn: Ints
    times: float


@dataclass(frozen=True)
class Capped:
    """A kind of key of which some values were too common: how many, and the rows of the commonest.

    In a table of more than COUNTED rows both are told from a part of the values, where several are joined.
    """

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
    atoms = list(atoms_of(table))
    share = max(1, len(table) // COUNTED)
    held = {id(atom): _held(atom, share) for atom in atoms}
    keys = list(_keys(atoms))
    limit, capped = _limit(keys, held, len(table))
    used = {id(atom): _Open(held[id(atom)], atom.coarse, limit, len(table)) for atom in atoms}
    found: list[Ints] = []
    waiting: list[Ints] = []
    for key in keys:
        waiting.append(_pairs(key, held, used, limit, table.files))
        if sum(map(len, waiting)) > AT_ONCE:
            found.append(_distinct(waiting))
            waiting = []
    every = _distinct([*found, *waiting])
    left = every // len(table)
    every -= left * len(table)
    return Candidates(left, every, capped)


def _distinct(parts: list[Ints]) -> Ints:
    """Each pair once, in order; sorting is several times faster here than a table of hashes."""
    every = np.concatenate([np.zeros(0, np.int64), *parts])
    every.sort()
    return every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every


@dataclass(frozen=True)
class _Key:
    """What rows share; `alone` are the atoms that are keys of their own as well."""

    name: str
    atoms: tuple[Atom, ...]

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


def _held(atom: Atom, share: int) -> Held:
    counts = np.append(np.bincount(atom.codes[atom.codes != NONE]), 0).astype(np.int32)
    sizes = counts[atom.codes]
    place = np.empty(len(counts), np.int64)
    place[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    drawn = (place % share == share // 2) & (counts > 1)
    rows = np.flatnonzero(drawn[atom.codes])
    times = float((sizes > 1).sum()) / max(1, len(rows))
    return Held(sizes, _ranks(sizes, sizes.astype(np.float32)), int((counts > 0).sum()), rows, times)


class _Open:
    """Rows whose blocks may be used with others, and the logarithm of the share of rows that say the same."""

    def __init__(self, held: Held, coarse: bool, limit: int, rows: int) -> None:
        self.rows = (held.sizes > 1) & (coarse | (held.ranks > limit))
        self.share = np.log2(np.maximum(held.sizes, 1).astype(np.float32) / np.float32(rows))


def _sizes(codes: Ints) -> NDArray[np.int32]:
    """For each row how many have its code; two codes that meet at one place count together, which is rare.

    The table of places is eight times as long as there are rows: counting beats sorting.
    """
    bits = max(4, len(codes).bit_length() + 3)
    places = ((codes.astype(np.uint64) * SPREAD) >> np.uint64(64 - bits)).astype(np.int64)
    return np.bincount(places, minlength=1)[places].astype(np.int32)


def _ranks(sizes: NDArray[np.int32], expected: NDArray[np.float32]) -> Ranks:
    """How soon the block of each row is used: few rows that chance alone would bring together come first.

    `expected` is how many rows would say this if the atoms had nothing to do with one another. Blocks that
    are never used have rank NEVER.
    """
    score = np.maximum(expected + sizes / np.float32(8), np.float32(1e-3))
    ranks = np.clip(STEPS * np.log2(score) + ZERO, 0, NEVER - 1).astype(np.int8)
    ranks[(sizes < 2) | (sizes > LARGEST)] = NEVER
    return np.asarray(ranks, np.int8)


def _ranked(
    key: _Key, held: Mapping[int, Held], rows: Ints, whole: int
) -> tuple[Ints, NDArray[np.int32], Ranks]:
    """Of some rows, whole blocks of them, the code of a joined key, the size of its block, and its rank."""
    codes = np.zeros(len(rows), np.int64)
    expected = np.full(len(rows), float(whole), np.float32)
    for atom in key.atoms:
        said = atom.codes[rows]
        codes = codes * (int(atom.codes.max(initial=0)) + 1) + said
        expected *= held[id(atom)].sizes[rows] / np.float32(whole)
    sizes = _sizes(codes)
    return codes, sizes, _ranks(sizes, expected)


class _Counted(NamedTuple):
    """Of rows that are counted the size and rank of their blocks, the rank from which an atom of it is a key
    of its own, and how many rows there are for each of them."""

    sizes: NDArray[np.int32]
    ranks: Ranks
    until: Ranks
    times: float


def _counted(key: _Key, held: Mapping[int, Held], whole: int) -> _Counted:
    if len(key.atoms) == 1:
        own = held[id(key.atoms[0])]
        return _Counted(own.sizes, own.ranks, np.full(whole, NEVER, np.int8), 1.0)
    lead = max(key.atoms, key=lambda atom: held[id(atom)].values)
    rows = held[id(lead)].drawn
    for atom in key.atoms:
        if atom is not lead:
            rows = rows[held[id(atom)].sizes[rows] > 1]
    _, sizes, ranks = _ranked(key, held, rows, whole)
    until = np.full(len(rows), NEVER, np.int8)
    for atom in key.alone:
        until = np.minimum(until, held[id(atom)].ranks[rows])
    return _Counted(sizes, ranks, until, held[id(lead)].times)


def _limit(keys: list[_Key], held: Mapping[int, Held], rows: int) -> tuple[int, tuple[Capped, ...]]:
    """The rank of block up to which all keys together stay within the budget."""
    total = np.zeros(NEVER + 1)
    seen = []
    for key in keys:
        sizes, ranks, until, times = _counted(key, held, rows)
        used = np.flatnonzero(ranks < until)
        pairs = (sizes[used] - 1) / 2 * times
        total += np.bincount(ranks[used], weights=pairs, minlength=NEVER + 1)
        total -= np.bincount(until[used], weights=pairs, minlength=NEVER + 1)
        shared = np.flatnonzero(sizes > 1)
        blocks = times * np.bincount(ranks[shared], weights=1 / sizes[shared], minlength=NEVER + 1)
        seen.append((key.name, blocks, int(sizes.max(initial=0))))
    budget = max(min(max(BUDGET_PER_ROW * rows, BUDGET[0]), BUDGET[1]), LEAST_PER_ROW * rows)
    limit = max(0, int(np.searchsorted(np.cumsum(total)[:NEVER], budget, side="right")) - 1)
    capped = [
        Capped(name, round(blocks[limit + 1 :].sum()), largest)
        for name, blocks, largest in seen
        if round(blocks[limit + 1 :].sum())
    ]
    return limit, tuple(capped)


def _blocks(key: _Key, held: Mapping[int, Held], used: Mapping[int, _Open], limit: int) -> tuple[Ints, Ints]:
    """Rows of the blocks up to a rank, and the code of each.

    Where an atom is rare enough to be a key of its own its pairs are there already.
    """
    if len(key.atoms) == 1:
        rows = np.flatnonzero(held[id(key.atoms[0])].ranks <= limit)
        return rows, key.atoms[0].codes[rows].astype(np.int64)
    whole = len(key.atoms[0].codes)
    most = 2 ** ((limit + 1 - ZERO) / STEPS) - 2 / 8
    if most <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    open_ = used[id(key.atoms[0])].rows
    share = used[id(key.atoms[0])].share
    for atom in key.atoms[1:]:
        open_ = open_ & used[id(atom)].rows
        share = share + used[id(atom)].share
    rows = np.flatnonzero(open_ & (share <= np.log2(most / whole) + 0.01))
    codes, _, ranks = _ranked(key, held, rows, whole)
    near = ranks <= limit
    return rows[near], codes[near]


def _pairs(
    key: _Key,
    held: Mapping[int, Held],
    used: Mapping[int, _Open],
    limit: int,
    files: NDArray[np.int8],
) -> Ints:
    """Pairs of rows of the blocks up to a rank, each as left × rows + right."""
    rows, codes = _blocks(key, held, used, limit)
    by_code = np.argsort(codes)
    order, own = rows[by_code], codes[by_code]
    starts = np.flatnonzero(np.concatenate([[True], own[1:] != own[:-1]])) if len(own) else order
    sizes = np.diff(np.concatenate([starts, [len(own)]]))
    two = bool(files.any())
    found = []
    for distance in range(1, int(sizes.max(initial=1))):
        longer = sizes > distance
        starts, sizes = starts[longer], sizes[longer]
        count = sizes - distance
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        at = np.repeat(starts, count) + offset
        a, b = order[at], order[at + distance]
        if two:
            across = files[a] != files[b]
            a, b = a[across], b[across]
        found.append(np.minimum(a, b) * len(files) + np.maximum(a, b))
    return np.concatenate(found) if found else np.zeros(0, np.int64)
