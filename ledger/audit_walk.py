"""Walking a chain of the log, line by line, with the heads that cover it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson

from ledger.audit_lines import CHAIN, COLUMNS, HASH, PLACE, PREVIOUS, SEQUENCE, End, Row, hashed, placed
from ledger.errors import Tampered, Unavailable
from ledger.merkle import Reach, root

PAGE = 1000
ADVICE = "Stop, keep a copy, and compare with a backup."


@dataclass(frozen=True)
class Part:
    """Lines of one chain in a file of SQLite: those after `start`, up to the sequence number `upto`."""

    file: str
    chain: str
    start: End
    upto: int
    reaches: Sequence[Reach]


def walked(part: Part) -> tuple[End, int]:
    """Walk a part, past every layer between; its end and how many lines it has."""
    address = f"{Path(part.file).absolute().as_uri()}?mode=ro"
    # The one chain of SQLite stands in the order of the table: its index would lead to each line apart.
    where, order = ("chain = ?", "place, sequence") if part.chain else ("+chain = ?", "sequence")
    asked = f"SELECT {COLUMNS} FROM audit WHERE {where} AND sequence > ? AND sequence <= ? ORDER BY {order}"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        try:
            found = connection.execute(asked, (part.chain, part.start.sequence, part.upto))
            return walk(_pages(found), part.start, part.reaches)
        except sqlite3.DatabaseError as error:
            raise Tampered(f"The audit log is damaged ({error}): restore a backup.") from error


def begin(part: Part) -> subprocess.Popen[bytes]:
    """Have another process walk a part: most of the work holds the lock that threads share."""
    command = [sys.executable, "-m", "ledger.audit_walk"]
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **paths}
    )
    assert running.stdin is not None
    try:
        running.stdin.write(orjson.dumps(part))
        running.stdin.close()
    except BrokenPipeError:
        pass  # it ended early: `ended` says so
    return running


def ended(running: subprocess.Popen[bytes]) -> tuple[End, int]:
    """What that process found; Tampered as if it were found here."""
    assert running.stdout is not None
    with running.stdout as out:
        text = out.read()
    if running.wait() or not text:
        raise Unavailable("A process that was verifying the log was ended: run it again.")
    told = orjson.loads(text)
    if "tampered" in told:
        raise Tampered(told["tampered"])
    return End(*told["end"]), int(told["count"])


def main() -> None:
    """Walk the part that is given on standard input."""
    given = orjson.loads(sys.stdin.buffer.read())
    reaches = [Reach(**one) for one in given.pop("reaches")]
    part = Part(given["file"], given["chain"], End(**given["start"]), given["upto"], reaches)
    try:
        end, count = walked(part)
        said = {"end": [end.place, end.sequence, end.hash], "count": count}
    except Tampered as error:
        said = {"tampered": error.detail}
    sys.stdout.buffer.write(orjson.dumps(said))


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


if __name__ == "__main__":
    main()
