"""Links as a stream, for analysis: no names, no values of persons, only who is linked to what and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.read.reader import Reader

PAGE = 2000
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as seen from `entity`; `kind` is the kind of the other end where its type has kinds."""

    entity: str
    link: str
    other: str
    type: str
    kind: str
    outgoing: bool
    status: str
    disputed: bool
    roles: tuple[tuple[str, str], ...]
    records: tuple[str, ...]
    valid_from: str
    valid_to: str


def ties(
    store: Reader, type_: str, allowed: Sequence[int], links: Sequence[str], page: int = PAGE
) -> Iterator[Tie]:
    """All links of these types of all entities of one type, in the order of their ids, a page at a time."""
    shared = {"allowed": list(allowed), "timeout": SECONDS}
    after = ""
    while rows := store.read("project_entities", type=type_, after=after, limit=page, **shared):
        ids = [row["id"] for row in rows]
        yield from map(_tie, store.read("project_links", ids=ids, links=sorted(links), **shared))
        after = ids[-1]


def _tie(row: Mapping[str, Any]) -> Tie:
    return Tie(
        entity=row["id"],
        link=row["link"],
        other=row["other"],
        type=row["type"],
        kind=row["kind"] or "",
        outgoing=row["outgoing"],
        status=row["status"],
        disputed=bool(row["disputed"]),
        roles=tuple(zip(row["role"] or (), row["role_status"] or (), strict=True)),
        records=tuple(row["records"]),
        valid_from=row["valid_from"] or "",
        valid_to=row["valid_to"] or "",
    )
