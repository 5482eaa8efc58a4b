"""The SQL server beneath the ledger: SQLite or PostgreSQL, with one writer at a time on either."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import ConnectionPoolEntry

from ledger.errors import BadInput, Tampered, Unavailable

PATIENCE = 60.0
"""Seconds to wait for another writer before giving up."""

CONNECTIONS = 40
"""Most connections that one process has open: as many as the threads of a web server."""

SEQUENCE_LOCK = 4_766_180_001
AUDIT_LOCK = 4_766_180_002
MIGRATION_LOCK = 4_766_180_003
QUEUE_LOCK = 4_766_180_004
HEAD_LOCK = 4_766_180_005
WORDS_LOCK = 4_766_180_006
ATTEMPTS_LOCK = 4_766_180_007
UNDERWAY_LOCK = 4_766_180_008
NO_LOCK = 0
"""Advisory locks on PostgreSQL, held to the commit; taken in this order where a transaction takes several."""


class Database:
    """One engine; `reading()` and `writing()` are its only two kinds of transaction."""

    def __init__(self, url: str) -> None:
        self.url = _normalised(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.sqlite else _postgresql_engine(self.url)
        self._writer = self.engine.execution_options(immediate=True)
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees what was committed and writes nothing."""
        with self._reachable(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, lock: int = SEQUENCE_LOCK) -> Iterator[Connection]:
        """A transaction that has `lock` from its start to its commit; on SQLite there is one lock for all."""
        with self._reachable(), self._waited_turn(), self._writer.begin() as connection:
            self.hold(connection, lock)
            yield connection

    def hold(self, connection: Connection, lock: int) -> None:
        """Take one more lock, held to the commit of this transaction."""
        if not self.sqlite and lock != NO_LOCK:
            connection.execute(select(func.pg_advisory_xact_lock(lock)))

    def seconds(self, connection: Connection) -> float:
        """The clock that all writers share, in seconds: the server's, or this machine's for SQLite."""
        if self.sqlite:
            return time.time()
        clock = func.extract("epoch", func.clock_timestamp())
        return float(connection.execute(select(clock)).scalar_one())

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _waited_turn(self) -> Iterator[None]:
        """Threads of one process queue here: SQLite's own waiting is a sleep and unfair."""
        if not self.sqlite:
            yield
            return
        if not self._turn.acquire(timeout=PATIENCE):
            raise Unavailable(
                f"Another thread has been writing to the ledger for {PATIENCE:.0f} s; try again."
            )
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError) as error:
            place = self.url.render_as_string(hide_password=True)
            if _damaged(error):
                raise Tampered(
                    f"The ledger at {place} is damaged ({error.orig}): restore a backup."
                ) from error
            if not isinstance(error, (OperationalError, InterfaceError)):
                raise
            raise Unavailable(
                f"The ledger at {place} does not answer: {error.orig}. "
                "Check that its server runs, that its folder can be written, and that its disk is not full."
            ) from error
        except NoConnectionFree as error:
            raise Unavailable("All connections to the ledger are in use: try again in a moment.") from error


def _damaged(error: DBAPIError) -> bool:
    """SQLite found no database, a broken page, or bytes that are no text."""
    if not isinstance(error.orig, sqlite3.Error):
        return False
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "decode to UTF-8" in str(error.orig)


def _normalised(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            f"{url!r} is no address of a ledger: use sqlite:///FILE or postgresql://HOST/NAME."
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadInput(f"A ledger lies in SQLite or PostgreSQL, not in {parsed.drivername}.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadInput("A ledger in memory would not outlive its process: use sqlite:///FILE.")
    return parsed


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        max_overflow=CONNECTIONS - 5,
        connect_args={"connect_timeout": 10, "options": "-c synchronous_commit=on -c timezone=UTC"},
    )


def _sqlite_engine(url: URL) -> Engine:
    file = Path(url.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # For its owner alone; the files that SQLite keeps beside it get the same mode.
        file.touch(mode=0o600)
    except OSError as error:
        raise Unavailable(
            f"The ledger cannot be made in the folder {file.parent}: {error.strerror}."
        ) from error
    engine = create_engine(
        url, hide_parameters=True, max_overflow=CONNECTIONS - 5, connect_args={"timeout": PATIENCE}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own BEGIN comes late and is never IMMEDIATE: two readers turned writers would deadlock.
    connection.isolation_level = None
    _write_ahead(connection)
    # FULL: in this journal mode NORMAL may lose the last commits with the power, after their acknowledgement.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    # What an erasure lets go is overwritten.
    connection.execute("PRAGMA secure_delete = ON")
    # Ids fall all over their index: with the default 2 MB, and a checkpoint every 4, pages are written twice.
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switching the journal does not wait for others by itself, so two first opens at once try again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
