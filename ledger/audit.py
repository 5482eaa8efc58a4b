"""The audit log: one line for each step of each act, chained by SHA-256 over the line before.

The sequence orders the lines, never the clock. Lines that are asked for at the same time are written in
one transaction, so that logging every look costs a busy server one commit for many. Ids stand in it as words
that an erasure makes mean nothing (`ledger.pseudonyms`), which leaves the chain whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, case, func, insert, select

from ledger import tables
from ledger.act import Act, Event, Seal
from ledger.canonical import JSON, canonical, digest
from ledger.database import AUDIT_LOCK, Database
from ledger.errors import Tampered, Unavailable
from ledger.pseudonyms import unveiled, veiled

PAGE = 1000
INTERRUPTED = "The process was stopped while the audit log was being written: nothing was done, try again."
_NOT_CHAINED = ("hash",)


@dataclass
class _Line:
    """A line that waits to be written; `sequence` is 0 until its commit."""

    act: Act
    phase: str
    intent: int
    sequence: int = 0
    failure: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)


class AuditLog:
    """Writes, reads and verifies the chain of one ledger."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now
        self._waiting: list[_Line] = []
        self._list = threading.Lock()
        self._turn = threading.Lock()

    @contextmanager
    def acted(self, act: Act) -> Iterator[dict[str, JSON]]:
        """Log the intent, run the body, log what came of it; what the body puts in the dict is logged too."""
        outcome: dict[str, JSON] = {}
        with self.around(act, outcome) as intent:
            yield outcome
            self.write(act.with_details(outcome), "done", intent)

    @contextmanager
    def around(self, act: Act, outcome: Mapping[str, JSON] = MappingProxyType({})) -> Iterator[int]:
        """Log the intent, which is given, and the failure of a body that logs its success itself."""
        intent = self.write(act, "intent")
        try:
            yield intent
        except BaseException as error:
            # The name alone: the words of an error may name a person.
            self.write(act.with_details({**outcome, "error": type(error).__name__}), "failed", intent)
            raise

    def write(self, act: Act, phase: str, intent: int = 0) -> int:
        """Commit one line and return its sequence number; an intent names itself."""
        line = _Line(act, phase, intent)
        with self._list:
            self._waiting.append(line)
        with self._turn:
            if not line.done.is_set():
                self._write_waiting()
        if line.failure is not None:
            raise line.failure
        return line.sequence

    def append(self, connection: Connection, act: Act, phase: str, intent: int) -> None:
        """Write one line in a transaction of somebody else's, which has it committed or not at all."""
        self._database.hold(connection, AUDIT_LOCK)
        self._chain(connection, [_Line(act, phase, intent)])

    def events(self, after: int = 0, limit: int = PAGE) -> list[Event]:
        """The lines after a sequence number, oldest first."""
        with self._database.reading() as connection:
            rows = _page(connection, after, limit)
            details = unveiled(connection, [row["details"] for row in rows])
            return [_event(row, told) for row, told in zip(rows, details, strict=True)]

    def seal(self) -> Seal:
        """The end of the chain, to be kept where whoever can write to the ledger cannot."""
        with self._database.reading() as connection:
            return _end(connection)

    def verify(self, seal: Seal | None = None) -> int:
        """Walk the whole chain and return its length; Tampered names the first line that was changed."""
        end = Seal(0, "")
        with self._database.reading() as connection:
            while rows := _page(connection, end.sequence, PAGE):
                for row in rows:
                    end = _checked(row, end, seal)
        if seal is not None and seal.sequence > end.sequence:
            raise Tampered(f"The audit log ends at line {end.sequence}; {seal.sequence} lines were sealed.")
        return end.sequence

    def unfinished(self) -> int:
        """How many acts were cut short: an intent without an outcome."""
        table = tables.audit
        ended = case((table.c.phase != "intent", table.c.intent))
        count = select(func.count(table.c.intent.distinct()), func.count(ended.distinct()))
        with self._database.reading() as connection:
            acts, over = connection.execute(count).one()
        return int(acts) - int(over)

    def _write_waiting(self) -> None:
        with self._list:
            lines, self._waiting = self._waiting, []
        try:
            with self._database.writing(AUDIT_LOCK) as connection:
                self._chain(connection, lines)
        except BaseException as error:
            for line in lines:
                line.failure = error if isinstance(error, Exception) else Unavailable(INTERRUPTED)
            raise
        finally:
            for line in lines:
                line.done.set()

    def _chain(self, connection: Connection, lines: Sequence[_Line]) -> None:
        end = _end(connection)
        rows: list[dict[str, Any]] = []
        details = veiled(connection, [canonical(dict(line.act.details)).decode() for line in lines])
        for line, told in zip(lines, details, strict=True):
            row = _row(line, told, end, self._now())
            rows.append(row)
            end = Seal(row["sequence"], row["hash"])
            line.sequence = end.sequence
        connection.execute(insert(tables.audit), rows)


def _row(line: _Line, details: str, end: Seal, at: str) -> dict[str, Any]:
    act, sequence = line.act, end.sequence + 1
    row = {
        "sequence": sequence,
        "intent": line.intent or sequence,
        "phase": line.phase,
        "at": at,
        "actor": act.actor,
        "kind": act.kind,
        "reason": act.reason,
        "case_number": act.case,
        "recipient": act.recipient,
        "details": details,
        "previous": end.hash,
    }
    return {**row, "hash": digest(row)}


def _checked(row: RowMapping, end: Seal, seal: Seal | None) -> Seal:
    line = {name: value for name, value in row.items() if name not in _NOT_CHAINED}
    follows = row["sequence"] == end.sequence + 1 and row["previous"] == end.hash
    sealed = seal is None or seal.sequence != row["sequence"] or seal.hash == row["hash"]
    if not follows or not sealed or _hash(line) != row["hash"]:
        raise Tampered(
            f"The audit log was changed at line {end.sequence + 1}. "
            "Stop, keep a copy, and compare with a backup."
        )
    return Seal(row["sequence"], row["hash"])


def _hash(line: Mapping[str, JSON]) -> str:
    """The hash of a line, "" of one with bytes where text was written."""
    try:
        return digest(line)
    except TypeError:
        return ""


def _end(connection: Connection) -> Seal:
    table = tables.audit
    last = select(table.c.sequence, table.c.hash).order_by(table.c.sequence.desc())
    row = connection.execute(last.limit(1)).one_or_none()
    return Seal(row.sequence, row.hash) if row else Seal(0, "")


def _page(connection: Connection, after: int, limit: int) -> Sequence[RowMapping]:
    page = select(tables.audit).where(tables.audit.c.sequence > after)
    return connection.execute(page.order_by(tables.audit.c.sequence).limit(limit)).mappings().all()


def _event(row: RowMapping, details: str) -> Event:
    told = orjson.loads(details)
    act = Act(row["actor"], row["kind"], row["reason"], row["case_number"], row["recipient"], told)
    return Event(row["sequence"], row["intent"], row["phase"], row["at"], act, row["previous"], row["hash"])
