"""A projection in a SQLite file of its own: how it is opened, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

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


class LocalStore:
    """What lies in one SQLite file: a context manager that closes it. `schema` makes it, `what` names it."""

    schema: ClassVar[str]
    what: ClassVar[str]
    overwrites: ClassVar[bool] = False
    """True where what is deleted is overwritten on the disk at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        if self.overwrites:
            connection.execute("PRAGMA secure_delete = ON")

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open or create the file (":memory:" for none); a file of another kind is BadInput."""
        return cls(open_local(path, cls.schema, cls.what))

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

    def _meta(self, name: str) -> Any:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None
