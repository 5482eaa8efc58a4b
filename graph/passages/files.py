"""Parquet files of passages: written whole under another name, then renamed, then named in the manifest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.passages.manifest import Part
from ledger.errors import Unavailable

GROUP = 20_480
"""Rows of a row group: files are sorted by plate, so that a plate is in one or two of them."""
SUFFIX, WRITING = ".parquet", ".writing-"


def write(folder: Path, month: str, hour: str, table: pa.Table) -> Part:
    """Write rows into the partition of a month and hour; on the disk when it returns."""
    ordered = table.sort_by([("plate", "ascending"), ("time", "ascending"), ("id", "ascending")])
    with _new(folder, month, hour) as draft:
        pq.write_table(
            ordered,
            draft,
            compression="zstd",
            row_group_size=GROUP,
            use_dictionary=["plate", "country", "camera", "lane", "direction", "feed", "class"],
        )
        ends = pc.min_max(table["time"]).as_py()
        return _kept(folder, month, hour, draft, table.num_rows, (ends["min"], ends["max"]))


def merge(db: duckdb.DuckDBPyConnection, folder: Path, parts: Sequence[Part], hour: str) -> Part:
    """One sorted file with all rows of these."""
    month = parts[0].month
    with _new(folder, month, hour) as draft:
        names = [str(folder / part.name) for part in parts]
        db.execute(
            "COPY (SELECT * FROM read_parquet($names, hive_partitioning = false, union_by_name = true)"
            " ORDER BY plate, time, id)"
            f" TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})",
            {"names": names},
        )
        ends = (min(part.first for part in parts), max(part.last for part in parts))
        return _kept(folder, month, hour, draft, sum(part.rows for part in parts), ends)


def without(
    db: duckdb.DuckDBPyConnection, folder: Path, part: Part, ids: Sequence[bytes]
) -> tuple[Part, ...]:
    """The file without these passages: another one in the same place, or none when nothing is left."""
    left = "FROM read_parquet($names, hive_partitioning = false) WHERE id NOT IN (SELECT unnest($ids))"
    values = {"names": [str(folder / part.name)], "ids": list(ids)}
    told = db.execute(f"SELECT count(*), min(time), max(time) {left}", values).fetchone()
    if not told or not told[0]:
        return ()
    with _new(folder, part.month, part.hour) as draft:
        db.execute(
            f"COPY (SELECT * {left} ORDER BY plate, time, id)"
            f" TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})",
            values,
        )
        return (_kept(folder, part.month, part.hour, draft, told[0], told[1:]),)


def strays(folder: Path, parts: Sequence[Part]) -> Iterator[Path]:
    """Files that no manifest names: of a write that was cut short, or replaced."""
    known = {folder / part.name for part in parts}
    for path in sorted(folder.glob("month=*/hour=*/*")):
        if path not in known:
            yield path


def settle(folder: Path) -> None:
    """Have the folder's list of files on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _new(folder: Path, month: str, hour: str) -> Iterator[Path]:
    where = folder / f"month={month}" / f"hour={hour}"
    draft = where / f"{WRITING}{uuid4().hex}"
    try:
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        for above in (where.parent.parent, where.parent):
            settle(above)
        yield draft
    except (OSError, duckdb.IOException) as error:
        with suppress(OSError):  # what is left is removed when the store is opened next
            draft.unlink(missing_ok=True)
        raise Unavailable(
            f"Passages cannot be written to {folder}: {error}. Check that it can be written and that its disk"
            " is not full, and send the batch again: nothing of it was taken in."
        ) from error


def _kept(folder: Path, month: str, hour: str, draft: Path, rows: int, ends: tuple[object, object]) -> Part:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    final = draft.with_name(f"{draft.name.removeprefix(WRITING)}{SUFFIX}")
    draft.replace(final)
    settle(final.parent)
    first, last = map(str, ends)
    return Part(str(final.relative_to(folder)), month, hour, rows, final.stat().st_size, first, last)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
