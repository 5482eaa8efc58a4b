"""The outbox: messages to others, written with what they tell of and confirmed one by one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, true

from ledger import tables
from ledger.database import QUEUE_LOCK, Database
from ledger.entry import Notice

MANY = 500
"""Ids confirmed in one statement."""


def waiting(database: Database, limit: int, topics: Sequence[str]) -> list[Notice]:
    """Messages that nobody has confirmed, of some topics or all, oldest first."""
    of = tables.outbox.c.topic.in_(topics) if topics else true()
    page = select(tables.outbox).where(of).order_by(tables.outbox.c.id).limit(limit)
    with database.reading() as connection:
        return [Notice(**row) for row in connection.execute(page).mappings()]


def confirm(database: Database, ids: Sequence[int]) -> None:
    """Take messages out, which were delivered."""
    with database.writing(QUEUE_LOCK) as connection:
        for start in range(0, len(ids), MANY):
            some = tables.outbox.c.id.in_(ids[start : start + MANY])
            connection.execute(delete(tables.outbox).where(some))
