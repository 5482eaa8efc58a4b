"""JSONL files, one object per line; numbers are kept as the source wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from ingest.feeds.model import Feed
from ingest.readers.draft import draft
from ingest.readers.lines import Lines, TooLong
from ingest.readers.reject import Reject
from ingest.readers.rows import LINE
from ingest.readers.start import opened, readable, undecoded
from ledger.canonical import JSON
from ledger.record import Draft


def read_jsonl(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """The lines of a JSONL file as drafts and rejects; empty lines are passed over."""
    for row, found in objects(path, feed.encoding):
        yield found if isinstance(found, Reject) else draft(feed, found, path.name, row)


def objects(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, JSON] | Reject]]:
    """The objects of a JSONL file with their rows, and what is none as rejects; empty lines are left out."""
    with opened(path, encoding) as file:
        lines = Lines(file)
        while True:
            row = lines.start()
            try:
                line = next(lines)
            except StopIteration:
                return
            except TooLong as error:
                content = {LINE: readable(lines.again())}
                yield row, Reject(path.name, row, f"line {error.detail}", content)
                continue
            if line.strip():
                yield row, _one(line, path.name, row, encoding)


def _one(line: str, file: str, row: int, encoding: str) -> dict[str, JSON] | Reject:
    if undecoded(line):
        return Reject(file, row, f"bytes that are not {encoding}", {LINE: readable(line).strip()})
    try:
        return _parsed(line)
    except (ValueError, RecursionError) as error:
        return Reject(file, row, f"not an object of JSON: {error}", {LINE: line.strip()})


def _parsed(line: str) -> dict[str, JSON]:
    value = json.loads(line, parse_int=str, parse_float=str, parse_constant=_no_number)
    if not isinstance(value, dict):
        raise ValueError("a list or a single value")
    return value


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")
