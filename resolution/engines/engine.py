"""Where candidates are found and weighed: DuckDB in process, or Spark when the machine is too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from ledger.errors import BadInput
from resolution.candidates.shared import candidates
from resolution.candidates.table import count_candidates, put_candidates
from resolution.change import Pair
from resolution.comparison.profiles import Profile
from resolution.engines.scoring import Kept, joined, kept, pairs_above, pairs_of
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded, coded_rows
from resolution.weights.model import Model

DUCKDB, SPARK = "duckdb", "spark"
Capped = tuple[str, int, int]
"""A key function, how many of its keys were too large, and the rows of the largest."""


@dataclass(frozen=True)
class Compared:
    """The pairs from the model's threshold up, how many candidates there were, and what was capped.

    `kept` holds the pairs as arrays, where they were made so.
    """

    pairs: Sequence[Pair]
    candidates: int
    capped: list[Capped]
    kept: Kept | None = field(default=None, compare=False)


def compare(
    nodes: Sequence[Profile],
    model: Model,
    engine: str = DUCKDB,
    told: bool = True,
    coded: Coded | None = None,
) -> Compared:
    """Find the candidates among nodes and weigh them; every engine gives the same result.

    Pairs that need not be told may come without their reasons. `coded` are the nodes' features, where they
    are coded already.
    """
    if engine == DUCKDB:
        return compared(nodes, model, told, coded)
    if engine == SPARK:
        from resolution.engines.spark import on_spark  # pyspark is an extra, and slow to load

        return Compared(*on_spark(nodes, model))
    raise BadInput(f"There is no engine {engine!r} for resolution; take {DUCKDB} or {SPARK}")


def compared(
    nodes: Sequence[Profile], model: Model, told: bool = True, coded: Coded | None = None
) -> Compared:
    """The same in process."""
    rows = coded_rows(nodes, coded)
    found, weigher, many = candidates(rows), Weigher(model, rows), 0
    parts = []
    for left, right in found.drain():
        many += len(left)
        parts.append(kept(weigher, left, right))
    held = joined(rows, parts)
    return Compared(pairs_of(nodes, model, held, told), many, found.capped, held)


def weighed(
    db: duckdb.DuckDBPyConnection, nodes: Sequence[Profile], model: Model, told: bool = True
) -> Compared:
    """The same in an empty database in process, whose tables stay."""
    capped = put_candidates(db, nodes)
    return Compared(pairs_above(db, nodes, model, told=told), count_candidates(db), capped)
