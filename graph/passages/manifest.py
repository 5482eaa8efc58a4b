"""The manifest: which files are the store. A file that is not in it does not exist."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from graph.local import KEPT, one_transaction, open_local
from ledger.errors import Unavailable

FILE = "manifest.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, month TEXT NOT NULL, hour TEXT NOT NULL,
    rows INTEGER NOT NULL, bytes INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dropped (month TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased (token TEXT PRIMARY KEY) WITHOUT ROWID;
"""
FOLDED = "all"
"""The hour of a file that holds several."""


@dataclass(frozen=True)
class Part:
    """A file of the store: its name below the folder, its month and hour, and from when to when it tells."""

    name: str
    month: str
    hour: str
    rows: int
    bytes: int
    first: str
    last: str


class Manifest:
    """A small SQLite file; a commit is on the disk when it returns, and is what acknowledges passages."""

    def __init__(self, folder: Path) -> None:
        self._db = open_local(folder / FILE, SCHEMA, "passages", KEPT)
        self._db.execute("PRAGMA secure_delete = ON")
        self._turn = threading.RLock()

    def parts(self) -> list[Part]:
        """All files, by month and name."""
        rows = self._told("SELECT * FROM file ORDER BY month, name")
        return [Part(*row) for row in rows]

    def dropped(self) -> dict[str, str]:
        """Months that were dropped, with when."""
        return dict(self._told("SELECT month, at FROM dropped ORDER BY month"))

    def replace(self, gone: Iterable[Part], new: Iterable[Part]) -> None:
        """Put files in the place of others, all at once."""
        with self._written():
            self._db.executemany("DELETE FROM file WHERE name = ?", [(part.name,) for part in gone])
            self._db.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", map(astuple, new))

    def drop(self, month: str, at: str) -> None:
        """Let go of all files of a month, and remember that it is gone."""
        with self._written():
            self._db.execute("DELETE FROM file WHERE month = ?", (month,))
            self._db.execute("INSERT OR IGNORE INTO dropped VALUES (?, ?)", (month, at))

    def erased(self) -> set[str]:
        """The erasures of single passages that were done here."""
        return {row[0] for row in self._told("SELECT token FROM erased")}

    def erase(self, token: str, gone: Iterable[Part], new: Iterable[Part]) -> None:
        """Put files in the place of those that held what was erased, and remember that it was done."""
        with self._written():
            self._db.executemany("DELETE FROM file WHERE name = ?", [(part.name,) for part in gone])
            self._db.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", map(astuple, new))
            self._db.execute("INSERT OR IGNORE INTO erased VALUES (?)", (token,))
        with self._turn:  # when something erased happened stood in it
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy(self, file: Path) -> None:
        """A copy as it stands at one moment, while others write."""
        with self._turn, closing(sqlite3.connect(file)) as target:
            self._db.backup(target)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _told(self, query: str) -> list[Any]:
        with self._turn:
            return self._db.execute(query).fetchall()

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            with self._turn, one_transaction(self._db):
                yield
        except Unavailable as error:
            raise Unavailable(f"{error.detail} Nothing of the batch was taken in: send it again.") from error
