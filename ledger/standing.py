"""Which versions of a source key there are, the one that counts now last."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, Select, select

from ledger.known import Version, asked_for, parameters
from ledger.tables import record


def standing(connection: Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """(source, key) → ids of its records, each once, by the source's order and then the ledger's."""
    rows = sorted({Version(source, key, "") for source, key in keys})
    found: dict[tuple[str, str], dict[str, None]] = {}
    dialect = connection.dialect.name
    for row in connection.execute(_question(dialect), parameters(dialect, rows)):
        ids = found.setdefault((row.source, row.key), {})
        # A version that was corrected and then corrected back stands where it was accepted last.
        ids.pop(row.id, None)
        ids[row.id] = None
    return {key: list(ids) for key, ids in found.items()}


@cache
def _question(dialect: str) -> Select[str, str, str]:
    asked = asked_for(dialect)
    same = (record.c.source == asked.c.source) & (record.c.key == asked.c.key)
    rows = select(record.c.source, record.c.key, record.c.id).select_from(asked.join(record, same))
    return rows.order_by(record.c.rank, record.c.sequence)
