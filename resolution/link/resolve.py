"""Who is who in a table: candidates, weights, clusters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from resolution.link.blocking import Candidates, candidates
from resolution.link.cluster import NO, Score, joins, usual_threshold
from resolution.link.comparer import Comparer
from resolution.link.labels import enough, learn_labels, vectors
from resolution.link.learn import learn
from resolution.link.look import Levels
from resolution.link.read.field import Floats, Ints
from resolution.link.read.table import Table
from resolution.link.rivals import NEVER, Once, Rivals, nobody_twice
from resolution.link.same import Same, same_rows, taken
from resolution.link.spread import inside, spread
from resolution.link.weigh import Weigher, probability

KEPT = 0.01
"""Probability from which a pair is kept for the output."""
STEP = 0.25
"""Bits to which the usual threshold is rounded."""
TRIED = (2.0, 1.0, 0.0, -1.0, -2.0, -3.0, -4.0)
"""Thresholds that labels choose among."""
CHUNK = 60_000


@dataclass(frozen=True)
class Labelled:
    """Labelled pairs: rows on the left and right, and whether they are one."""

    left: Ints
    right: Ints
    match: NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows with the level and the bits of each field, and their weight in bits."""

    left: Ints
    right: Ints
    levels: Levels
    terms: Floats
    weights: Floats

    @property
    def probabilities(self) -> Floats:
        """The probability that the two rows of each pair are one."""
        return probability(self.weights)


@dataclass
class Linked:
    """The cluster of each row (its first row), the pairs that matter, and what it rests on."""

    labels: Ints
    pairs: Pairs
    weigher: Weigher
    candidates: Candidates
    """Of the different rows of `same`."""
    same: Same
    threshold: float
    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def compared(self) -> tuple[Ints, Ints]:
        """All pairs of rows that keys brought together, those that say the same among them."""
        alike = self.same.repeated
        left = np.concatenate([self.candidates.left, alike])
        right = np.concatenate([self.candidates.right, alike])
        return spread(self.same, left, right)[:2]


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.seconds[name] = round(now - self._since, 2)
        self._since = now


class Scorer:
    """Weights of pairs of rows: of the first stage, or, once labels were seen, of the second."""

    def __init__(self, comparer: Comparer, weigher: Weigher) -> None:
        self.comparer, self.weigher = comparer, weigher
        self.second: Callable[[NDArray[np.float32]], Floats] | None = None

    def __call__(self, a: Ints, b: Ints) -> Floats:
        """Weights of any pairs."""
        return self.weights(a, b, self.comparer.levels(a, b))

    def weights(self, a: Ints, b: Ints, levels: Levels) -> Floats:
        """Weights of pairs that have been compared."""
        parts = [np.zeros(0)]
        for start in range(0, len(a), CHUNK):
            part = slice(start, start + CHUNK)
            terms = self.weigher.terms(a[part], b[part], levels[part])
            plain = terms.sum(axis=1) + self.weigher.prior
            parts.append(plain if self.second is None else self._second(terms, levels[part], plain))
        return np.concatenate(parts)

    def _second(self, terms: Floats, levels: Levels, plain: Floats) -> Floats:
        """What the first stage is sure of being two is not looked at again."""
        assert self.second is not None
        found = plain.copy()
        near = np.flatnonzero(plain > -25)
        if len(near):
            found[near] = self.second(vectors(terms[near], levels[near], self.weigher.prior))
        return found


def _silent(said: str) -> None:
    """Nobody listens."""


def link(
    table: Table,
    seed: int = 0,
    labelled: Labelled | None = None,
    tell: Callable[[str], None] = _silent,
) -> Linked:
    """Resolve a table; the same table, labels and seed give the same result.

    `tell` hears what is being done.
    """
    clock = _Clock()
    tell(f"{len(table):,} records: looking for pairs that share something")
    same = same_rows(table)
    small = same.table
    found = candidates(small)
    clock.lap("candidates")
    tell(f"comparing {len(found.left):,} pairs")
    comparer, drawn = Comparer(small), np.sort(same.place)
    levels = comparer.levels(found.left, found.right)
    clock.lap("compare")
    tell("learning what agreement says")
    learned = learn(comparer, found.left, found.right, levels, seed, drawn)
    weigher, once = Weigher(comparer, learned), NEVER
    if small.files.any():
        weigher, once = _once(weigher, found, levels, seed, drawn)
    score = Scorer(comparer, weigher)
    clock.lap("learn")
    mapped = None if labelled is None else _mapped(labelled, same)
    notes = []
    if mapped is not None and (lack := enough(mapped.match)):
        notes, mapped = [lack], None
    if mapped is not None:
        _learn_second(score, mapped, seed)
    tell("weighing pairs")
    weights = score.weights(found.left, found.right, levels)
    clock.lap("weigh")
    tell("making clusters")
    labels, threshold = _clustered(small, found, weights, score, mapped, once)
    clock.lap("cluster")
    pairs = _pairs(small, same, found, weights, labels, score)
    whole = same.expand(labels, weigher, threshold)
    return Linked(whole, pairs, weigher, found, same, threshold, clock.seconds, notes)


def _once(
    weigher: Weigher, found: Candidates, levels: Levels, seed: int, drawn: Ints
) -> tuple[Weigher, Once]:
    """Learn again where nobody is twice in a file, with rivals."""
    comparer = weigher.comparer
    table = comparer.table
    files = table.files.astype(np.int64)
    within = []
    for file in (0, 1):
        rows = np.flatnonzero(files == file)
        own = candidates(taken(table, rows, np.zeros(len(rows), np.int8)))
        a, b = rows[own.left], rows[own.right]
        within.append((np.column_stack([a, b]), weigher.weights(a, b, comparer.levels(a, b))))
    plain = weigher.weights(found.left, found.right, levels)
    once = nobody_twice(within, (np.column_stack([found.left, found.right]), plain), files)
    if not any(once):
        return weigher, once
    better = Weigher(comparer, learn(comparer, found.left, found.right, levels, seed, drawn, once))
    plain = better.weights(found.left, found.right, levels)
    better.rivals = Rivals(found.left, found.right, table.files, once, plain)
    return better, once


def _pairs(
    table: Table, same: Same, found: Candidates, weights: Floats, labels: Ints, score: Scorer
) -> Pairs:
    """Likely candidates, all pairs of one cluster, and rows that say the same."""
    likely = weights > np.log2(KEPT / (1 - KEPT))
    within = inside(labels, table.files.astype(np.int64))
    alike = same.repeated
    left = np.concatenate([found.left[likely], within[0], alike])
    right = np.concatenate([found.right[likely], within[1], alike])
    distinct = np.unique(left * len(table) + right)
    left, right = distinct // len(table), distinct % len(table)
    levels = score.comparer.levels(left, right)
    terms = score.weigher.terms(left, right, levels)
    bits = score.weights(left, right, levels)
    own = left == right
    bits[own] = np.minimum(bits[own], same.self_weights(score.weigher, left[own]))
    a, b, of = spread(same, left, right)
    return Pairs(a, b, levels[of], terms[of], bits[of])


def _mapped(labelled: Labelled, same: Same) -> Labelled:
    """Labels as pairs of different rows; rows that say the same cannot be learned from."""
    left, right = same.place[labelled.left], same.place[labelled.right]
    kept = left != right
    return Labelled(left[kept], right[kept], labelled.match[kept])


def _learn_second(score: Scorer, labelled: Labelled, seed: int) -> None:
    levels = score.comparer.levels(labelled.left, labelled.right)
    terms = score.weigher.terms(labelled.left, labelled.right, levels)
    score.second = learn_labels(
        vectors(terms, levels, score.weigher.prior), labelled.match, terms.shape[1], seed
    )


def _apart(score: Scorer, table: Table, once: Once) -> Score:
    """Weights, with which two rows of a file where nobody is twice never join."""
    if not any(once):
        return score
    single = np.asarray(once)

    def apart(a: Ints, b: Ints) -> Floats:
        never = (table.files[a] == table.files[b]) & single[table.files[a]]
        return np.where(never, NO, score(a, b))

    return apart


def _clustered(
    table: Table, found: Candidates, weights: Floats, scorer: Scorer, labelled: Labelled | None, once: Once
) -> tuple[Ints, float]:
    """Clusters at the usual threshold, or at the one that agrees best with the labels."""
    rows = len(table)
    score = _apart(scorer, table, once)
    made = joins(rows, found.left, found.right, weights, score)
    usual = usual_threshold(made.at(0.0), scorer.weigher.prior)
    if labelled is None:
        threshold = round(usual / STEP) * STEP
        return made.at(threshold), threshold
    tried = [made.at(threshold) for threshold in TRIED]
    right = [int(((m[labelled.left] == m[labelled.right]) == labelled.match).sum()) for m in tried]
    good = [at for at, count in enumerate(right) if count >= max(right) - 1]
    at = min(good, key=lambda place: abs(TRIED[place] - usual))
    return tried[at], TRIED[at]
