"""The pairs above a model's threshold among the candidates, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2

import duckdb

from resolution.change import Pair
from resolution.linking import score_candidates
from resolution.model import Model
from resolution.profiles import Profile
from resolution.score import explain, probability, told_shortly, weight
from resolution.table import count_candidates, put_persons

FEW = 20_000
"""Candidates up to which each is weighed alone: to set Splink going takes longer than that."""
MARGIN = 0.99
"""Splink sifts a little below the threshold; what is kept is decided by the same sum for every pair."""


def pairs_above(
    db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model, few: int = FEW, told: bool = True
) -> Iterator[Pair]:
    """The pairs of view `candidates` from the model's threshold up, in the order of their rows.

    With their reasons, where they are to be told: to put them down takes as long as to weigh the pair.
    """
    least = least_weight(model)
    for left, right in _sifted(db, rows, model, least, few):
        a, b = rows[left], rows[right]
        if pair := kept_pair(model, a, b, least, told):
            yield pair


def least_weight(model: Model) -> float:
    """The weight in bits, rounded as pairs are, from which a pair is kept."""
    return round(log2(model.threshold / (1 - model.threshold)), 6)


def kept_pair(model: Model, a: Profile, b: Profile, least: float, told: bool = True) -> Pair | None:
    """The pair of two profiles, in the order of their names, when it weighs enough to be kept."""
    say = explain if told else told_shortly
    pair = say(model, a.name, a.features, b.name, b.features)
    return pair if round(pair.weight, 6) >= least else None


def _sifted(
    db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model, least: float, few: int
) -> list[tuple[int, int]]:
    """The places of the candidates that may be above the threshold, in order."""
    if count_candidates(db) > few:
        put_persons(db, rows)
        scored = score_candidates(db, model, probability(least - model.reach) * MARGIN)
        return list(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
    found = db.execute("SELECT join_key_l, join_key_r FROM candidates ORDER BY ALL").fetchall()
    return [
        (int(a), int(b)) for a, b in found if weight(model, rows[a].features, rows[b].features) >= least - 1
    ]
