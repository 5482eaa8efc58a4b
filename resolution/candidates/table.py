"""Profiles and their keys as DuckDB tables, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import chain
from operator import attrgetter

import duckdb
import numpy as np
import pyarrow as pa
from duckdb.sqltypes import BIGINT, BOOLEAN, VARCHAR
from numpy.typing import NDArray

from resolution.candidates.keys import MORE, has_more, keys_of
from resolution.candidates.keysql import keys_sql
from resolution.comparison.features import COLUMNS, Features
from resolution.comparison.fields import ACROSS
from resolution.comparison.profiles import Profile
from resolution.names.across import is_one
from resolution.names.text import sound

Places = NDArray[np.int32]
LISTS = frozenset(field.name for field in fields(Features) if field.default == ())
PERSONS = "persons"
WRITTEN = duckdb.list_type(VARCHAR)
HAS_MORE = " OR ".join(f"len(p.{column}) > 0" for column in MORE)
CAP = 120
"""Profiles under one key beyond which the key is no longer used: more specific ones find the pairs."""


def connect(threads: int) -> duckdb.DuckDBPyConnection:
    """An empty database in memory; one thread where sums or samples must not depend on timing."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    connection.execute("SET enable_progress_bar = false")
    connection.create_function(ACROSS, is_one, [BIGINT, *[WRITTEN, VARCHAR] * 2], BOOLEAN)
    return connection


def put_persons(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> None:
    """Table `persons`: unique_id (place in the sequence) and the columns of Features; once per database."""
    known = db.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [PERSONS]).fetchall()
    if not known:
        _create(db, PERSONS, person_table(rows))


def person_table(rows: Sequence[Profile]) -> pa.Table:
    """unique_id (place in the sequence) and the columns of Features."""
    columns: dict[str, pa.Array] = {"unique_id": pa.array(np.arange(len(rows)), pa.int64())}
    said = [row.features for row in rows]
    for column in COLUMNS:
        values = map(attrgetter(column), said)
        columns[column] = _lists(list(values)) if column in LISTS else pa.array(list(values), pa.string())
    return pa.table(columns)


def _lists(values: Sequence[Sequence[str]]) -> pa.Array:
    ends = np.cumsum(np.fromiter(map(len, values), np.int32, len(values)), dtype=np.int32)
    flat = pa.array(list(chain.from_iterable(values)), pa.string())
    return pa.ListArray.from_arrays(pa.array(np.concatenate([np.zeros(1, np.int32), ends])), flat)


def put_candidates(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> list[tuple[str, int, int]]:
    """View `candidates`: pairs of rows that share a key; returns the capped key functions.

    A capped function comes with the number of its keys that were too large and of the largest one's rows.
    """
    put_keys(db, rows)
    db.execute(
        "CREATE TABLE candidate_rows AS WITH shared AS MATERIALIZED (SELECT hash, id FROM key_rows"
        f" WHERE hash IN (SELECT hash FROM key_sizes WHERE size <= {CAP}))"
        " SELECT DISTINCT a.id AS l, b.id AS r FROM shared a JOIN shared b USING (hash) WHERE a.id < b.id"
    )
    db.execute(
        "CREATE VIEW candidates AS SELECT '0' AS match_key, l::BIGINT AS join_key_l, r::BIGINT AS join_key_r"
        " FROM candidate_rows"
    )
    capped = db.execute(
        "SELECT split_part(key, ':', 1) AS name, count(*), max(size) FROM wide_keys GROUP BY name"
        " ORDER BY name"
    ).fetchall()
    return [(str(name), int(keys), int(largest)) for name, keys, largest in capped]


def candidate_places(db: duckdb.DuckDBPyConnection) -> tuple[Places, Places]:
    """The rows of view `candidates`, in order: the places of both."""
    found = db.execute("SELECT join_key_l::BIGINT << 32 | join_key_r AS pair FROM candidates").fetchnumpy()
    pairs = np.sort(np.asarray(found["pair"], np.int64))
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def put_keys(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> None:
    """Tables `key_rows` (hash, id), `key_sizes` of the keys that several rows have, and `wide_keys`.

    A key is known by a hash of 64 bits, the same as in the online index; of those that too many have
    `wide_keys` knows the words too.
    """
    put_persons(db, rows)
    _create(db, "sounds", sound_table(rows))
    several = [place for place, row in enumerate(rows) if has_more(row.features)]
    _create(db, "several", key_table(rows, several))
    db.execute(
        "CREATE TABLE key_rows AS SELECT md5_number_lower(key) AS hash, id::INTEGER AS id FROM ("
        f"SELECT p.unique_id AS id, unnest({keys_sql()}) AS key FROM {PERSONS} p POSITIONAL JOIN sounds w"
        f" WHERE NOT ({HAS_MORE}) UNION ALL SELECT id, key FROM several)"
    )
    db.execute(
        "CREATE TABLE key_sizes AS SELECT hash, count(*) AS size FROM key_rows GROUP BY hash HAVING size > 1"
    )
    _put_wide(db, rows)
    db.execute("DROP TABLE sounds; DROP TABLE several")


def _put_wide(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile]) -> None:
    db.execute(
        "CREATE TABLE wide AS SELECT hash, any_value(size) AS size, min(id) AS id"
        f" FROM key_sizes JOIN key_rows USING (hash) WHERE size > {CAP} GROUP BY hash"
    )
    asked = db.execute("SELECT DISTINCT id FROM wide ORDER BY id").fetchall()
    _create(db, "words", key_table(rows, [place for (place,) in asked]))
    db.execute(
        "CREATE TABLE wide_keys AS SELECT hash, key, size FROM wide JOIN words USING (id)"
        " WHERE md5_number_lower(key) = hash"
    )
    db.execute("DROP TABLE wide; DROP TABLE words")


def sound_table(rows: Sequence[Profile]) -> pa.Table:
    """What the words of a row sound like, as far as its keys ask: given, root, city, parts of the surname."""
    said = [row.features for row in rows]
    heard: dict[str, Iterable[str]] = {
        "given": (sound(f.given) for f in said),
        "root": (sound(f.given_root) for f in said),
        "city": (sound(f.city.replace(" ", "")) for f in said),
    }
    columns = {name: pa.array(list(values), pa.string()) for name, values in heard.items()}
    return pa.table(columns | {"parts": _lists([[sound(part) for part in f.surname_parts] for f in said])})


def key_table(rows: Sequence[Profile], places: Iterable[int] | None = None) -> pa.Table:
    """key and id (place in the sequence), one row for each key of a profile, of all or of some."""
    held: list[str] = []
    ids: list[int] = []
    for index in range(len(rows)) if places is None else places:
        keys = keys_of(rows[index].features)
        held.extend(keys)
        ids.extend([index] * len(keys))
    return pa.table({"key": pa.array(held, pa.string()), "id": pa.array(ids, pa.int64())})


def count_candidates(db: duckdb.DuckDBPyConnection) -> int:
    """The number of rows of view `candidates`."""
    return int(db.execute("SELECT count(*) FROM candidates").fetchall()[0][0])


def _create(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    db.register("incoming", table)
    db.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    db.unregister("incoming")
