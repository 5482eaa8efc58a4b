"""A projection in a SQLite file of its own: how it is opened, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from ledger.errors import BadInput, LocardError, Unavailable

IN_MEMORY = ":memory:"
PATIENCE = 30.0
"""Seconds to wait for another that writes to the file."""
AGAIN = "move it away and run `locard rebuild`"
KEPT = "move it away and restore it from a backup"
"""What to do about a file that is no store, or is damaged: one that can be derived again, one that cannot."""
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def open_local(path: str | Path, schema: str, what: str, broken: str = AGAIN) -> sqlite3.Connection:
    """Open or create the file (":memory:" for none); a file of another kind is BadInput.

    A commit is on the disk when it returns: what follows this projection never gets ahead of it. `broken`
    says what to do about a file that is none of these. Unavailable where it cannot be written or read.
    """
    if str(path) != IN_MEMORY:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(
            str(path), isolation_level=None, timeout=PATIENCE, check_same_thread=False
        )
    except sqlite3.DatabaseError as error:
        raise fault(error, path) from error
    try:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-65536")
        connection.executescript(schema)
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise fault(error, path) from error
        raise BadInput(f"{path} is no store of {what} ({error}); {broken}") from error
    return connection


def fault(error: sqlite3.Error, path: str | Path = "") -> LocardError:
    """What an error of a local file means, and what to do."""
    where, code = str(path) or "A file in the data directory", _code(error)
    if code in BUSY:
        return Unavailable(f"{where}: another command is writing to it; try again when that has ended.")
    if code in DAMAGED:
        return BadInput(
            f"{where} is damaged ({error}): end all commands, {AGAIN}; `locard rebuild` makes neither the"
            " history nor passages again: these come from a backup."
        )
    return Unavailable(
        f"{where} cannot be used: {error}. Check that its folder can be written and that its disk is not"
        " full, and run the same command again."
    )


def _code(error: sqlite3.Error) -> int:
    """SQLite's own code of an error, without what it says more; 0 for one of Python's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switching the journal does not wait for others by itself, so first opens at once try again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) not in BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


@contextmanager
def one_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that the body writes, or nothing of it; Unavailable where the file cannot be written."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # On a full disk the file may have taken all of it back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) or _code(error) in DAMAGED:
            raise fault(error, _file(connection)) from error
        raise


def _file(connection: sqlite3.Connection) -> str:
    try:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    except sqlite3.Error:
        return ""


class LocalStore:
    """What lies in one SQLite file: a context manager that closes it. `schema` makes it, `what` names it."""

    schema: ClassVar[str]
    what: ClassVar[str]
    overwrites: ClassVar[bool] = False
    """True where what is deleted is overwritten on the disk at once."""
    broken: ClassVar[str] = AGAIN
    """What to do about a file that is damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        if self.overwrites:
            connection.execute("PRAGMA secure_delete = ON")

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open or create the file (":memory:" for none); a file of another kind is BadInput."""
        return cls(open_local(path, cls.schema, cls.what, cls.broken))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Projection(LocalStore):
    """A store that follows the ledger, with its position inside: the table `meta` holds it."""

    @property
    def position(self) -> int:
        """Up to where in the ledger it has been brought; 0 when it is empty."""
        return int(self._meta("position") or 0)

    @property
    def incarnation(self) -> str:
        """Of which ledger, read how, it is a projection; "" when of none yet."""
        return str(self._meta("incarnation") or "")

    @property
    def mark(self) -> str:
        """What the ledger held at the position: an older copy of the ledger holds something else there."""
        return str(self._meta("mark") or "")

    def _move(self, position: int, **named: str) -> None:
        """Note the position, and with it what else is named; within the transaction that got there."""
        meta = (("position", position), *named.items())
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)

    def _meta(self, name: str) -> Any:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None
