"""The one sequence: places are given in commit order, without gaps, and read by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from ledger import tables
from ledger.canonical import canonical
from ledger.entry import Decision, Entry, Publication
from ledger.errors import Tampered
from ledger.record import Grade, Marking, Record


def head(connection: Connection) -> int:
    """The last position, 0 in an empty ledger."""
    return connection.execute(select(func.max(tables.entry.c.sequence))).scalar_one() or 0


def append(connection: Connection, kind: str, rows: Sequence[dict[str, Any]], at: str) -> None:
    """Write rows that carry their `sequence` and `id` with their places and one message in the outbox.

    The transaction holds the sequence lock, so nobody else gives out places before it commits.
    """
    table = _TABLES[kind]
    places = [
        {"sequence": r["sequence"], "kind": kind, "reference": r["id"], "class": r.get("class", 0), "at": at}
        for r in rows
    ]
    connection.execute(insert(tables.entry), places)
    connection.execute(insert(table), list(rows))
    notice = {"topic": kind, "first": rows[0]["sequence"], "last": rows[-1]["sequence"], "at": at}
    connection.execute(insert(tables.outbox), [notice])


def entries(connection: Connection, after: int, limit: int) -> list[Entry]:
    """The entries after a position with what they stand for, oldest first."""
    page = select(tables.entry).where(tables.entry.c.sequence > after)
    rows = connection.execute(page.order_by(tables.entry.c.sequence).limit(limit)).mappings().all()
    if not rows:
        return []
    last = rows[-1]["sequence"]
    held = {kind: _held(connection, table, after, last) for kind, table in _TABLES.items()}
    return [_entry(row, held[row["kind"]].get(row["sequence"])) for row in rows]


def refuse_changed(entry: Entry, before: int) -> None:
    """Tampered unless the entry follows the one before and its content still has the id it was given."""
    held = entry.record or entry.decision or entry.publication
    if entry.sequence != before + 1 or held is None or held.id != entry.reference:
        raise Tampered(
            f"The ledger was changed at entry {before + 1}. Stop, keep a copy, and compare with a backup."
        )


def decision_row(decision: Decision, sequence: int, at: str) -> dict[str, Any]:
    """The row of a decision."""
    return {
        "sequence": sequence,
        "id": decision.id,
        "kind": decision.kind,
        "subject": canonical(dict(decision.subject)).decode(),
        "class": decision.class_,
        "author": decision.author,
        "reason": decision.reason,
        "at": at,
    }


def publication_row(publication: Publication, sequence: int, at: str) -> dict[str, Any]:
    """The row of a publication; it says nothing about records, so its place has class 0."""
    return {
        "sequence": sequence,
        "id": publication.id,
        "kind": publication.kind,
        "name": publication.name,
        "version": publication.version,
        "content": canonical(dict(publication.content)).decode(),
        "at": at,
    }


def record_of(row: RowMapping) -> Record:
    """The record of a row."""
    return Record(
        source=row["source"],
        feed=row["feed"],
        key=row["key"],
        version=row["version"],
        content=_json(row, "content"),
        class_=row["class"],
        marking=Marking(**_json(row, "marking")),
        grade=Grade(**_json(row, "grade")),
        recorded=row["recorded"],
        received=row["received"],
        sequence=row["sequence"],
    )


def decision_of(row: RowMapping) -> Decision:
    """The decision of a row."""
    subject = _json(row, "subject")
    return Decision(
        row["kind"], subject, row["class"], row["author"], row["reason"], row["at"], row["sequence"]
    )


def publication_of(row: RowMapping) -> Publication:
    """The publication of a row."""
    content = _json(row, "content")
    return Publication(row["kind"], row["name"], row["version"], content, row["at"], row["sequence"])


_TABLES: dict[str, Table] = {
    "record": tables.record,
    "decision": tables.decision,
    "publication": tables.publication,
}

_KEYS = {
    "marking": {field.name for field in fields(Marking)},
    "grade": {field.name for field in fields(Grade)},
}


def _json(row: RowMapping, column: str) -> dict[str, Any]:
    """What was written as JSON; Tampered when it is none any more, or has keys that nobody writes."""
    try:
        found = orjson.loads(row[column])
    except ValueError as error:
        raise Tampered(f"The {column} at entry {row['sequence']} was changed: restore a backup.") from error
    if not isinstance(found, dict) or not _KEYS.get(column, set(found)) >= set(found):
        raise Tampered(f"The {column} at entry {row['sequence']} was changed: restore a backup.")
    return found


def _held(connection: Connection, table: Table, after: int, last: int) -> dict[int, RowMapping]:
    page = select(table).where(table.c.sequence > after, table.c.sequence <= last)
    return {row["sequence"]: row for row in connection.execute(page).mappings()}


def _entry(row: RowMapping, held: RowMapping | None) -> Entry:
    kind = row["kind"]
    if held is None:
        raise Tampered(f"The ledger has lost the {kind} at entry {row['sequence']}: restore a backup.")
    return Entry(
        sequence=row["sequence"],
        kind=kind,
        at=row["at"],
        reference=row["reference"],
        class_=row["class"],
        record=record_of(held) if kind == "record" else None,
        decision=decision_of(held) if kind == "decision" else None,
        publication=publication_of(held) if kind == "publication" else None,
    )
