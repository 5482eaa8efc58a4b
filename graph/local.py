"""A projection in a SQLite file of its own: how it is opened, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import BadInput

IN_MEMORY = ":memory:"


def open_local(path: str | Path, schema: str, what: str) -> sqlite3.Connection:
    """Open or create the file (":memory:" for none); a file of another kind is BadInput.

    A commit is on the disk when it returns: what follows this projection never gets ahead of it.
    """
    if str(path) != IN_MEMORY:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(str(path), isolation_level=None, timeout=30, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-65536")
        connection.executescript(schema)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise BadInput(f"{path} is no store of {what} ({error}); move it away and rebuild") from error
    return connection


@contextmanager
def one_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that the body writes, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
