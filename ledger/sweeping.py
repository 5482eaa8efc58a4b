"""After an erasure: what the database still keeps of old pages and lines is overwritten or let go."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import OperationalError

from ledger.database import Database
from ledger.tables import meta

PENDING = "sweep"
PATIENCE = 5
"""Seconds to wait for others to let go of the old pages."""
TABLES = ("record", "decision", "reclassification", "entry", "pseudonym")


def is_pending(database: Database) -> bool:
    """True after an erasure whose traces were not swept yet."""
    with database.reading() as connection:
        return connection.execute(select(meta.c.name).where(meta.c.name == PENDING)).first() is not None


def mark(connection: Connection) -> None:
    """Say, in the transaction that erases, that there is something to sweep."""
    connection.execute(delete(meta).where(meta.c.name == PENDING))
    connection.execute(insert(meta), [{"name": PENDING, "value": "1"}])


def sweep(database: Database) -> None:
    """Rewrite what held the erased rows, and empty the journal of pages; left for later while others read."""
    try:
        done = _sqlite(database) if database.sqlite else _postgresql(database)
    except (sqlite3.OperationalError, OperationalError):
        done = False
    if done:
        with database.writing() as connection:
            connection.execute(delete(meta).where(meta.c.name == PENDING))


def _sqlite(database: Database) -> bool:
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(busy, _, _)] = cursor.fetchall()
    finally:
        raw.invalidate()
        raw.close()
    return not busy


def _postgresql(database: Database) -> bool:
    outside = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{PATIENCE}s'"))
        for table in TABLES:
            connection.execute(text(f"VACUUM (FULL) {table}"))
        connection.execute(text("RESET lock_timeout"))
    return True
