"""The same candidates and weights on Spark: our comparisons in its SQL, Splink's scoring on its tables.

Clustering stays in process. Without a cluster in its configuration (spark-submit, SPARK_CONF_DIR) a local
session is made. What is kept is decided by the same sum for every pair as in process, so results are equal.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import log2
from typing import Any

import numpy as np
import pandas
import pyarrow as pa
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from ledger.errors import BadConfiguration
from resolution.candidates.table import CAP, PERSONS, key_table, person_table
from resolution.change import Pair
from resolution.comparison.fields import ACROSS, FREQUENCIES
from resolution.comparison.profiles import Profile
from resolution.engines.linking import settings
from resolution.engines.scoring import MARGIN, kept_pair, least_weight
from resolution.names.across import is_one
from resolution.weights.model import Model
from resolution.weights.score import probability

KEYS, CANDIDATES = "locard_keys", "locard_candidates"
_FUNCTIONS = {
    "jaro_winkler_similarity": "locard_likeness",
    "list_has_any": "arrays_overlap",
    "list_contains": "array_contains",
    "list_intersect": "array_intersect",
    "len": "size",
    "cast": "try_cast",
}
_CALL = re.compile(rf"\b({'|'.join(_FUNCTIONS)})\(")
_SLICE = re.compile(r"(\w+|\([^()]*\))\[(\d+):(\d+)\]")


def on_spark(nodes: Sequence[Profile], model: Model) -> tuple[list[Pair], int, list[tuple[str, int, int]]]:
    """Pairs from the model's threshold up, the number of candidates, and the capped keys."""
    with _session() as spark:
        capped = _put_candidates(spark, nodes)
        candidates = int(spark.sql(f"SELECT count(*) FROM {CANDIDATES}").collect()[0][0])
        places = _sifted(spark, nodes, model) if candidates else []
    least = least_weight(model)
    kept = (kept_pair(model, nodes[a], nodes[b], least) for a, b in places)
    return [pair for pair in kept if pair], candidates, capped


def to_spark(condition: str) -> str:
    """A condition of resolution/comparison/fields.py in the SQL of Spark."""
    named = _CALL.sub(lambda found: f"{_FUNCTIONS[found[1]]}(", condition)
    return _SLICE.sub(
        lambda found: f"substring({found[1]}, {found[2]}, {int(found[3]) - int(found[2]) + 1})", named
    )


@contextmanager
def _session() -> Iterator[Any]:
    """A running session, left running; or one of our own, stopped at the end."""
    try:
        sql = importlib.import_module("pyspark.sql")
        conf = importlib.import_module("pyspark").SparkConf()
        jar = importlib.import_module("splink.backends.spark").similarity_jar_location()
    except ImportError as error:
        raise BadConfiguration(
            f"Resolution on Spark needs pyspark ({error}): install locard[spark], and Java 17 or later"
        ) from error
    active = sql.SparkSession.getActiveSession()
    if active:
        yield active
        return
    builder = (
        sql.SparkSession.builder.appName("locard")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if not conf.get("spark.master", None):
        here = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
        here |= {"spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2"}
        for name, value in here.items():
            builder = builder.config(name, value)
        builder = builder.master("local[2]")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need rapidfuzz too
    spark = builder.config("spark.jars", jar).getOrCreate()
    try:
        spark.sparkContext.setLogLevel("ERROR")
        yield spark
    finally:
        spark.stop()


def _put(spark: Any, name: str, table: pa.Table) -> None:
    rows = spark.createDataFrame(table)
    rows.createOrReplaceTempView(name)


def _put_candidates(spark: Any, nodes: Sequence[Profile]) -> list[tuple[str, int, int]]:
    """View CANDIDATES: pairs of rows that share a key, as in resolution/candidates/table.py."""
    _put(spark, KEYS, key_table(nodes))
    sizes = f"SELECT key, count(*) AS size FROM {KEYS} GROUP BY key HAVING count(*) > 1"
    pairs = spark.sql(
        "SELECT DISTINCT '0' AS match_key, a.id AS join_key_l, b.id AS join_key_r"
        f" FROM ({sizes}) s JOIN {KEYS} a ON a.key = s.key JOIN {KEYS} b ON b.key = s.key"
        f" WHERE s.size <= {CAP} AND a.id < b.id"
    )
    pairs.persist().createOrReplaceTempView(CANDIDATES)
    capped = spark.sql(
        f"SELECT substring_index(key, ':', 1) AS name, count(*), max(size) FROM ({sizes})"
        f" WHERE size > {CAP} GROUP BY name ORDER BY name"
    ).collect()
    return [(str(name), int(keys), int(largest)) for name, keys, largest in capped]


def _sifted(spark: Any, nodes: Sequence[Profile], model: Model) -> list[tuple[int, int]]:
    """The places of the candidates that may be above the threshold, in order."""
    splink = importlib.import_module("splink")
    _put(spark, PERSONS, person_table(nodes))
    spoken = logging.getLogger("splink")
    level = spoken.level
    spoken.setLevel(logging.ERROR)
    try:
        api = splink.SparkAPI(spark_session=spark, break_lineage_method="persist")
        _own_functions(spark)
        made = splink.Linker(api.register(PERSONS), _translated(model), log_level=None)
        for column, shares in _frequencies(nodes, model):
            _put(spark, f"locard_{column}", shares)
            made.table_management.register_term_frequency_lookup(api.register(f"locard_{column}"), column)
        made.table_management.register_blocked_pairs_for_predict(api.register(CANDIDATES))
        least = probability(least_weight(model) - model.reach) * MARGIN
        predicted = made.inference.predict(threshold_match_weight=log2(least / (1 - least)))
        found = spark.sql(f"SELECT unique_id_l, unique_id_r FROM {predicted.physical_name} ORDER BY 1, 2")
        return [(int(a), int(b)) for a, b in found.collect()]
    finally:
        spoken.setLevel(level)


def _own_functions(spark: Any) -> None:
    """Names in two scripts as in process; and Jaro–Winkler by rapidfuzz: Splink's weighs beginnings less."""
    functions = importlib.import_module("pyspark.sql.functions")

    def jaro_winkler(left: pandas.Series, right: pandas.Series) -> pandas.Series:
        found = process.cpdist(left, right, scorer=JaroWinkler.similarity, dtype=np.float64)
        return pandas.Series(found)

    def across(*columns: pandas.Series) -> pandas.Series:
        found = [is_one(part, list(x), a, list(y), b) for part, x, a, y, b in zip(*columns, strict=True)]
        return pandas.Series(found, dtype=bool)

    spark.udf.register("locard_likeness", functions.pandas_udf(jaro_winkler, "double"))
    spark.udf.register(ACROSS, functions.pandas_udf(across, "boolean"))


def _translated(model: Model) -> dict[str, Any]:
    made = settings(model)
    for comparison in made["comparisons"]:
        for level in comparison["comparison_levels"]:
            level["sql_condition"] = to_spark(level["sql_condition"])
    return made


def _frequencies(nodes: Sequence[Profile], model: Model) -> Iterable[tuple[str, pa.Table]]:
    """For each column whose values are counted the share of each value that stands in it."""
    for column in FREQUENCIES:
        values = sorted({getattr(node.features, column) for node in nodes})
        shares = [model.frequency(column, value) for value in values]
        table = {column: pa.array(values, pa.string()), f"tf_{column}": pa.array(shares, pa.float64())}
        yield column, pa.table(table)
