"""What the ledger already holds of the keys in a batch: one question per batch, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    Connection,
    FromClause,
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
    """A record as far as it takes to tell whether a draft says anything new.

    `class_` is that under which it was accepted: its id holds it.
    """

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
    return {(v.source, v.key): known for v, known in _answers(connection, asked, of_rank=False)}


def versions(connection: Connection, asked: Iterable[Version]) -> dict[Version, Known]:
    """What was last accepted for each version that a source names."""
    return dict(_answers(connection, asked, of_rank=True))


def _answers(
    connection: Connection, asked: Iterable[Version], of_rank: bool
) -> Iterator[tuple[Version, Known]]:
    rows = sorted(set(asked))
    if not rows:
        return
    dialect = connection.dialect.name
    for row in connection.execute(_question(dialect, of_rank), parameters(dialect, rows)):
        known = Known._make(row[2:])
        yield Version(row.source, row.key, known.rank), known


def parameters(dialect: str, rows: list[Version]) -> dict[str, str | list[str]]:
    """The parameters of `asked_for`: one on SQLite, three on PostgreSQL, however many keys there are."""
    if dialect == "sqlite":
        return {"asked": orjson.dumps([list(row) for row in rows]).decode()}
    return {field: [getattr(row, field) for row in rows] for field in Version._fields}


@cache
def _question(dialect: str, of_rank: bool) -> Select[*tuple[object, ...]]:
    """Made once: building it takes longer than SQLite does to answer it."""
    asked, n = asked_for(dialect), tables.record.alias("n")
    same = (n.c.source == asked.c.source) & (n.c.key == asked.c.key)
    if of_rank:
        same &= n.c.rank == asked.c.rank
    latest = select(n.c.sequence).where(same).order_by(n.c.rank.desc(), n.c.sequence.desc()).limit(1)
    join = asked.join(tables.record, tables.record.c.sequence == latest.scalar_subquery())
    return select(tables.record.c.source, tables.record.c.key, *_COLUMNS).select_from(join)


def asked_for(dialect: str) -> FromClause:
    """A table of the source keys that a statement's parameters name."""
    if dialect == "sqlite":
        each = func.json_each(bindparam("asked", type_=Text)).table_valued("value")
        fields = [func.json_extract(each.c.value, f"$[{i}]").label(f) for i, f in enumerate(Version._fields)]
        return select(*fields).subquery("asked")
    lists = [cast(bindparam(f, type_=ARRAY(Text)), ARRAY(Text)) for f in Version._fields]
    columns = [column(f, Text) for f in Version._fields]
    return func.unnest(*lists).table_valued(*columns, name="asked").render_derived()
