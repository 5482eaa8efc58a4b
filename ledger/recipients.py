"""Who must be told when what was passed on turns out to be wrong (Directive (EU) 2016/680, art. 16(5), (6)).

A correction, its withdrawal and an erasure leave one message in the outbox for each recipient of an export
that held the record, in the transaction that writes them. `first` is the place of the last such export, and
`last` that of what happened. A correction leaves one for the source too: `first` is the place of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
from sqlalchemy import Connection, insert, select

from ledger import tables
from ledger.charts import EXPORT
from ledger.entry import Decision

RECIPIENT, SOURCE = "tell recipient", "tell source"
TOPICS = (RECIPIENT, SOURCE)
CORRECTION = "correction"
MANY = 500


def tell_of(connection: Connection, decisions: Iterable[Decision], first: int, at: str) -> None:
    """Leave the messages of decisions that stand from the place `first` on; of corrections alone."""
    for place, made in enumerate(decisions, first):
        if made.kind != CORRECTION and CORRECTION not in made.subject:
            continue
        records = _versions(connection, str(made.subject.get("record") or ""))
        ids = {id_ for id_, _ in records} | {str(made.subject.get("mention") or "")}
        tell(connection, ids, place, at)
        _put(connection, [(SOURCE, place_of) for id_, place_of in records[-1:]], place, at)


def tell(connection: Connection, ids: Iterable[str], place: int, at: str) -> None:
    """Leave one message for each recipient of an export that held one of these records or mentions."""
    words = _words(connection, sorted(set(ids) - {""}))
    if not words:
        return
    table = tables.decision
    sent = select(table.c.sequence, table.c.subject).where(table.c.kind == EXPORT, table.c.subject != "")
    latest: dict[str, int] = {}
    for export, subject in connection.execute(sent.order_by(table.c.sequence)):
        said = orjson.loads(subject)
        if not words.isdisjoint((*said.get("ids", ()), *said.get("records", ()))):
            latest[said.get("recipient", "")] = export
    _put(connection, [(RECIPIENT, export) for export in sorted(latest.values())], place, at)


def _put(connection: Connection, messages: Sequence[tuple[str, int]], place: int, at: str) -> None:
    if messages:
        rows = [{"topic": topic, "first": first, "last": place, "at": at} for topic, first in messages]
        connection.execute(insert(tables.outbox), rows)


def _versions(connection: Connection, record: str) -> list[tuple[str, int]]:
    """Id and place of all versions of the key of a record, oldest first."""
    table = tables.record
    key = connection.execute(select(table.c.source, table.c.key).where(table.c.id == record)).first()
    if key is None or not key[1]:
        return []
    mine = select(table.c.id, table.c.sequence).where(table.c.source == key[0], table.c.key == key[1])
    return [(row[0], row[1]) for row in connection.execute(mine.order_by(table.c.sequence))]


def _words(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The words that stand for these ids in exports, and the ids: older exports hold them as they are."""
    found, table = set(ids), tables.pseudonym
    for start in range(0, len(ids), MANY):
        some = table.c.id.in_(ids[start : start + MANY])
        found |= set(connection.execute(select(table.c.token).where(some)).scalars())
    return found
