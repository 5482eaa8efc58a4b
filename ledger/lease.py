"""A lease: the right to be the one writer of something, for a while, under a token that only grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Row, delete, insert, select, update

from ledger.database import QUEUE_LOCK, Database
from ledger.errors import LostLease
from ledger.tables import lease as table


@dataclass
class Lease:
    """Held until its seconds run out. Whoever writes under it compares `token` where it writes: a holder
    that was paused finds a greater one there, whatever any clock says."""

    name: str
    holder: str
    token: int
    seconds: float
    _database: Database

    def renew(self) -> None:
        """Hold it for as long again; LostLease when another holder took it meanwhile."""
        with self._database.writing(QUEUE_LOCK) as connection:
            now = self._database.seconds(connection)
            if not self._set(connection, taken=now, until=now + self.seconds):
                raise LostLease(
                    f"Another process took over {self.name!r} while this one was paused. "
                    "What it still wanted to write is refused; start it again."
                )

    def release(self) -> None:
        """Let the next one have it at once; nothing happens when it was lost already."""
        with self._database.writing(QUEUE_LOCK) as connection:
            self._set(connection, until=0.0)

    def _set(self, connection: Connection, **values: float) -> bool:
        mine = (table.c.name == self.name) & (table.c.token == self.token)
        return connection.execute(update(table).where(mine).values(**values)).rowcount == 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def nobody(holder: str) -> bool:
    """Takes every holder for alive."""
    return False


def take(
    database: Database, name: str, holder: str, seconds: float, dead: Callable[[str], bool] = nobody
) -> Lease:
    """Take a lease that is free, has run out or is held by the dead, with a greater token.

    LostLease when another holds it.
    """
    with database.writing(QUEUE_LOCK) as connection:
        now = database.seconds(connection)
        held = connection.execute(select(table).where(table.c.name == name)).one_or_none()
        if held is not None and held.holder != holder and _runs(held, now) and not dead(held.holder):
            raise LostLease(
                f"{name!r} is held by {held.holder} for {held.until - now:.0f} s more. "
                "Wait for it to end, or stop that process."
            )
        # Never below the clock: after a restore of an older ledger the graph still holds the later tokens.
        token = max(held.token + 1 if held else 1, int(now * 1000))
        connection.execute(delete(table).where(table.c.name == name))
        row = {"name": name, "holder": holder, "token": token, "taken": now, "until": now + seconds}
        connection.execute(insert(table), [row])
    return Lease(name, holder, token, seconds, database)


def _runs(held: Row[tuple[object, ...]], now: float) -> bool:
    """A clock that went back would keep a dead holder's lease alive; the token makes it safe to take it."""
    return bool(held.taken <= now < held.until)
