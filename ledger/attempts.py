"""Attempts to come in that failed: counted in the ledger's database, for all processes that share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from ledger.database import ATTEMPTS_LOCK
from ledger.ledger import Ledger
from ledger.tables import attempt as table

FORGOTTEN = 86_400.0
"""Seconds after which nothing is held against a key that did not fail again."""
REMEMBERED = 10_000
"""Keys that are kept in mind; those that failed longest ago are forgotten first."""


@dataclass(frozen=True)
class Tried:
    """How often a key failed, and when it did last, in seconds of the clock that all processes share."""

    count: int = 0
    last: float = 0.0


class Attempts:
    """Counts by key; a key names nobody: who counts gives the keyed hash of a name or address."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] | None = None) -> None:
        self._database = ledger._database
        self._clock = clock

    def read(self, key: str) -> tuple[Tried, float]:
        """What is held against a key, and the moment."""
        with self._database.reading() as connection:
            now = self._now(connection)
            return _tried(connection, key, now), now

    def change(self, key: str, change: Callable[[Tried, float], Tried]) -> tuple[Tried, float]:
        """Change what is held against a key, one process at a time; returns what was, and the moment."""
        with self._database.writing(ATTEMPTS_LOCK) as connection:
            now = self._now(connection)
            before = _tried(connection, key, now)
            after = change(before, now)
            connection.execute(delete(table).where(table.c.key == key))
            if after.count > 0:
                made = {"key": key, "failed": after.count, "last": after.last}
                connection.execute(insert(table), [made])
            _forget(connection, now)
        return before, now

    def _now(self, connection: Connection) -> float:
        return self._clock() if self._clock else self._database.seconds(connection)


def _tried(connection: Connection, key: str, now: float) -> Tried:
    found = connection.execute(select(table.c.failed, table.c.last).where(table.c.key == key)).one_or_none()
    if found is None or found.last < now - FORGOTTEN:
        return Tried()
    # Where the clock went back, nobody waits longer than the longest wait.
    return Tried(found.failed, min(found.last, now))


def _forget(connection: Connection, now: float) -> None:
    connection.execute(delete(table).where(table.c.last < now - FORGOTTEN))
    if connection.execute(select(func.count()).select_from(table)).scalar_one() > REMEMBERED:
        oldest = select(table.c.key).order_by(table.c.last.desc(), table.c.key).offset(REMEMBERED)
        connection.execute(delete(table).where(table.c.key.in_(oldest)))
