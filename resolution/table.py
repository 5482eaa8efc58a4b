"""Profiles and their keys as DuckDB tables, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import duckdb
import pyarrow as pa
from duckdb.sqltypes import BIGINT, BOOLEAN, VARCHAR

from resolution.comparison import ACROSS
from resolution.features import COLUMNS, Features
from resolution.keys import keys_of
from resolution.nameparts.across import is_one
from resolution.profiles import Profile

LISTS = frozenset(field.name for field in fields(Features) if field.default == ())
PERSONS = "persons"
WRITTEN = duckdb.list_type(VARCHAR)
CAP = 120
"""Profiles under one key beyond which the key is no longer used: more specific ones find the pairs."""


def connect(threads: int) -> duckdb.DuckDBPyConnection:
    """An empty database in memory; one thread where sums or samples must not depend on timing."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    connection.execute("SET enable_progress_bar = false")
    connection.create_function(ACROSS, is_one, [BIGINT, *[WRITTEN, VARCHAR] * 2], BOOLEAN)
    return connection


def put_persons(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> None:
    """Table `persons`: unique_id (place in the sequence) and the columns of Features."""
    _create(db, PERSONS, person_table(rows))


def person_table(rows: Sequence[Profile]) -> pa.Table:
    """unique_id (place in the sequence) and the columns of Features."""
    columns: dict[str, pa.Array] = {"unique_id": pa.array(range(len(rows)), pa.int64())}
    for column in COLUMNS:
        type_ = pa.list_(pa.string()) if column in LISTS else pa.string()
        columns[column] = pa.array([getattr(row.features, column) for row in rows], type_)
    return pa.table(columns)


def put_candidates(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> list[tuple[str, int, int]]:
    """Table `candidates`: pairs of rows that share a key; returns the capped key functions.

    A capped function comes with the number of its keys that were too large and of the largest one's rows.
    """
    put_keys(db, rows)
    db.execute(
        "CREATE TABLE candidates AS SELECT DISTINCT '0' AS match_key, a.id AS join_key_l, b.id AS join_key_r"
        " FROM key_sizes s JOIN key_rows a USING (key) JOIN key_rows b USING (key)"
        f" WHERE s.size <= {CAP} AND a.id < b.id"
    )
    capped = db.execute(
        "SELECT split_part(key, ':', 1) AS name, count(*), max(size) FROM key_sizes"
        f" WHERE size > {CAP} GROUP BY name ORDER BY name"
    ).fetchall()
    return [(str(name), int(keys), int(largest)) for name, keys, largest in capped]


def put_keys(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> None:
    """Tables `key_rows`, and `key_sizes` of the keys that several rows have."""
    _create(db, "key_rows", key_table(rows))
    db.execute(
        "CREATE TABLE key_sizes AS SELECT key, count(*) AS size FROM key_rows GROUP BY key HAVING size > 1"
    )


def key_table(rows: Sequence[Profile]) -> pa.Table:
    """key and id (place in the sequence), one row for each key of a profile."""
    held: list[str] = []
    ids: list[int] = []
    for index, row in enumerate(rows):
        keys = keys_of(row.features)
        held.extend(keys)
        ids.extend([index] * len(keys))
    return pa.table({"key": pa.array(held, pa.string()), "id": pa.array(ids, pa.int64())})


def count_candidates(db: duckdb.DuckDBPyConnection) -> int:
    """The number of rows of table `candidates`."""
    return int(db.execute("SELECT count(*) FROM candidates").fetchall()[0][0])


def _create(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    db.register("incoming", table)
    db.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    db.unregister("incoming")
