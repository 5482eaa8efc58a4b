"""Walking a chain of the log, line by line, with the heads that cover it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import orjson

from ledger.audit_lines import CHAIN, COLUMNS, HASH, PLACE, PREVIOUS, SEQUENCE, End, Row, hashed, placed
from ledger.errors import Tampered
from ledger.heads import Reach
from ledger.merkle import root

PAGE = 1000
ADVICE = "Stop, keep a copy, and compare with a backup."


def walked_in(file: str, chain: str, reaches: Sequence[Reach]) -> tuple[End, int]:
    """Walk a chain in a file of SQLite, past every layer between; its end and how many lines it has."""
    address = f"{Path(file).absolute().as_uri()}?mode=ro"
    # The one chain of SQLite stands in the order of the table: its index would lead to each line apart.
    where, order = ("chain = ?", "place, sequence") if chain else ("+chain = ?", "sequence")
    with closing(sqlite3.connect(address, uri=True)) as connection:
        try:
            asked = f"SELECT {COLUMNS} FROM audit WHERE {where} ORDER BY {order}"
            return walk(_pages(connection.execute(asked, (chain,))), End(), reaches)
        except sqlite3.DatabaseError as error:
            raise Tampered(f"The audit log is damaged ({error}): restore a backup.") from error


def walk(pages: Iterable[Sequence[Row]], start: End, reaches: Sequence[Reach]) -> tuple[End, int]:
    """Follow one chain from `start`, and compare what heads say of it; its end and the number of lines."""
    end, count, hashes, due = start, 0, list[str](), list(reversed(reaches))
    for rows in pages:
        end, count = _followed(rows, end), count + len(rows)
        if due:
            hashes += [row[HASH] for row in rows]
            hashes = _compared(hashes, end, due)
    if due:
        raise Tampered(
            f"The audit log was cut: the heads know of {due[0].last - end.place} lines after line"
            f" {end.sequence} of its chain. {ADVICE}"
        )
    return end, count


def _followed(rows: Sequence[Row], end: End) -> End:
    """The end after some rows, each of which follows the one before."""
    dumps, sha = orjson.dumps, hashlib.sha256
    place, before = end.place, end.hash
    try:
        for row in rows:
            place += 1
            hash_ = row[HASH]
            if row[PLACE] != place or row[PREVIOUS] != before or sha(dumps(row[:HASH])).hexdigest() != hash_:
                return _slowly(rows, end)
            before = hash_
    except TypeError:
        return _slowly(rows, end)
    return End(place, rows[-1][SEQUENCE], before) if rows else end


def _slowly(rows: Sequence[Row], end: End) -> End:
    """The same with lines of before, and with the number of the first line that does not follow."""
    for row in rows:
        follows = placed(row) == end.place + 1 and row[PREVIOUS] == end.hash
        if not follows or hashed(row) != row[HASH]:
            line = row[SEQUENCE] if row[CHAIN] else end.sequence + 1
            raise Tampered(f"The audit log was changed at line {line}. {ADVICE}")
        end = End(end.place + 1, row[SEQUENCE], row[HASH])
    return end


def _compared(hashes: list[str], end: End, due: list[Reach]) -> list[str]:
    """Compare the reaches that end before here; gives the hashes that later ones still need."""
    start = end.place - len(hashes)
    while due and due[-1].last <= end.place:
        reach = due.pop()
        lines = hashes[reach.first - start - 1 : reach.last - start]
        whole = reach.first > start and lines and lines[-1] == reach.end and root(lines) == reach.root
        if not whole:
            raise Tampered(
                f"The audit log was changed between the places {reach.first} and {reach.last} of its chain:"
                f" it is not what was signed. {ADVICE}"
            )
    keep = end.place - due[-1].first + 1 if due else 0
    return hashes[-keep:] if keep > 0 else []


def _pages(cursor: sqlite3.Cursor) -> Iterator[list[Row]]:
    while rows := cursor.fetchmany(PAGE):
        yield rows
