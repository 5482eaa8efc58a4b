"""Learns a model from a layer's persons: u from random pairs, prior from sure rules, m by Splink's EM.

Then the candidates are gone over once more (training/refine.py). Of many rows EM sees some, and the last
look goes over the candidates of some with all; how often a value stands is always counted in all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import log2
from statistics import median

import duckdb
import numpy as np

from graph.mentions import MentionStore
from resolution.candidates.shared import candidates
from resolution.candidates.table import connect
from resolution.comparison.features import person_features
from resolution.comparison.fields import BY_FIELD, COMPARISONS, FREQUENCIES, Comparison
from resolution.comparison.profiles import Profile, profiles
from resolution.judgements import Judged, judgements
from resolution.training.agreeing import agreeing
from resolution.training.em import Shares, learn
from resolution.training.judged import with_second
from resolution.training.refine import Floats, patterns, refine
from resolution.unswept import unswept
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded, Places, Text, coded_rows
from resolution.weights.levels import Beside, Levels
from resolution.weights.model import SMALLEST, Model, default_model

FEWEST = 200
"""Profiles below which nothing can be learned from random pairs."""
FEWEST_PAIRS = 100
"""Pairs under a training rule below which EM has too little to go on."""
U_PAIRS = 1_000_000
EM_PAIRS = 500_000
"""Pairs under a rule that EM sees at most."""
LOOKED_AT, OF_MANY = 25_000, 50_000
"""Of more than so many rows (the second), the candidates of about so many (the first) are gone over."""
SEEN = 0.5
"""Random pairs, as they count, at a level below which it was never seen."""
RECALL = 0.7
"""Share of the true pairs that the sure rules are taken to find."""
SURE = (("national_number",), ("birth", "surname", "given_root"), ("given", "surname", "street"))
"""Columns in which two rows of one person agree, and hardly ever others."""
RULES = {
    "same names": ("surname", "given"),
    "same date of birth": ("birth",),
    "same national number": ("national_number",),
}
"""Columns in which all pairs agree that EM learns from at a time: these it takes for granted."""
COLUMNS = {column: c.field for c in COMPARISONS for column in c.columns}
"""The field that a column is compared in."""
ITERATIONS = (25, 8, 3)
"""Rounds of EM at most; fewer where a level that no match shows shrinks to what no number can hold."""
VANISHED = "below the minimum allowed"
ROUNDS = 30
SHIFT = 0.5
"""Bits by which the threshold falls each time the share of rows without a mate halves."""
MOST_SHIFT = 5.0
SMALL = 6.0
"""Bits of the prior from which a table is so small that nothing is taken for granted."""
SHARE_KNOWN = 0.01
"""A field known for less than this share of the rows keeps its default weights."""


def train(mentions: MentionStore, layer: int, seed: int = 0, decisions: Iterable[Judged] = ()) -> Model:
    """The model of a layer: the same mentions, judgements and seed always give the same one.

    Where there is too little to learn from, weights by judgement stand in, and `Model.notes` says so. From
    50 judged pairs on, a second stage is learned too, and kept where it is better.
    """
    rows = profiles(person_features(mentions, layer)).rows
    model = train_profiles(rows, seed)
    judged = judgements(decisions, layer)
    if not judged.judged:
        return model
    features = {id_: row.features for row in rows for id_ in row.mentions if id_ in judged.judged}
    return with_second(model, features, judged, seed)


def train_profiles(rows: Sequence[Profile], seed: int = 0, coded: Coded | None = None) -> Model:
    """The model learned from these profiles; `coded` are their features, where they are coded already."""
    if len(rows) < FEWEST:
        note = f"only {len(rows)} different rows, {FEWEST} are needed: all weights are defaults"
        return default_model(seed, (note,))
    with unswept():
        return _trained(coded_rows(rows, coded), seed)


def _trained(coded: Coded, seed: int) -> Model:
    notes = list[str]()
    known = [field for field, share in _known(coded).items() if share >= SHARE_KNOWN]
    strangers = _Strangers(coded, seed)
    u = strangers.u(np.ones(len(strangers.left)))
    prior = _prior(coded, seed, notes)
    levels = _levels(_Begun(coded, tuple(known or ["surname"]), u, prior, seed), notes)
    frequencies = {column: _counts(getattr(coded, column)) for column in FREQUENCIES}
    model = Model(
        prior=prior,
        levels=levels,
        frequencies={c: {v: n for v, n in counts.items() if n > 1} for c, counts in frequencies.items()},
        totals={column: sum(counts.values()) for column, counts in frequencies.items()},
        seed=seed,
        notes=tuple(notes),
    )
    weights = Weigher(model, coded).of_levels(strangers.levels, strangers.left, strangers.right)
    u = strangers.u(1 / (1 + np.exp2(np.clip(weights, -200, 200))))
    cleared = {
        field: tuple((m, _kept(share)) for (m, _), share in zip(of, u[field], strict=True))
        for field, of in levels.items()
    }
    return _settled(coded, replace(model, levels=cleared))


class _Strangers:
    """Random pairs of rows, with their levels: hardly any is of one person, and those can be told."""

    def __init__(self, rows: Coded, seed: int) -> None:
        self.left, self.right = _random_pairs(len(rows), seed)
        self.levels = Beside(rows, self.left, self.right).all()

    def u(self, counted: Floats) -> dict[str, list[float]]:
        """How often each level stands in the pairs, each counted so much, silent ones apart.

        One that is hardly ever seen is taken as by judgement, or as seen once where that is less.
        """
        found = {}
        for at, comparison in enumerate(COMPARISONS):
            level = self.levels[:, at]
            said = level >= 0
            counts = np.bincount(level[said], counted[said], len(comparison.levels))
            total = max(1.0, float(counts.sum()))
            found[comparison.field] = [
                by.u if by.fixed else float(count) / total if count >= SEEN else min(by.u, 1 / total)
                for by, count in zip(comparison.levels, counts, strict=True)
            ]
        return found


def _random_pairs(size: int, seed: int) -> tuple[Places, Places]:
    """So many pairs of different rows, or all where there are fewer."""
    if size * (size - 1) // 2 <= U_PAIRS:
        left, right = np.triu_indices(size, 1)
    else:
        left, right = np.random.default_rng(seed).integers(0, size, (2, U_PAIRS))
        left, right = np.minimum(left, right), np.maximum(left, right)
    apart = left != right
    return left[apart].astype(np.int32), right[apart].astype(np.int32)


def _settled(rows: Coded, model: Model) -> Model:
    """The model after a look at the candidates, of many rows at those of some: m, prior and threshold."""
    size = len(rows)
    every = size // LOOKED_AT if size > OF_MANY else 1
    share = 2 / every - 1 / every**2  # of all pairs, those of which one row or both is looked at
    seen = list(candidates(rows, every).drain()) or [(np.zeros(0, np.int32), np.zeros(0, np.int32))]
    left, right = (np.concatenate(side) for side in zip(*seen, strict=True))
    levels = np.concatenate([_levels_of(rows, *some) for some in seen])
    model = refine(patterns(levels, len(left) / share), model, size)
    weights = Weigher(model, rows).of_levels(levels, left, right)
    model = replace(model, prior=_refined(weights - model.prior_weight, model.prior, size, share))
    weights = Weigher(model, rows).of_levels(levels, left, right)
    alone = _alone(left, right, weights, size, every)
    volume = {"rows": size, "candidates": round(len(left) / share)}
    return replace(model, threshold=threshold_for(alone, model.prior_weight), volume=volume)


def _levels_of(rows: Coded, left: Places, right: Places) -> Levels:
    return Beside(rows, left, right).all()


def _refined(weights: Floats, prior: float, size: int, share: float) -> float:
    """The prior at which the candidates hold as many true pairs as it says: the sure rules may miss most."""
    pairs = size * (size - 1) / 2
    for _ in range(ROUNDS):
        expected = float(np.sum(1 / (1 + np.exp2(-np.clip(weights + log2(prior / (1 - prior)), -200, 200)))))
        prior = min(0.5, max(expected / share, 1.0) / pairs)
    return float(f"{prior:.9g}")


def _alone(left: Places, right: Places, weights: Floats, size: int, every: int) -> float:
    """The expected share of the rows looked at that have no mate."""
    silent = np.log1p(-np.minimum(1 / (1 + np.exp2(-np.clip(weights, -200, 200))), 1 - 1e-12))
    total = np.bincount(left, silent, size) + np.bincount(right, silent, size)
    return float(np.exp(total[::every]).mean())


def threshold_for(alone: float, prior_weight: float) -> float:
    """The probability from which pairs are kept and clusters joined, on average.

    A pair starts from how seldom two random rows are one. That a row has a mate somewhere is far likelier
    where hardly any row is `alone`: then less evidence is needed to say which it is.
    """
    most = min(MOST_SHIFT, max(0.0, -prior_weight - SMALL))
    shift = SHIFT * min(most, max(0.0, -log2(max(alone, 1e-9))))
    return float(f"{1 / (1 + 2**shift):.9g}")


def _prior(rows: Coded, seed: int, notes: list[str]) -> float:
    """The share of all pairs that are one person: those found by sure rules, over their recall."""
    sure = [agreeing(rows, columns, EM_PAIRS, seed) for columns in SURE]
    each = np.concatenate([one.left.astype(np.int64) << 32 | one.right for one in sure])
    found = max(len(np.unique(each)), *(one.total for one in sure))
    size = len(rows)
    pairs = size * (size - 1) / 2
    if not found:
        notes.append("no pair is sure: the prior stands at one pair in every hundred rows")
    return min(0.5, max(found / RECALL, size / 100) / pairs)


@dataclass(frozen=True)
class _Begun:
    """What EM begins with: rows, the fields that they say something in, u, and the prior."""

    rows: Coded
    known: tuple[str, ...]
    u: Shares
    prior: float
    seed: int

    def among(self, granted: Iterable[str]) -> float:
        """The prior of pairs that are equal in these fields."""
        odds = self.prior / (1 - self.prior)
        for field in granted:
            odds *= BY_FIELD[field].levels[0].m / self.u[field][0]
        return odds / (1 + odds)


def _levels(begun: _Begun, notes: list[str]) -> dict[str, tuple[tuple[float, float], ...]]:
    """m and u of all levels; of several rules that tell m the middle counts."""
    learned: dict[str, list[list[float | None]]] = {}
    with connect(threads=1) as db, _quiet():  # EM adds fractions: one thread, one order
        for name in RULES:
            for field, found in _maximised(db, begun, name, notes).items():
                learned.setdefault(field, []).append(found)
    result: dict[str, tuple[tuple[float, float], ...]] = {}
    for comparison in COMPARISONS:
        field, runs = comparison.field, learned.get(comparison.field, [])
        if not runs:
            notes.append(f"{field}: hardly ever known, default weights")
        told = [[m for m in held if m is not None] for held in zip(*runs, strict=True)]
        merged = _merged(comparison, told, begun.u[field])
        result[field] = tuple(merged) if runs else tuple((level.m, level.u) for level in comparison.levels)
    return result


def _maximised(
    db: duckdb.DuckDBPyConnection, begun: _Begun, name: str, notes: list[str]
) -> dict[str, list[float | None]]:
    """m by EM over the pairs of a rule; nothing, with a note, when they are too few or it fails."""
    pairs = agreeing(begun.rows, RULES[name], EM_PAIRS, begun.seed)
    if pairs.total < FEWEST_PAIRS:
        notes.append(f"{name}: {pairs.total} pairs, too few to learn from")
        return {}
    granted = sorted({COLUMNS[column] for column in RULES[name]})
    beside = Beside(begun.rows, pairs.left, pairs.right)
    levels = {field: beside.level(field) for field in begun.known if field not in granted}
    for rounds in ITERATIONS if levels else ():
        try:
            return learn(db, levels, begun.u, begun.among(granted), rounds)
        except ValueError as error:
            if VANISHED not in str(error):
                raise
    notes.append(f"{name}: EM leaves nothing of a level, what it learned is not used")
    return {}


def _merged(
    comparison: Comparison, learned: Sequence[Sequence[float]], u: Sequence[float]
) -> Iterator[tuple[float, float]]:
    """Learned m and u, the default where a level was never seen or is never learned, neither at 0."""
    for level, m, share in zip(comparison.levels, learned, u, strict=True):
        use = bool(m) and not level.fixed
        yield _kept(median(m) if use else level.m), _kept(share)


def _kept(share: float) -> float:
    return float(f"{min(max(share, SMALLEST), 1.0):.9g}")


def _known(rows: Coded) -> dict[str, float]:
    """The share of rows for which the null condition of a comparison does not hold by itself."""
    shares = {}
    for comparison in COMPARISONS:
        said = [rows.says(column) for column in comparison.columns]
        shares[comparison.field] = float(np.any(said, axis=0).mean())
    return shares


def _counts(column: Text) -> dict[str, int]:
    counts = np.bincount(column.codes, minlength=len(column.values)).tolist()
    return dict(sorted((value, count) for value, count in zip(column.values, counts, strict=True) if value))


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink's warnings about levels without data are said in the model's notes instead."""
    spoken = logging.getLogger("splink")
    level = spoken.level
    spoken.setLevel(logging.ERROR)
    try:
        yield
    finally:
        spoken.setLevel(level)
