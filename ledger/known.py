"""What the ledger already holds of the keys in a batch: one question per batch, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    Connection,
    FromClause,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)

from ledger import tables


class Version(NamedTuple):
    """One version of one source key; `rank` orders the versions."""

    source: str
    key: str
    rank: str


class Known(NamedTuple):
    """A record as far as it takes to tell whether a draft says anything new."""

    class_: int
    sequence: int
    id: str
    version: str
    number: int
    rank: str
    feed: str
    marking: str
    grade: str
    recorded: str


_COLUMNS = (tables.record.c["class"].label("class_"), *(tables.record.c[name] for name in Known._fields[1:]))


def heads(connection: Connection, asked: Iterable[Version]) -> dict[tuple[str, str], Known]:
    """The version that counts now of each (source, key)."""
    rows = connection.execute(_latest(listed(connection, asked), of_rank=False))
    return {(row.source, row.key): _known(row) for row in rows}


def versions(connection: Connection, asked: Iterable[Version]) -> dict[Version, Known]:
    """What was last accepted for each version that a source names."""
    rows = connection.execute(_latest(listed(connection, asked), of_rank=True))
    return {Version(row.source, row.key, row.rank): _known(row) for row in rows}


def _latest(asked: FromClause, of_rank: bool) -> Select[tuple[object, ...]]:
    n = tables.record.alias("n")
    same = (n.c.source == asked.c.source) & (n.c.key == asked.c.key)
    if of_rank:
        same &= n.c.rank == asked.c.rank
    latest = select(n.c.sequence).where(same).order_by(n.c.rank.desc(), n.c.sequence.desc()).limit(1)
    join = asked.join(tables.record, tables.record.c.sequence == latest.scalar_subquery())
    return select(tables.record.c.source, tables.record.c.key, *_COLUMNS).select_from(join)


def listed(connection: Connection, asked: Iterable[Version]) -> FromClause:
    """The keys as a table: one parameter on SQLite, three on PostgreSQL, however many keys there are."""
    rows = sorted(set(asked))
    if connection.dialect.name == "sqlite":
        each = func.json_each(
            bindparam("asked", orjson.dumps([list(row) for row in rows]).decode())
        ).table_valued("value")
        fields = [func.json_extract(each.c.value, f"$[{i}]").label(f) for i, f in enumerate(Version._fields)]
        return select(*fields).subquery("asked")
    lists = [cast(bindparam(f, [getattr(r, f) for r in rows]), ARRAY(Text)) for f in Version._fields]
    return (
        func.unnest(*lists)
        .table_valued(*(column(f, Text) for f in Version._fields), name="asked")
        .render_derived()
    )


def _known(row: Row[tuple[object, ...]]) -> Known:
    return Known._make(row[2:])
