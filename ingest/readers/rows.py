"""CSV files, row by row: what is broken in one row costs that row alone."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.feeds.model import Feed
from ingest.readers.draft import draft
from ingest.readers.header import header
from ingest.readers.lines import Lines, TooLong
from ingest.readers.reject import Reject
from ingest.readers.start import opened, readable, undecoded
from ledger.errors import BadInput
from ledger.record import Draft

# The module's own limit would stop the whole file; Lines bounds each row instead.
csv.field_size_limit(sys.maxsize)

EXTRA = "locard_extra"
LINE = "locard_line"


def read_rows(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """The rows of a CSV file as drafts and rejects; raises BadInput when its header cannot be used."""
    with opened(path, feed.encoding) as file:
        lines = Lines(file)
        columns = _header(path.name, lines, feed)
        for row, fields, why in _fields(lines, feed.delimiter, len(columns)):
            if why:
                yield Reject(path.name, row, why, kept(columns, fields))
            elif undecoded("".join(fields)):
                bad = _undecoded(fields, feed.encoding)
                yield Reject(path.name, row, bad, kept(columns, fields))
            else:
                yield draft(feed, dict(zip(columns, fields, strict=True)), path.name, row)


def _fields(lines: Lines, delimiter: str, width: int) -> Iterator[tuple[int, list[str], str]]:
    """Row number, fields, and why they cannot be used; after a broken row it goes on with the next line."""
    parser = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        row = lines.start()
        why = ""
        fields: list[str] = []
        try:
            fields = next(parser)
        except StopIteration:
            return
        except csv.Error as error:
            why = f"not a row of CSV: {error}"
        except TooLong as error:
            why = f"row {error.detail}; is a quote not closed?"
        if why or (fields and len(fields) != width and lines.taken > 1):
            yield row, [lines.again()], why or f"{len(fields)} columns where the header has {width}"
            parser = csv.reader(lines, delimiter=delimiter, strict=True)
        elif fields:
            wrong = f"{len(fields)} columns where the header has {width}" if len(fields) != width else ""
            yield row, fields, wrong


def _header(name: str, lines: Lines, feed: Feed) -> list[str]:
    lines.start()
    try:
        cells = next(csv.reader(lines, delimiter=feed.delimiter, strict=True))
    except StopIteration:
        raise BadInput(f"{name} is empty: not even a header") from None
    except (csv.Error, TooLong) as error:
        raise BadInput(f"{name}: the first line is not a header of CSV: {error}") from error
    return header(name, cells, feed)


def _undecoded(fields: list[str], encoding: str) -> str:
    bad = next(i for i, value in enumerate(fields, start=1) if undecoded(value))
    return f"column {bad} holds bytes that are not {encoding}"


def kept(columns: list[str], fields: list[str]) -> dict[str, str]:
    """What a reject keeps: the columns where they can be told apart, else the line."""
    shown = [readable(value) for value in fields]
    if len(fields) == 1 < len(columns):
        return {**dict.fromkeys(columns, ""), LINE: shown[0].rstrip("\r\n")}
    named = dict(zip(columns, [*shown, *[""] * len(columns)], strict=False))
    extra = shown[len(columns) :]
    return {**named, EXTRA: "\t".join(extra)} if extra else named
