"""After an erasure: what the database still keeps of old pages and lines is overwritten or let go."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, text

from ledger.database import Database
from ledger.errors import Unavailable
from ledger.tables import meta

PENDING = "sweep"
TABLES = ("record", "decision", "reclassification", "entry")


def is_pending(database: Database) -> bool:
    """True after an erasure whose traces were not swept yet."""
    with database.reading() as connection:
        return connection.execute(select(meta.c.name).where(meta.c.name == PENDING)).first() is not None


def mark(connection: Connection) -> None:
    """Say, in the transaction that erases, that there is something to sweep."""
    connection.execute(delete(meta).where(meta.c.name == PENDING))
    connection.execute(insert(meta), [{"name": PENDING, "value": "1"}])


def sweep(database: Database) -> None:
    """Rewrite what held the erased rows, and empty the journal of pages; Unavailable while others read."""
    if database.sqlite:
        _sweep_sqlite(database)
    else:
        outside = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with outside.connect() as connection:
            for table in TABLES:
                connection.execute(text(f"VACUUM (FULL) {table}"))
    with database.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == PENDING))


def _sweep_sqlite(database: Database) -> None:
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(busy, _, _)] = cursor.fetchall()
    finally:
        raw.close()
    if busy:
        raise Unavailable(
            "It is erased; old pages of the ledger are still being read by another process. "
            "The next command sweeps them, or end that process and run locard status."
        )
