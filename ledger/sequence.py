"""The one sequence: places are given in commit order, without gaps, and read by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from ledger import tables
from ledger.canonical import canonical
from ledger.entry import Decision, Entry, Erasure, Publication, Tombstone
from ledger.errors import Tampered
from ledger.reclassified import reclassification_of, reclassified
from ledger.record import Grade, Marking, Record

Attested = Mapping[int, tuple[int, str]]
"""Place → the erasure that emptied it, and what stands there now."""
NOTHING: Mapping[tuple[str, str], tuple[int, str]] = MappingProxyType({})


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
    gone = _tombstones(connection, after, last)
    now = reclassified(connection, ((r["source"], r["key"]) for r in held["record"].values() if r["key"]))
    return [_entry(row, held[row["kind"]].get(row["sequence"]), gone, now) for row in rows]


def refuse_changed(entry: Entry, before: int, attested: Attested) -> None:
    """Tampered unless the entry follows the one before and its content still has the id it was given.

    What was erased has no content any more: there the erasure says which token stands in its place.
    """
    held, tomb = entry.held, entry.tombstone
    if tomb is not None:
        known = (tomb.kind, tomb.reference) == (entry.kind, entry.reference)
        whole = known and attested.get(entry.sequence) == (tomb.erasure, tomb.reference)
    else:
        whole = held is not None and held.id == entry.reference and entry.sequence not in attested
    if entry.sequence != before + 1 or not whole:
        raise Tampered(
            f"The ledger was changed at entry {before + 1}. Stop, keep a copy, and compare with a backup."
        )


def attested(connection: Connection) -> Attested:
    """What all erasures say that they emptied."""
    rows = connection.execute(select(tables.erasure).order_by(tables.erasure.c.sequence)).mappings()
    made = map(erasure_of, rows)
    return {place: (one.sequence, token) for one in made for place, token in one.places}


def records_of(connection: Connection, rows: Sequence[RowMapping]) -> list[Record]:
    """The records of these rows, with the classes and markings that they have now."""
    now = reclassified(connection, ((row["source"], row["key"]) for row in rows))
    return [record_of(row, now) for row in rows]


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


def erasure_row(made: Erasure, sequence: int, at: str) -> dict[str, Any]:
    """The row of an erasure."""
    return {
        "sequence": sequence,
        "id": made.id,
        "token": made.token,
        "class": made.class_,
        "places": orjson.dumps(made.places).decode(),
        "author": made.author,
        "reason": made.reason,
        "at": at,
    }


def erasure_of(row: RowMapping) -> Erasure:
    """The erasure of a row."""
    try:
        places = tuple((int(place), str(token)) for place, token in orjson.loads(row["places"]))
    except (TypeError, ValueError) as error:
        raise Tampered(f"The places at entry {row['sequence']} were changed: restore a backup.") from error
    return Erasure(
        row["token"], row["class"], places, row["author"], row["reason"], row["at"], row["sequence"]
    )


def record_of(row: RowMapping, now: Mapping[tuple[str, str], tuple[int, str]] = NOTHING) -> Record:
    """The record of a row; `now` gives the class and marking of the keys that were reclassified."""
    class_, marking = now.get((row["source"], row["key"]), (row["class"], row["marking"]))
    return Record(
        source=row["source"],
        feed=row["feed"],
        key=row["key"],
        version=row["version"],
        content=_json(row, "content"),
        class_=class_,
        marking=Marking(**_parsed(marking, "marking", row["sequence"])),
        grade=Grade(**_json(row, "grade")),
        recorded=row["recorded"],
        received=row["received"],
        sequence=row["sequence"],
        given=row["class"],
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
    "reclassification": tables.reclassification,
    "erasure": tables.erasure,
}

_KEYS = {
    "marking": {field.name for field in fields(Marking)},
    "grade": {field.name for field in fields(Grade)},
}


def _json(row: RowMapping, column: str) -> dict[str, Any]:
    return _parsed(row[column], column, row["sequence"])


def _parsed(text: str, column: str, sequence: int) -> dict[str, Any]:
    """What was written as JSON; Tampered when it is none any more, or has keys that nobody writes."""
    try:
        found = orjson.loads(text)
    except ValueError as error:
        raise Tampered(f"The {column} at entry {sequence} was changed: restore a backup.") from error
    if not isinstance(found, dict) or not _KEYS.get(column, set(found)) >= set(found):
        raise Tampered(f"The {column} at entry {sequence} was changed: restore a backup.")
    return found


def _held(connection: Connection, table: Table, after: int, last: int) -> dict[int, RowMapping]:
    page = select(table).where(table.c.sequence > after, table.c.sequence <= last)
    return {row["sequence"]: row for row in connection.execute(page).mappings()}


def _tombstones(connection: Connection, after: int, last: int) -> dict[int, Tombstone]:
    table = tables.tombstone
    page = select(table).where(table.c.sequence > after, table.c.sequence <= last)
    return {row[0]: Tombstone(*row) for row in connection.execute(page)}


def _entry(
    row: RowMapping,
    held: RowMapping | None,
    gone: Mapping[int, Tombstone],
    now: Mapping[tuple[str, str], tuple[int, str]],
) -> Entry:
    kind = row["kind"]
    at = (row["sequence"], kind, row["at"], row["reference"], row["class"])
    if held is None:
        raise Tampered(f"The ledger has lost the {kind} at entry {row['sequence']}: restore a backup.")
    if row["sequence"] in gone:
        return Entry(*at, tombstone=gone[row["sequence"]])
    if kind == "record":
        return Entry(*at, record=record_of(held, now))
    if kind == "decision":
        return Entry(*at, decision=decision_of(held))
    if kind == "publication":
        return Entry(*at, publication=publication_of(held))
    if kind == "erasure":
        return Entry(*at, erasure=erasure_of(held))
    return Entry(*at, reclassification=reclassification_of(held))
