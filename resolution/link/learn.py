"""Learns without labels what each level says: u from random pairs, m by expectation and maximisation.

The model has four kinds of pairs: one person; two of one household, who share family name, address and the
like; two namesakes, who share names; and two strangers. Household and namesakes agree in nothing else more
than by chance. Pairs that are no candidates count as strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from resolution.link.compare import Levels
from resolution.link.comparer import SILENT, Comparer
from resolution.link.field import Floats, Ints

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
FIRST = 0.3
"""Pairs of one person for each row, to begin with."""
MOST = 0.2
"""Share of all pairs that no kind exceeds."""
NAMES = frozenset(("given_name", "family_name", "other_names", "order_of_names", "sex"))
TOLD_APART = 0.5
"""Share of the rows that must say something else before those who are alike can be told from one person."""

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
    """Shares of each level, m among pairs of one person, u among strangers; and the pairs that are alike."""

    m: Shares
    u: Shares
    match: float
    alike: tuple[Alike, ...]

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


def learn(
    comparer: Comparer, left: Ints, right: Ints, levels: Levels, seed: int, drawn: Ints | None = None
) -> Learned:
    """Learn from the candidates and random pairs of `drawn` (of all rows); a seed gives one result."""
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
        chosen = np.sort(rng.choice(len(levels), PATTERNS, replace=False))
        scale, levels = len(levels) / PATTERNS, levels[chosen]
    seen = _patterns(levels)
    learned = _start(comparer, random)
    for _ in range(2):
        learned = _maximise(comparer, seen, scale, learned)
        learned = _chances(comparer, random, learned)
    return learned


def pairs_of(comparer: Comparer) -> float:
    """How many pairs of rows there are; across files where there are two."""
    files = comparer.table.files
    rows, second = len(files), int(files.sum())
    return float(max(1, (rows - second) * second if second else rows * (rows - 1) // 2))


def _patterns(levels: Levels) -> _Patterns:
    rows = np.ascontiguousarray(levels).view(f"V{levels.shape[1]}").ravel()
    distinct, counts = np.unique(rows, return_counts=True)
    return _Patterns(distinct.view(np.int8).reshape(-1, levels.shape[1]), counts.astype(np.float64))


def _start(comparer: Comparer, random: _Patterns) -> Learned:
    m = tuple(np.array(column.comparison.m) for column in comparer.columns)
    u = tuple(_chance(comparer, random, random.counts, at) for at in range(len(m)))
    prior = min(MOST, FIRST * len(comparer.table) / pairs_of(comparer))
    alike = tuple(
        Alike(name, free, tuple(x if own else y for x, y, own in zip(m, u, free, strict=True)), prior)
        for name, free in _kinds(comparer)
    )
    return Learned(m, u, prior, alike)


def _kinds(comparer: Comparer) -> Iterator[tuple[str, tuple[bool, ...]]]:
    """The kinds of pairs that something else can tell from one person, with what each has in common."""
    shared = tuple(column.shared for column in comparer.columns)
    names = tuple(column.name in NAMES for column in comparer.columns)
    kin = tuple(a or b for a, b in zip(shared, names, strict=True))
    for name, free in (("household", shared), ("namesakes", names), ("kin", kin)):
        others = [
            column.field.known
            for column, own in zip(comparer.columns, free, strict=True)
            if not own and column.field is not None
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
    """Probabilities of one person, and of each kind of pair that is alike."""
    stranger = log_shares(levels, learned.u) + np.log2(learned.strangers)
    kinds = [(learned.m, learned.match), *((kind.shares, kind.prior) for kind in learned.alike)]
    odds = [
        np.exp2(np.clip(log_shares(levels, shares) + np.log2(prior) - stranger, -300, 300))
        for shares, prior in kinds
    ]
    whole = 1 + np.sum(odds, axis=0)
    return [each / whole for each in odds]


def _maximise(comparer: Comparer, seen: _Patterns, scale: float, learned: Learned) -> Learned:
    total = pairs_of(comparer)
    for _ in range(ROUNDS):
        match, *others = (belief * seen.counts for belief in _beliefs(seen.levels, learned))
        m = tuple(
            _shares(seen, match, at, np.array(column.comparison.m), BELIEF)
            for at, column in enumerate(comparer.columns)
        )
        alike = tuple(
            _again(comparer, kind, seen, belief, learned.u, float(belief.sum()) * scale / total)
            for kind, belief in zip(learned.alike, others, strict=True)
        )
        moved = max(float(np.abs(x - y).max()) for x, y in zip(m, learned.m, strict=True))
        learned = Learned(m, learned.u, min(MOST, max(float(match.sum()) * scale, 1) / total), alike)
        if moved < STILL:
            break
    return learned


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
    return Learned(learned.m, u, learned.match, alike)
