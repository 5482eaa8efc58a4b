"""One line of the log: its columns, its hash, and how it is read again."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from ledger.act import Act, Event
from ledger.canonical import JSON, digest

FIELDS = (
    "sequence", "intent", "phase", "at", "actor", "kind", "reason", "case_number", "recipient", "details",
    "previous", "chain", "place", "hash",
)  # fmt: skip
"""Columns of the table, in the order in which a row is read and written here; all but the last are hashed."""
COLUMNS = ", ".join(FIELDS)
SEQUENCE, PREVIOUS, CHAIN, PLACE, HASH = (
    FIELDS.index(name) for name in ("sequence", "previous", "chain", "place", "hash")
)
BEFORE = FIELDS[:CHAIN]
"""What was hashed, as an object, while there was one chain alone."""
Row = Sequence[Any]


@dataclass(frozen=True)
class End:
    """The last line of a chain: its place in the chain, its sequence number and its hash."""

    place: int = 0
    sequence: int = 0
    hash: str = ""


@dataclass
class Line:
    """A line that waits to be written; `sequence` is 0 until its commit, `turn` is let go when it is over."""

    act: Act
    phase: str
    intent: int
    sequence: int = 0
    erasures: int = 0
    failure: Exception | None = None
    over: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)


def row_of(line: Line, texts: tuple[str, str], end: End, chain: str, sequence: int, at: str) -> Row:
    """The row of a line that follows `end` in its chain; `texts`: reason and details as they will stand."""
    act, (reason, details) = line.act, texts
    row = (
        sequence, line.intent or sequence, line.phase, at, act.actor, act.kind, reason, act.case,
        act.recipient, details, end.hash, chain, end.place + 1,
    )  # fmt: skip
    return (*row, hashed(row))


def hashed(row: Row) -> str:
    """SHA-256 over the columns of a row, 64 hex digits; "" for one with bytes where text was written."""
    try:
        if row[PLACE]:
            return hashlib.sha256(orjson.dumps(tuple(row[:HASH]))).hexdigest()
        return digest(dict(zip(BEFORE, row, strict=False)))
    except TypeError:
        return ""


def placed(row: Row) -> int:
    """The place of a row in its chain; lines of before are placed by their sequence number."""
    return int(row[PLACE] or row[SEQUENCE])


def event_of(row: Mapping[str, Any], reason: str, details: Mapping[str, JSON]) -> Event:
    """The event of a row, with reason and details as they are read."""
    act = Act(row["actor"], row["kind"], reason, row["case_number"], row["recipient"], details)
    return Event(
        row["sequence"], row["intent"], row["phase"], row["at"], act, row["previous"], row["hash"],
        row["chain"], row["place"] or row["sequence"],
    )  # fmt: skip
