"""Pairs as Splink itself scores them: what our own weights are held to."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker

from resolution.candidates.table import PERSONS
from resolution.comparison.fields import FREQUENCIES
from resolution.engines.linking import settings
from resolution.weights.model import Model


@dataclass(frozen=True)
class Scored:
    """Pairs above a threshold, as arrays: the places of both rows and the weight in bits."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    weight: NDArray[np.float64]


def linker(db: duckdb.DuckDBPyConnection, model: Model) -> Linker:
    """A Splink linker over the table `persons`, with the model's own term frequencies."""
    api = DuckDBAPI(connection=db)
    made = Linker(api.register(PERSONS), settings(model), log_level=None)
    for column in FREQUENCIES:
        made.table_management.register_term_frequency_lookup(
            api.register(_frequencies(db, model, column)), column
        )
    return made


def _frequencies(db: duckdb.DuckDBPyConnection, model: Model, column: str) -> str:
    """The name of a table with the share of each value that stands in a column."""
    values = [row[0] for row in db.execute(f"SELECT DISTINCT {column} FROM {PERSONS} ORDER BY 1").fetchall()]
    shares = [model.frequency(column, value) for value in values]
    name = f"frequency_{column}_{model.version}"
    table = pa.table({column: pa.array(values, pa.string()), f"tf_{column}": pa.array(shares, pa.float64())})
    db.register("shares", table)
    db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM shares")
    db.unregister("shares")
    return name


def score_candidates(db: duckdb.DuckDBPyConnection, model: Model, least: float) -> Scored:
    """Score the table `candidates`; pairs from probability `least` up, in the order of their rows."""
    made = linker(db, model)
    pairs = made._db_api.register("candidates")
    made.table_management.register_blocked_pairs_for_predict(pairs)
    predicted = made.inference.predict(threshold_match_weight=log2(least / (1 - least)))
    found = db.execute(
        f"SELECT unique_id_l, unique_id_r, match_weight FROM {predicted.physical_name} ORDER BY ALL"
    ).fetchnumpy()
    return Scored(
        np.asarray(found["unique_id_l"], np.int64),
        np.asarray(found["unique_id_r"], np.int64),
        np.asarray(found["match_weight"], np.float64),
    )
