"""What was begun and waits for its answer: in the ledger's database, for all processes, and taken once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, delete, func, insert, select

from ledger.database import UNDERWAY_LOCK
from ledger.ledger import Ledger
from ledger.tables import underway as table

LONGEST = 600.0
"""Seconds in which the answer has to come."""
MOST = 10_000
"""How many may wait at once; those that were begun first are forgotten first."""


class Underway:
    """What waits under a word that only its beginner was told; the ledger keeps the hash of that word."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] | None = None) -> None:
        self._database = ledger._database
        self._clock = clock

    def put(self, word: str, content: str) -> None:
        """Keep what was begun under a word; what is too old, or too much, goes."""
        with self._database.writing(UNDERWAY_LOCK) as connection:
            now = self._now(connection)
            made = {"key": _hashed(word), "at": now, "content": content}
            connection.execute(insert(table), [made])
            _forget(connection, now)

    def take(self, word: str) -> str | None:
        """What was begun under a word not too long ago; whoever asks again, in any process, gets None."""
        gone = delete(table).where(table.c.key == _hashed(word)).returning(table.c.at, table.c.content)
        with self._database.writing(UNDERWAY_LOCK) as connection:
            found = connection.execute(gone).one_or_none()
            now = self._now(connection)
        # Where the clock went back, what was begun after now is no younger for it.
        return str(found.content) if found and abs(now - found.at) < LONGEST else None

    def _now(self, connection: Connection) -> float:
        return self._clock() if self._clock else self._database.seconds(connection)


def _forget(connection: Connection, now: float) -> None:
    connection.execute(delete(table).where((table.c.at <= now - LONGEST) | (table.c.at >= now + LONGEST)))
    if connection.execute(select(func.count()).select_from(table)).scalar_one() > MOST:
        oldest = select(table.c.key).order_by(table.c.at.desc(), table.c.key).offset(MOST)
        connection.execute(delete(table).where(table.c.key.in_(oldest)))


def _hashed(word: str) -> str:
    return hashlib.sha256(word.encode(errors="surrogatepass")).hexdigest()
