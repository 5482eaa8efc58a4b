"""The audit log: one line for each step of each act, chained by SHA-256 over the line before.

The sequence orders the lines, never the clock. Lines that are asked for at the same time are written in
one transaction, so that logging every look costs a busy server one commit for many. SQLite has one writer at
a time and one chain; on PostgreSQL each process that looks has a chain of its own, and what is written into
the ledger has one, so that no two wait for each other. Signed heads join the chains (`ledger.heads`). Ids
stand in the log as words that an erasure makes mean nothing (`ledger.pseudonyms`), texts that may name a
person under a key of the day (`ledger.names`); both leave the chain whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from sqlalchemy import Connection, RowMapping, case, func, select

from ledger import tables
from ledger.act import Act, Event, Seal
from ledger.audit_check import Checked, check
from ledger.audit_group import Group
from ledger.audit_lines import COLUMNS, FIELDS, End, Line, Row, event_of, row_of
from ledger.canonical import JSON, canonical
from ledger.database import AUDIT_LOCK, NO_LOCK, Database
from ledger.heads import Head, Heads
from ledger.keys import Keys
from ledger.names import DayKeys, Parted, parsed, parted, unsealed
from ledger.pseudonyms import Words, unveiled

PAGE = 1000
ONE, OF_THE_LEDGER = "", "ledger"
"""The chain of SQLite; that of what is written into the ledger on a server, under the ledger's own lock."""
DAY = len("2026-01-01")


class AuditLog:
    """Writes and reads the chains of one ledger; with `keys` texts are sealed and heads are signed."""

    def __init__(self, database: Database, now: Callable[[], str], keys: Keys | None = None) -> None:
        self._database = database
        self._now = now
        self._words = Words()
        self._under_way: dict[int, int] = {}
        self._days = DayKeys(keys.folder) if keys else None
        self.heads = Heads(database, now, keys.folder if keys else None)
        self._group = Group(self._write_group, self.heads.make_due)
        self._chain, self._end = self._begun()

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
        line = Line(act, phase, intent)
        self._group.put(line)
        self._note(line)
        return line.sequence

    def append(self, connection: Connection, act: Act, phase: str, intent: int) -> None:
        """Write one line in a transaction of somebody else's, which has it committed or not at all.

        The transaction holds the ledger's lock, so nobody else adds to this chain before it commits.
        """
        chain = ONE if self._database.sqlite else OF_THE_LEDGER
        lines = [Line(act, phase, intent)]
        self._add(connection, lines, chain, last_of(connection, chain), Words())
        self._note(lines[0])
        self.heads.grown(1)

    def events(self, after: int = 0, limit: int = PAGE) -> list[Event]:
        """The lines after a sequence number, oldest first."""
        page = select(tables.audit).where(tables.audit.c.sequence > after)
        with self._database.reading() as connection:
            found = connection.execute(page.order_by(tables.audit.c.sequence).limit(limit))
            return self.told(connection, found.mappings().all())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which the log is searched."""
        with self._database.reading() as connection:
            yield connection

    def told(self, connection: Connection, rows: Sequence[RowMapping]) -> list[Event]:
        """Rows as events: texts unsealed, ids in the place of their words."""
        shown = [unsealed(self._days, row["reason"], row["details"]) for row in rows]
        details = unveiled(connection, [canonical(dict(told)).decode() for _, told in shown])
        return [
            event_of(dict(row), reason, parsed(told))
            for row, (reason, _), told in zip(rows, shown, details, strict=True)
        ]

    def seal(self) -> Seal:
        """The last line, to be kept where whoever can write to the ledger cannot."""
        table = tables.audit
        last = select(table.c.sequence, table.c.hash).order_by(table.c.sequence.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(last).one_or_none()
        return Seal(row.sequence, row.hash) if row else Seal(0, "")

    def verify(
        self, seal: Seal | None = None, keys: frozenset[str] | None = None, kept: Sequence[Head] = ()
    ) -> Checked:
        """Walk all chains with their heads; Tampered names the first line or head that was changed.

        `keys` are the public keys that may have signed, `kept` heads that lay elsewhere.
        """
        return check(self._database, seal, keys, kept)

    def unfinished(self) -> int:
        """How many acts were cut short: an intent without an outcome."""
        table = tables.audit
        ended = case((table.c.phase != "intent", table.c.intent))
        count = select(func.count(table.c.intent.distinct()), func.count(ended.distinct()))
        with self._database.reading() as connection:
            acts, over = connection.execute(count).one()
        return int(acts) - int(over)

    def forget(self, before: str) -> list[str]:
        """Destroy the keys of the days before one: of their lines who, when, and under which case is left."""
        return self._days.destroy(before) if self._days else []

    def close(self) -> None:
        """Sign what was written since the last head."""
        self.heads.close()

    def _note(self, line: Line) -> None:
        """Remember after which erasure an act began, until its outcome is written."""
        if line.intent:
            self._under_way.pop(line.intent, None)
        else:
            self._under_way[line.sequence] = line.erasures

    def _begun(self) -> tuple[str, End]:
        """A chain that nobody else adds to; that of SQLite is read anew for each transaction."""
        return (ONE if self._database.sqlite else secrets.token_hex(8)), End()

    def _write_group(self, lines: Sequence[Line]) -> None:
        one = self._database.sqlite
        try:
            with self._database.writing(AUDIT_LOCK if one else NO_LOCK) as connection:
                end = last_of(connection, self._chain) if one else self._end
                end, words = self._add(connection, lines, self._chain, end, self._words)
        except BaseException:
            # Nobody knows whether it was committed: on a server another chain is begun.
            self._chain, self._end = self._begun()
            raise
        self._end = end
        self._words.keep(words)
        self.heads.grown(len(lines))

    def _add(
        self, connection: Connection, lines: Sequence[Line], chain: str, end: End, words: Words
    ) -> tuple[End, dict[str, str]]:
        numbers, at = _numbers(connection, len(lines)), self._now()
        parts = [parted(line.act.reason, line.act.details, self._days is not None) for line in lines]
        fresh, kept = self._words_for(connection, lines, parts, words)
        rows: list[Row] = []
        for line, part, number in zip(lines, parts, numbers, strict=True):
            reason = "" if self._days else line.act.reason
            row = row_of(line, (reason, part.written(fresh, self._days, at[:DAY])), end, chain, number, at)
            end = End(end.place + 1, number, str(row[-1]))
            line.sequence = number
            rows.append(row)
        mark = "?" if self._database.sqlite else "%s"
        marks = ", ".join([mark] * len(FIELDS))
        connection.exec_driver_sql(f"INSERT INTO audit ({COLUMNS}) VALUES ({marks})", rows)
        return end, kept

    def _words_for(
        self, connection: Connection, lines: Sequence[Line], parts: Sequence[Parted], words: Words
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The words for all ids of these lines, and those to keep.

        What a look returns that was under way during an erasure may be what was erased: it gets no word.
        """
        last, late, ids = words.erasures(connection), set[str](), set[str]()
        for line, part in zip(lines, parts, strict=True):
            if not line.intent:
                line.erasures = last
            under_way = line.intent and self._under_way.get(line.intent, last) != last
            (late if under_way else ids).update(part.ids)
        kept = words.of(connection, ids)
        return kept | words.late(connection, late - ids) if late else kept, kept


def last_of(connection: Connection, chain: str) -> End:
    """The last line of a chain."""
    table = tables.audit
    wanted = select(table.c.sequence, table.c.place, table.c.hash).where(table.c.chain == chain)
    last = wanted.order_by(table.c.place.desc(), table.c.sequence.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    return End(row.place or row.sequence, row.sequence, row.hash) if row else End()


def _numbers(connection: Connection, count: int) -> list[int]:
    """Sequence numbers for lines: the next ones, or on a server such as nobody else gets."""
    if connection.dialect.name == "sqlite":
        last = connection.exec_driver_sql("SELECT max(sequence) FROM audit").scalar() or 0
        return list(range(last + 1, last + 1 + count))
    drawn = "SELECT nextval('audit_sequence') FROM generate_series(1, %s)"
    return sorted(connection.exec_driver_sql(drawn, (count,)).scalars())
