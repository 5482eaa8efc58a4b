"""Splink's expectation and maximisation over pairs whose levels are known already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker
from splink.internals.expectation_maximisation import expectation_maximisation

from resolution.comparison.fields import BY_FIELD
from resolution.engines.linking import BEGIN
from resolution.weights.levels import Levels

Shares = Mapping[str, Sequence[float]]
"""A share of each level, by field."""
VECTORS = "vectors"
READ = "__splink__df_comparison_vectors"
"""The name by which Splink asks for the levels of pairs."""


def learn(
    db: duckdb.DuckDBPyConnection,
    levels: Mapping[str, Levels],
    u: Shares,
    prior: float,
    rounds: int,
) -> dict[str, list[float | None]]:
    """m of the levels of some fields, None where no pair shows one; u stays as it was counted.

    `prior` is what share of these pairs is taken to be one person at first. Splink raises ValueError where
    a level shrinks to what no number can hold.
    """
    api = DuckDBAPI(connection=db)
    made = Linker(api.register(_put(db, levels)), _settings(levels, u, prior), log_level=None)
    inside = made._settings_obj
    history = expectation_maximisation(
        db_api=api,
        training_settings=replace(inside.training_settings, max_iterations=rounds),
        estimate_without_term_frequencies=True,
        core_model_settings=inside.core_model_settings,
        unique_id_input_columns=inside.column_info_settings.unique_id_input_columns,
        training_fixed_probabilities={"u"},
        df_comparison_vector_values=api.table_to_splink_dataframe(READ, VECTORS),
    )
    found = {c.output_column_name: c._comparison_levels_excluding_null for c in history[-1].comparisons}
    return {field: [_number(level.m_probability) for level in of] for field, of in found.items()}


def _number(share: float | str) -> float | None:
    """None for what Splink says in words: that the level was not seen."""
    return None if isinstance(share, str) else share


def _put(db: duckdb.DuckDBPyConnection, levels: Mapping[str, Levels]) -> str:
    """The levels as Splink counts them: the best one has the highest number."""
    columns = {}
    for field, found in levels.items():
        most = len(BY_FIELD[field].levels) - 1
        columns[f"gamma_{field}"] = pa.array(np.where(found < 0, -1, most - found).astype(np.int8))
    size = len(next(iter(levels.values())))
    columns["unique_id"] = pa.array(np.arange(size))
    db.register("incoming", pa.table(columns))
    db.execute(f"CREATE OR REPLACE TABLE {VECTORS} AS SELECT * FROM incoming")
    db.unregister("incoming")
    return VECTORS


def _settings(fields: Collection[str], u: Shares, prior: float) -> dict[str, Any]:
    return BEGIN | {
        "probability_two_random_records_match": prior,
        "comparisons": [_comparison(field, u[field]) for field in fields],
    }


def _comparison(field: str, u: Sequence[float]) -> dict[str, Any]:
    """Levels that are told by their number: what they ask has been asked."""
    levels = BY_FIELD[field].levels
    made: list[dict[str, Any]] = [
        {"sql_condition": f"gamma_{field}_l = -1", "label_for_charts": "silent", "is_null_level": True}
    ]
    for place, (level, share) in enumerate(zip(levels, u, strict=True)):
        is_last = place == len(levels) - 1
        asked = "ELSE" if is_last else f"gamma_{field}_l = {len(levels) - 1 - place}"
        made.append({"sql_condition": asked, "label_for_charts": level.found, "u_probability": share})
    return {"output_column_name": field, "comparison_levels": made}
