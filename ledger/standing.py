"""Which versions of a source key there are, the one that counts now last."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from ledger.known import Version, listed
from ledger.tables import record


def standing(connection: Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """(source, key) → ids of its records, ordered by the source's order and then the ledger's."""
    asked = listed(connection, (Version(source, key, "") for source, key in keys))
    same = (record.c.source == asked.c.source) & (record.c.key == asked.c.key)
    rows = select(record.c.source, record.c.key, record.c.id).select_from(asked.join(record, same))
    found: dict[tuple[str, str], list[str]] = {}
    for source, key, id_ in connection.execute(rows.order_by(record.c.rank, record.c.sequence)):
        found.setdefault((source, key), []).append(id_)
    return found
