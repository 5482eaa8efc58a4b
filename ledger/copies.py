"""A copy of a ledger while others write to it, and back again, between SQLite and PostgreSQL too.

A copy is always one SQLite file that holds what was committed at one moment. Leases are not in it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from ledger import tables
from ledger.canonical import canonical
from ledger.database import Database
from ledger.errors import BadInput
from ledger.ledger import Ledger
from ledger.migrate import migrate

MANY = 1000
CONTENT = (tables.record, tables.decision, tables.publication, tables.reclassification, tables.erasure)
PEOPLE = (tables.account, tables.assignment, tables.token, tables.glass)
AFTER = (
    tables.visibility,
    *PEOPLE,
    tables.refusal,
    tables.pseudonym,
    tables.outbox,
    tables.audit,
    tables.head,
    tables.head_end,
)
Tell = Callable[[int, int], None]


def snapshot(url: str, file: Path, tell: Tell = lambda done, of: None) -> None:
    """Copy the ledger at a URL into a new SQLite file; on the disk when it returns."""
    if file.exists():
        raise BadInput(f"{file.name} is there already: a copy is made into a new file.")
    source = Database(url)
    try:
        if source.sqlite:
            _online(Path(source.url.database or ""), file)
        else:
            _exported(source, file, tell)
    finally:
        source.close()
    with file.open("rb+") as copied:
        os.fsync(copied.fileno())


def put_back(file: Path, url: str, tell: Tell = lambda done, of: None) -> None:
    """Write a copy into an empty ledger at a URL, all or nothing; BadInput where that holds something."""
    target = Database(url)
    try:
        migrate(target)
        with closing(_opened(file)) as source, source.reading() as read, target.writing() as write:
            if write.execute(select(tables.entry.c.sequence).limit(1)).first() is not None:
                place = target.url.render_as_string(hide_password=True)
                raise BadInput(f"The ledger at {place} holds entries: restore into an empty database.")
            _copied(read, write, tell)
            if not target.sqlite:
                _count_on(write)
    finally:
        target.close()


def sequence_hash(ledger: Ledger) -> str:
    """SHA-256 over the sequence: place, kind, id, class and time of each entry; the same on either server."""
    told, position = hashlib.sha256(), 0
    while page := ledger.entries(position):
        for entry in page:
            told.update(canonical([entry.sequence, entry.kind, entry.reference, entry.class_, entry.at]))
        position = page[-1].sequence
    return told.hexdigest()


def _opened(file: Path) -> Database:
    database = Database(f"sqlite:///{file}")
    migrate(database)
    return database


def _online(source: Path, file: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(file)) as there:
        here.backup(there)
        # One file, without a journal beside it.
        there.execute("PRAGMA journal_mode = DELETE")


def _exported(source: Database, file: Path, tell: Tell) -> None:
    """All tables as they stood at one moment."""
    with closing(_opened(file)) as target:
        steady = source.engine.execution_options(isolation_level="REPEATABLE READ")
        with steady.connect() as read, target.writing() as write:
            _copied(read, write, tell)
    with closing(sqlite3.connect(file)) as there:
        there.execute("PRAGMA journal_mode = DELETE")


def _copied(read: Connection, write: Connection, tell: Tell) -> None:
    head = read.execute(select(func.max(tables.entry.c.sequence))).scalar_one() or 0
    for table in CONTENT:
        _put(write, table, _rows(read, table))
    _put_places(read, write, head, tell)
    for table in AFTER:
        _put(write, table, _rows(read, table))
    write.execute(delete(tables.meta))
    _put(write, tables.meta, _rows(read, tables.meta))


def _put_places(read: Connection, write: Connection, head: int, tell: Tell) -> None:
    """Entries in their order; tombstones right after their erasure, where alone the server lets them in."""
    erasures = select(tables.erasure.c.sequence).order_by(tables.erasure.c.sequence)
    after = 0
    for upto in [*read.execute(erasures).scalars(), head]:
        entry, stone = tables.entry.c, tables.tombstone.c
        _put(
            write,
            tables.entry,
            _rows(read, tables.entry, (entry.sequence > after) & (entry.sequence <= upto)),
        )
        if upto > after:
            _put(write, tables.tombstone, _rows(read, tables.tombstone, stone.erasure == upto))
        after = upto
        tell(after, head)


def _rows(read: Connection, table: Table, where: Any = None) -> Iterator[dict[str, Any]]:
    wanted = select(table).order_by(*table.primary_key.columns)
    found = read.execution_options(yield_per=MANY).execute(wanted if where is None else wanted.where(where))
    for row in found.mappings():
        yield dict(row)


def _put(write: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == MANY:
            write.execute(insert(table), batch)
            batch = []
    if batch:
        write.execute(insert(table), batch)


def _count_on(write: Connection) -> None:
    """The server numbers messages itself: from where the copy ends."""
    write.execute(
        text(
            "SELECT setval(pg_get_serial_sequence('outbox', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM outbox), false)"
        )
    )
    write.execute(
        text("SELECT setval('audit_sequence', (SELECT coalesce(max(sequence), 0) + 1 FROM audit), false)")
    )
