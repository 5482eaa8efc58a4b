"""When which version of a source key was accepted: what it takes to tell which of them counted at a time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from ledger.known import Version, asked_for, parameters
from ledger.tables import record


class Accepted(NamedTuple):
    """One acceptance; of those up to a time the greatest counts: by the source's order, then the ledger's."""

    rank: str
    sequence: int
    record: str
    received: str


def accepted(
    connection: Connection, keys: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[Accepted]]:
    """(source, key) → all its acceptances but those erased, the one that counts now last."""
    rows = sorted({Version(source, key, "") for source, key in keys})
    found: dict[tuple[str, str], list[Accepted]] = {}
    dialect = connection.dialect.name
    for row in connection.execute(_question(dialect), parameters(dialect, rows)) if rows else ():
        found.setdefault((row.source, row.key), []).append(
            Accepted(row.rank, row.sequence, row.id, row.received)
        )
    return found


@cache
def _question(dialect: str) -> Select[str, str, str, int, str, str]:
    asked, c = asked_for(dialect), record.c
    same = (c.source == asked.c.source) & (c.key == asked.c.key)
    rows = select(c.source, c.key, c.rank, c.sequence, c.id, c.received)
    return rows.select_from(asked.join(record, same)).order_by(c.rank, c.sequence)
