"""The pairs above a model's threshold among the candidates, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2

import duckdb

from resolution.change import Pair
from resolution.linking import score_candidates
from resolution.model import Model
from resolution.profiles import Profile
from resolution.score import explain, weight
from resolution.table import count_candidates, put_persons

FEW = 20_000
"""Candidates up to which each is weighed alone: to set Splink going takes longer than that."""
MARGIN = 0.99
"""Splink sifts a little below the threshold; what is kept is decided by the same sum for every pair."""


def pairs_above(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model) -> Iterator[Pair]:
    """The pairs of table `candidates` from the model's threshold up, in the order of their rows."""
    least = round(log2(model.threshold / (1 - model.threshold)), 6)
    for left, right in _sifted(db, rows, model):
        a, b = rows[left], rows[right]
        if round(weight(model, a.features, b.features), 6) >= least:
            yield explain(model, a.name, a.features, b.name, b.features)


def _sifted(
    db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model
) -> Sequence[tuple[int, int]]:
    if count_candidates(db) <= FEW:
        found = db.execute("SELECT join_key_l, join_key_r FROM candidates ORDER BY ALL").fetchall()
        return [(int(a), int(b)) for a, b in found]
    put_persons(db, rows)
    scored = score_candidates(db, model, model.threshold * MARGIN)
    return list(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
