"""Learns without labels what each level says: u from random pairs, m by expectation and maximisation.

The model has kinds of pairs: one person, at one home or moved; two of one household, who share family name,
address and the like; two namesakes, who share names; kin, who share both; two things of one sort, where the
table is of things; and two strangers. Those who are alike agree in nothing else more than by chance, and one
who moved in no part of the address. Pairs that are no candidates count as strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from resolution.link.comparer import SILENT, Compared, Comparer
from resolution.link.look import Levels
from resolution.link.read.field import Floats, Ints
from resolution.link.rivals import NEVER, Once, Rivalry, some_pairs

RANDOM_PAIRS = 1_000_000
PATTERNS = 2_000_000
"""Candidates that are looked at when m is learned."""
ROUNDS = 60
STILL = 1e-4
BELIEF = 20.0
"""Pairs that the default m of a field counts for."""
BELIEF_U = 20.0
USUAL_EQUAL, USUAL_DIFFERENT = 0.01, 0.9
"""u of a field with many values, where there are too few pairs to tell."""
LEAST = 1e-7
TINY = 1e-30
FIRST = 0.3
"""Pairs of one person for each row, to begin with."""
MOST = 0.2
"""Share of all pairs that no kind exceeds."""
MATES = 10.0
"""Pairs of one person for each row that are never exceeded: more of them are alike in something else."""
NAMES = frozenset(("given_name", "family_name", "middle_names", "order_of_names", "sex"))
TOLD_APART = 0.5
"""Share of the rows that must say something else before those who are alike can be told from one person."""
SAID_BY_ALL = 0.2
"""Chance of being equal from which a field tells nobody apart."""
MOST_DIFFERENT = 0.2
"""Share of the pairs of one person that may differ in what a person keeps."""
MOVED = 0.05
"""Share of the pairs of one person that are taken to have moved, at most: who has the same name and lives
elsewhere is more often somebody else than this share says, where nothing else is known of either."""

Shares = tuple[Floats, ...]


@dataclass(frozen=True)
class Alike:
    """A kind of pair that agrees without being one person: shares of levels, and its share of all pairs."""

    name: str
    free: tuple[bool, ...]
    shares: Shares
    prior: float


@dataclass(frozen=True)
class Learned:
    """Shares of each level, m among pairs of one person, u among strangers; and the pairs that are alike.

    `moved` is the share of the pairs of one person that agree in the fields of `home` by chance alone; m of
    these fields is that of the others.
    """

    m: Shares
    u: Shares
    match: float
    alike: tuple[Alike, ...]
    home: tuple[bool, ...]
    moved: float = 0.0

    @property
    def strangers(self) -> float:
        """The share of all pairs that are strangers."""
        return 1 - self.match - sum(kind.prior for kind in self.alike)


@dataclass(frozen=True)
class _Patterns:
    levels: Levels
    counts: Floats
    pairs: float = 0.0
    """Different pairs of rows that they were drawn from."""
    of: Ints | None = None
    """The pattern of each pair."""


def learn(
    comparer: Comparer,
    left: Ints,
    right: Ints,
    levels: Levels,
    seed: int,
    drawn: Ints | None = None,
    once: Once = NEVER,
) -> Learned:
    """Learn from the candidates and random pairs of `drawn` (of all rows); a seed gives one result.

    `once` tells in which of two files nobody is twice.
    """
    rng = np.random.default_rng(seed)
    files = comparer.table.files
    among = np.arange(len(comparer.table)) if drawn is None else drawn
    a, b = rng.integers(0, len(among), RANDOM_PAIRS), rng.integers(0, len(among), RANDOM_PAIRS)
    different = a != b
    a, b = among[a], among[b]
    kept = different & ((files[a] != files[b]) | (not files.any()))
    random = _patterns(comparer.levels(a[kept], b[kept]))
    random = _Patterns(random.levels, random.counts, len(among) * (len(among) - 1) / 2)
    scale = 1.0
    if len(levels) > PATTERNS:
        chosen = some_pairs(left, right, files, once, PATTERNS, rng)
        scale, levels = len(levels) / len(chosen), levels[chosen]
        left, right = left[chosen], right[chosen]
    seen = _patterns(levels)
    rivalry = Rivalry(left, right, files, once, seen.of) if any(once) and seen.of is not None else None
    learned = _start(comparer, random)
    for _ in range(2):
        learned = _maximise(comparer, seen, scale, learned, rivalry)
        learned = _chances(comparer, random, learned)
    return learned


def pairs_of(comparer: Comparer) -> float:
    """How many pairs of rows there are; across files where there are two."""
    files = comparer.table.files
    rows, second = len(files), int(files.sum())
    return float(max(1, (rows - second) * second if second else rows * (rows - 1) // 2))


def _patterns(levels: Levels) -> _Patterns:
    rows = np.ascontiguousarray(levels).view(f"V{levels.shape[1]}").ravel()
    distinct, of, counts = np.unique(rows, return_inverse=True, return_counts=True)
    return _Patterns(distinct.view(np.int8).reshape(-1, levels.shape[1]), counts.astype(np.float64), 0.0, of)


def _start(comparer: Comparer, random: _Patterns) -> Learned:
    m = tuple(np.array(column.comparison.m) for column in comparer.columns)
    u = tuple(_chance(comparer, random, random.counts, at) for at in range(len(m)))
    prior = min(MOST, FIRST * len(comparer.table) / pairs_of(comparer))
    alike = tuple(
        Alike(name, free, tuple(x if own else y for x, y, own in zip(m, u, free, strict=True)), prior)
        for name, free in _kinds(comparer, u)
    )
    home = tuple(column.home for column in comparer.columns)
    return Learned(m, u, prior, alike, home, MOVED if sum(home) > 1 else 0.0)


def _kinds(comparer: Comparer, u: Shares) -> Iterator[tuple[str, tuple[bool, ...]]]:
    """The kinds of pairs that something else can tell from one person, with what each has in common."""
    home = tuple(column.home for column in comparer.columns)
    shared = tuple(column.shared for column in comparer.columns)
    names = tuple(column.name in NAMES for column in comparer.columns)
    kin = tuple(a or b for a, b in zip(shared, names, strict=True))
    sorts = tuple(c.field is not None and c.field.kind.name == "category" for c in comparer.columns)
    if not any(comparer.keeps) or any(f.kind.keeps for f in comparer.table.fields):
        sorts = tuple(False for _ in sorts)
    kinds = (("household", shared), ("namesakes", names), ("kin", kin), ("of one sort", sorts))
    for name, free in kinds:
        others = [
            column.field.known
            for column, own, moves, chance in zip(comparer.columns, free, home, u, strict=True)
            if not (own or (moves and sum(home) > 1)) and column.field is not None and chance[0] < SAID_BY_ALL
        ]
        if any(free) and others and float(np.mean(np.any(others, axis=0))) >= TOLD_APART:
            yield name, free


def _shares(patterns: _Patterns, weights: Floats, at: int, belief: Floats, pairs: float) -> Floats:
    level = patterns.levels[:, at]
    said = level != SILENT
    counted = np.bincount(level[said], weights=weights[said], minlength=len(belief)) + belief * pairs
    return np.asarray(np.maximum(counted / counted.sum(), LEAST))


def _chance(comparer: Comparer, random: _Patterns, weights: Floats, at: int) -> Floats:
    """u of one field; a small table has few different pairs, however many are drawn."""
    comparison = comparer.columns[at].comparison
    size = len(comparison.m)
    if comparison.choice:
        return np.ones(size)
    usual = np.full(size, (1 - USUAL_EQUAL - USUAL_DIFFERENT) / max(1, size - 2))
    usual[0], usual[-1] = (USUAL_EQUAL, USUAL_DIFFERENT) if size > 2 else (0.5, 0.5)
    return _shares(random, weights * min(1.0, random.pairs / RANDOM_PAIRS), at, usual, BELIEF_U)


def log_shares(levels: Levels, shares: Shares) -> Floats:
    """Sum over the fields of log2 of the share of each pair's level; silence adds nothing."""
    total = np.zeros(len(levels))
    for at, share in enumerate(shares):
        total += np.append(np.log2(share), 0.0)[levels[:, at]]
    return total


def _beliefs(levels: Levels, learned: Learned) -> list[Floats]:
    """Probabilities of one person at one home, of one who moved, and of each kind of pair that is alike."""
    stranger = log_shares(levels, learned.u) + np.log2(learned.strangers)
    moved = tuple(y if home else x for x, y, home in zip(learned.m, learned.u, learned.home, strict=True))
    kinds = [
        (learned.m, learned.match * (1 - learned.moved)),
        (moved, learned.match * learned.moved),
        *((kind.shares, kind.prior) for kind in learned.alike),
    ]
    odds = [
        np.exp2(np.clip(log_shares(levels, shares) + np.log2(max(prior, TINY)) - stranger, -300, 300))
        for shares, prior in kinds
    ]
    whole = 1 + np.sum(odds, axis=0)
    return [each / whole for each in odds]


def _maximise(
    comparer: Comparer, seen: _Patterns, scale: float, learned: Learned, rivalry: Rivalry | None
) -> Learned:
    total = pairs_of(comparer)
    for _ in range(ROUNDS):
        beliefs = _beliefs(seen.levels, learned)
        if rivalry is not None:
            beliefs = rivalry.settle(beliefs)
        stayed, moved, *others = (belief * seen.counts for belief in beliefs)
        match = stayed + moved
        m = tuple(
            _one_person(seen, stayed if column.home else match, at, column, comparer.keeps[at])
            for at, column in enumerate(comparer.columns)
        )
        alike = tuple(
            _again(comparer, kind, seen, belief, learned.u, float(belief.sum()) * scale / total)
            for kind, belief in zip(learned.alike, others, strict=True)
        )
        change = max(float(np.abs(x - y).max()) for x, y in zip(m, learned.m, strict=True))
        share = min(learned.moved, float(moved.sum() / max(match.sum(), 1e-9)))
        most = min(MOST, MATES * len(comparer.table) / total)
        one = min(most, max(float(match.sum()) * scale, 1) / total)
        learned = replace(learned, m=m, match=one, alike=alike, moved=share)
        if change < STILL:
            break
    return learned


def _one_person(seen: _Patterns, weights: Floats, at: int, column: Compared, keeps: bool) -> Floats:
    """m of one field: in what a person keeps few pairs differ, whatever the candidates look like."""
    shares = _shares(seen, weights, at, np.array(column.comparison.m), BELIEF)
    if not keeps or shares[-1] <= MOST_DIFFERENT:
        return shares
    shares[:-1] *= (1 - MOST_DIFFERENT) / shares[:-1].sum()
    shares[-1] = MOST_DIFFERENT
    return shares


def _again(
    comparer: Comparer, kind: Alike, seen: _Patterns, belief: Floats, u: Shares, prior: float
) -> Alike:
    shares = tuple(
        _shares(seen, belief, at, np.array(column.comparison.m), BELIEF) if own else chance
        for at, (column, own, chance) in enumerate(zip(comparer.columns, kind.free, u, strict=True))
    )
    return Alike(kind.name, kind.free, shares, min(MOST, max(prior, 0.1 / pairs_of(comparer))))


def _chances(comparer: Comparer, random: _Patterns, learned: Learned) -> Learned:
    """u again, without the random pairs that are none of strangers."""
    strangers = random.counts * (1 - np.sum(_beliefs(random.levels, learned), axis=0))
    u = tuple(_chance(comparer, random, strangers, at) for at in range(len(learned.u)))
    alike = tuple(
        Alike(
            k.name,
            k.free,
            tuple(x if own else y for x, y, own in zip(k.shares, u, k.free, strict=True)),
            k.prior,
        )
        for k in learned.alike
    )
    return replace(learned, u=u, alike=alike)
