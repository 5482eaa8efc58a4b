"""Where candidates are found and weighed: DuckDB in process, or Spark when the machine is too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ledger.errors import BadInput
from resolution.change import Pair
from resolution.model import Model
from resolution.profiles import Profile
from resolution.scoring import pairs_above
from resolution.table import connect, count_candidates, put_candidates

DUCKDB, SPARK = "duckdb", "spark"
Capped = tuple[str, int, int]
"""A key function, how many of its keys were too large, and the rows of the largest."""


@dataclass(frozen=True)
class Compared:
    """The pairs from the model's threshold up, how many candidates there were, and what was capped."""

    pairs: list[Pair]
    candidates: int
    capped: list[Capped]


def compare(nodes: Sequence[Profile], model: Model, engine: str = DUCKDB, told: bool = True) -> Compared:
    """Find the candidates among nodes and weigh them; every engine gives the same result.

    Pairs that need not be told may come without their reasons.
    """
    if engine == DUCKDB:
        with connect(threads=2) as db:
            return weighed(db, nodes, model, told)
    if engine == SPARK:
        from resolution.spark import on_spark  # pyspark is an extra, and slow to load

        return Compared(*on_spark(nodes, model))
    raise BadInput(f"There is no engine {engine!r} for resolution; take {DUCKDB} or {SPARK}")


def weighed(
    db: duckdb.DuckDBPyConnection, nodes: Sequence[Profile], model: Model, told: bool = True
) -> Compared:
    """The same in an empty database in process, whose tables stay."""
    capped = put_candidates(db, nodes)
    candidates = count_candidates(db)
    return Compared(list(pairs_above(db, nodes, model, told=told)), candidates, capped)
