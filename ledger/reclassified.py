"""Source keys whose records were given another class: which one counts now, asked for once per page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Connection, Select, select

from ledger.canonical import canonical
from ledger.entry import Reclassification
from ledger.known import Version, asked_for, parameters
from ledger.record import Marking
from ledger.tables import reclassification as table

Key = tuple[str, str]


def reclassified(connection: Connection, keys: Iterable[Key]) -> dict[Key, tuple[int, str]]:
    """(source, key) → class and marking that count now, for those that were ever reclassified."""
    if connection.execute(_any()).first() is None:
        return {}
    dialect, rows = connection.dialect.name, sorted({Version(*key, "") for key in keys})
    if not rows:
        return {}
    found = connection.execute(_question(dialect), parameters(dialect, rows)).mappings()
    return {(row["source"], row["key"]): (row["class"], row["marking"]) for row in found}


def archived(connection: Connection) -> dict[Key, str]:
    """(source, key) → since when all its versions are archived, for those that are."""
    rows = select(table.c.source, table.c.key, table.c.marking, table.c.at).where(table.c.key != "")
    found: dict[Key, str] = {}
    for row in connection.execute(rows.order_by(table.c.sequence)):
        if orjson.loads(row.marking)["archived"]:
            found.setdefault((row.source, row.key), row.at)
        else:
            found.pop((row.source, row.key), None)
    return found


def row_of(made: Reclassification, sequence: int, at: str) -> dict[str, Any]:
    """The row of a reclassification."""
    return {
        "sequence": sequence,
        "id": made.id,
        "source": made.source,
        "key": made.key,
        "class": made.class_,
        "marking": canonical(asdict(made.marking)).decode(),
        "author": made.author,
        "reason": made.reason,
        "at": at,
    }


def reclassification_of(row: Mapping[Any, Any]) -> Reclassification:
    """The reclassification of a row."""
    marking = Marking(**orjson.loads(row["marking"]))
    of = (row["source"], row["key"], row["class"], marking, row["author"], row["reason"])
    return Reclassification(*of, row["at"], row["sequence"])


@cache
def _any() -> Select[int]:
    return select(table.c.sequence).where(table.c.key != "").limit(1)


@cache
def _question(dialect: str) -> Select[*tuple[Any, ...]]:
    asked = asked_for(dialect)
    same = (table.c.source == asked.c.source) & (table.c.key == asked.c.key)
    rows = select(table.c.source, table.c.key, table.c["class"], table.c.marking)
    # In the order of the sequence, so that the last one stays.
    return rows.select_from(asked.join(table, same)).order_by(table.c.sequence)
