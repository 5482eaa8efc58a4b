"""Goes over all candidates once more: m and the prior by expectation and maximisation, u as it was counted.

EM under a training rule sees only pairs that agree in the rule's fields: where a record holds one slip, a
pair of equal names must differ in its date, and m of the date is learned far too low. Over all candidates
no field is taken for granted. Pairs that are no candidates count as strangers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resolution.comparison.fields import BY_FIELD, COMPARISONS, Comparison
from resolution.weights.levels import Levels
from resolution.weights.model import SMALLEST, Model

Floats = NDArray[np.float64]
Shares = dict[str, Floats]

ROUNDS = 60
STILL = 1e-5
FEWEST = 20
"""Candidates at a level below which its weight is not learned."""
BELIEF = 20.0
"""Pairs that the weights learned before count for."""
SHARED = frozenset(("surname", "address", "nationality", "birth_place", "contacts", "plates", "company"))
"""What a household has in common."""
NAMES = frozenset(("surname", "given", "gender", "nationality"))
"""What namesakes have in common."""
MOST = 0.2


@dataclass(frozen=True)
class Patterns:
    """Distinct rows of levels (-1: silent), and how many candidates have each."""

    levels: NDArray[np.int8]
    counts: Floats


@dataclass
class _Kind:
    """A kind of pair that agrees without being one person: which fields are its own, and its share."""

    free: frozenset[str]
    shares: Shares
    prior: float


def patterns(levels: Levels, total: float) -> Patterns:
    """The levels of candidates, counted as if they were `total`."""
    if not len(levels):
        return Patterns(levels, np.zeros(0))
    code = np.zeros(len(levels), np.int64)
    for comparison, column in zip(COMPARISONS, levels.T, strict=True):
        code = code * (len(comparison.levels) + 1) + column + 1
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return Patterns(levels[first], (counts * (total / len(levels))).astype(np.float64))


def refine(seen: Patterns, model: Model, size: int) -> Model:
    """The model with m and prior that fit the candidates of `size` rows, seen as patterns."""
    if not len(seen.counts):
        return model
    pairs = size * (size - 1) / 2
    u = {field: np.array([u for _, u in found]) for field, found in model.levels.items()}
    belief = {field: np.array([m for m, _ in found]) for field, found in model.levels.items()}
    m, prior = _maximise(seen, dict(belief), belief, u, model.prior, pairs)
    levels = {
        comparison.field: tuple(_settled(seen, comparison, at, m[comparison.field], u[comparison.field]))
        for at, comparison in enumerate(COMPARISONS)
    }
    return replace(model, levels=levels, prior=float(f"{prior:.9g}"))


def _settled(
    seen: Patterns, comparison: Comparison, at: int, m: Floats, u: Floats
) -> Iterator[tuple[float, float]]:
    """m and u of each level; one that hardly any candidate has weighs what it does by judgement."""
    level = seen.levels[:, at]
    counted = np.bincount(level[level >= 0], seen.counts[level >= 0], len(m))
    for place, by_judgement in enumerate(comparison.levels):
        likelier = by_judgement.m / by_judgement.u
        found = m[place] if counted[place] >= FEWEST else u[place] * likelier
        yield _kept(found), _kept(u[place])


def _maximise(
    seen: Patterns, m: Shares, belief: Shares, u: Shares, prior: float, pairs: float
) -> tuple[Shares, float]:
    kinds = [_Kind(free, {f: m[f] if f in free else u[f] for f in m}, prior) for free in (SHARED, NAMES)]
    for _ in range(ROUNDS):
        match, *others = _beliefs(seen, m, u, prior, kinds)
        new = {f: _held(f, _shares(seen, match, at, belief[f]), belief[f]) for at, f in enumerate(m)}
        for kind, held in zip(kinds, others, strict=True):
            own = {f: _shares(seen, held, at, belief[f]) for at, f in enumerate(m) if f in kind.free}
            kind.shares, kind.prior = kind.shares | own, _bounded(held.sum(), pairs)
        moved = max(float(np.abs(new[f] - m[f]).max()) for f in m)
        m, prior = new, _bounded(match.sum(), pairs)
        if moved < STILL:
            break
    return m, prior


def _bounded(expected: float, pairs: float) -> float:
    return min(MOST, max(float(expected), 1.0) / pairs)


def _beliefs(seen: Patterns, m: Shares, u: Shares, prior: float, kinds: list[_Kind]) -> list[Floats]:
    """Expected pairs of one person, and of each kind that is alike, under each pattern."""
    rest = 1 - prior - sum(kind.prior for kind in kinds)
    stranger = _log(seen, u) + np.log2(rest)
    odds = [
        np.exp2(np.clip(_log(seen, shares) + np.log2(share) - stranger, -300, 300))
        for shares, share in ((m, prior), *((kind.shares, kind.prior) for kind in kinds))
    ]
    whole = 1 + np.sum(odds, axis=0)
    return [seen.counts * each / whole for each in odds]


def _log(seen: Patterns, shares: Mapping[str, Floats]) -> Floats:
    total = np.zeros(len(seen.counts))
    for at, share in enumerate(shares.values()):
        total += np.append(np.log2(share), 0.0)[seen.levels[:, at]]
    return total


def _shares(seen: Patterns, weights: Floats, at: int, belief: Floats) -> Floats:
    level = seen.levels[:, at]
    said = level >= 0
    counted = np.bincount(level[said], weights=weights[said], minlength=len(belief)) + belief * BELIEF
    return np.asarray(np.maximum(counted / counted.sum(), SMALLEST))


def _held(field: str, shares: Floats, belief: Floats) -> Floats:
    """Shares, where those of some levels are never learned."""
    fixed = np.array([level.fixed for level in BY_FIELD[field].levels])
    return np.where(fixed, belief, shares)


def _kept(share: float) -> float:
    return float(f"{min(max(float(share), SMALLEST), 1.0):.9g}")
