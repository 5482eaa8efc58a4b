"""Reads CSV and Parquet files as columns of text; rows that cannot be used are told with their reason."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ledger.errors import BadInput

DELIMITERS = ",;\t|"
FIELD_LIMIT = 10_000_000
"""Characters of one value from which a CSV file is taken to be broken."""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out: its file, its number (the header is row 1) and why."""

    file: str
    row: int
    reason: str


@dataclass(frozen=True)
class Source:
    """One file: its columns, all of one length, with the row number of each entry; and what was left out."""

    name: str
    columns: dict[str, list[str]]
    rows: Sequence[int]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()


def read_source(path: Path) -> Source:
    """A CSV file (any usual delimiter; UTF-8, UTF-16 or Windows-1252) or a Parquet file, else BadInput."""
    if not path.is_file():
        raise BadInput(f"there is no file {path}")
    if path.suffix.lower() in (".parquet", ".pq"):
        return _parquet(path)
    return _csv(path)


def _csv(path: Path) -> Source:
    text, notes = _text(path)
    csv.field_size_limit(FIELD_LIMIT)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        raise BadInput(f"{path.name}, row 1: {error}") from error
    _check_header(path.name, header)
    columns: list[list[str]] = [[] for _ in header]
    known: list[dict[str, str]] = [{} for _ in header]
    numbers: list[int] = []
    rejected: list[Rejected] = []
    for number, row in _numbered(path.name, lines):
        if len(row) == len(header):
            for column, seen, value in zip(columns, known, row, strict=True):
                column.append(seen.setdefault(value, value))
            numbers.append(number)
        elif row:
            rejected.append(
                Rejected(path.name, number, f"has {len(row)} values, the header has {len(header)}")
            )
    return Source(path.name, dict(zip(header, columns, strict=True)), numbers, tuple(rejected), notes)


def _numbered(name: str, lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        number += 1
        try:
            yield number, next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(f"{name}, row {number}: {error}") from error


def _text(path: Path) -> tuple[str, tuple[str, ...]]:
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace").replace("\0", ""), (f"{path.name} is read as UTF-16",)
    raw = raw.replace(b"\x00", b"")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        note = f"{path.name} is not UTF-8 (byte {error.start}): read as Windows-1252"
        return raw.decode("cp1252", errors="replace"), (note,)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(DELIMITERS, key=head.count)


def _check_header(name: str, header: Sequence[str]) -> None:
    if not any(header):
        raise BadInput(f"{name}, row 1: there is no header; the first row names the columns")
    double = sorted({column for column in header if header.count(column) > 1})
    if double:
        raise BadInput(f"{name}, row 1: column {double[0]!r} is there twice; give each a name of its own")


def _parquet(path: Path) -> Source:
    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInput(f"{path.name} is no Parquet file: {str(error).splitlines()[0]}") from error
    _check_header(path.name, table.column_names)
    columns = {name: _strings(table.column(name)) for name in table.column_names}
    return Source(path.name, columns, range(2, table.num_rows + 2))


def _strings(column: pa.ChunkedArray) -> list[str]:
    """Any Parquet type as text; nothing where it is null or not a number. Equal values are one string."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        held = column.combine_chunks().dictionary_encode()
        values = [*held.dictionary.to_pylist(), ""]
        return [values[at] for at in held.indices.fill_null(len(values) - 1).to_pylist()]
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_finite(column), column, None)
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [bytes(v).decode("utf-8", "replace") if v is not None else "" for v in column.to_pylist()]
    return [_string(value) for value in column.to_pylist()]


def _string(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
