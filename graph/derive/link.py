"""Links between entities: one per (from, type, to, class), from all relation statements behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.derive.grade import best, grade_text, level
from graph.derive.moment import AFTER, moment
from graph.derive.origin import origins
from graph.ontology.mention import Mention
from graph.ontology.statement import Kind, Statement, Status
from ledger.canonical import JSON, canonical
from ledger.record import Grade

KINDS = (Kind.FACT, Kind.ASSESSMENT, Kind.INFERENCE)
STATUSES = (Status.ASSERTED, Status.ALLEGED, Status.DENIED)


@dataclass(frozen=True, order=True)
class Ends:
    """Which link it is: from one entity, by one relation, to another."""

    source: str
    type: str
    target: str


Behind = tuple[Statement, str]
"""A relation statement and the record that it stands in."""


class Told(Protocol):
    """A record, in so far as it supports a link."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def recorded(self) -> str: ...
    @property
    def received(self) -> str: ...


def links(
    mentions: Iterable[Mention],
    entity_of: Mapping[str, str],
    symmetric: Callable[[str], bool],
    touching: frozenset[str],
) -> dict[Ends, list[Behind]]:
    """The links that touch these entities with all statements behind each; none from an entity to itself."""
    found: dict[Ends, list[Behind]] = defaultdict(list)
    for mention in mentions:
        source = entity_of.get(mention.id)
        for statement in mention.relations():
            target = entity_of.get(statement.target)
            if source is None or target is None or source == target or touching.isdisjoint((source, target)):
                continue
            found[_ends(source, statement.property, target, symmetric)].append((statement, mention.record))
    return found


def _ends(source: str, relation: str, target: str, symmetric: Callable[[str], bool]) -> Ends:
    if symmetric(relation) and target < source:
        source, target = target, source
    return Ends(source, relation, target)


def link_values(behind: Sequence[Behind], records: Mapping[str, Told], class_: int) -> dict[str, Any]:
    """What a link bears: its class, records, kind, status, grade, times, sources; roles where it has any.

    `received` says when each of `records` was, `sources` how many told it of their own, `origins` of how
    many origins the records are (where fewer), and `said` what each statement says (where there are several).
    `begins` and `ends` are `valid_from` and `valid_to` in UTC, where these are written otherwise.
    """
    statements = [statement for statement, _ in behind]
    known = {id_: records[id_] for id_ in sorted({record for _, record in behind}) if id_ in records}
    grade, told = best(record.grade for record in known.values()), origins(known)
    values: dict[str, Any] = {
        "class": class_,
        "records": sorted({record for _, record in behind}),
        "received": [known[id_].received if id_ in known else "" for id_ in sorted({r for _, r in behind})],
        "kind": strongest_kind(statements),
        "status": strongest_status(statements),
        "disputed": disputed(statements),
        "grade": grade_text(grade),
        "level": level(grade),
        "sources": told.sources,
    }
    if told.same:
        values |= {"origins": told.count, "same": list(told.same)}
    if len(behind) > 1:
        values["said"] = canonical(_said(behind)).decode()
    return values | _times(statements, list(known.values())) | _roles(statements) | _details(statements)


def _said(behind: Sequence[Behind]) -> list[JSON]:
    """Each statement once, with its record; what is empty is left out."""
    told: dict[str, JSON] = {}
    for made, record in behind:
        one = {
            "record": record,
            "kind": made.kind,
            "status": made.status,
            "valid_from": made.valid_from,
            "valid_to": made.valid_to,
            "role": made.role,
            "details": [list(pair) for pair in made.details],
        }
        kept: dict[str, JSON] = {name: value for name, value in one.items() if value}
        told[canonical(kept).decode()] = kept
    return [told[text] for text in sorted(told)]


def strongest_kind(statements: Iterable[Statement]) -> str:
    """A fact where one statement gives it as a fact, else an assessment, else an inference."""
    return min((Kind(s.kind) for s in statements), key=KINDS.index).value


def strongest_status(statements: Iterable[Statement]) -> str:
    """Asserted where one statement asserts it, else alleged, else denied."""
    return min((Status(s.status) for s in statements), key=STATUSES.index).value


def disputed(statements: Iterable[Statement]) -> bool:
    """True where one source states it and another denies it."""
    return {Status.ASSERTED, Status.DENIED} <= {Status(s.status) for s in statements}


def span(statements: Iterable[Statement]) -> tuple[str, str]:
    """The time that all these reach over; open where one that is dated is open, and where none is dated.

    The first and the last are so by the clock, whatever zone they are written in, and a month ends when its
    last day does.
    """
    dated = [s for s in statements if s.valid_from or s.valid_to]
    begins, ends = [s.valid_from for s in dated], [s.valid_to for s in dated]
    return (
        min(begins, key=lambda at: (moment(at), at)) if begins and all(begins) else "",
        max(ends, key=lambda at: (moment(at) + AFTER, at)) if ends and all(ends) else "",
    )


def _times(statements: Sequence[Statement], records: Sequence[Told]) -> dict[str, str]:
    recorded = [record.recorded or record.received for record in records]
    valid_from, valid_to = span(statements)
    in_utc = {"begins": (valid_from, moment(valid_from)), "ends": (valid_to, moment(valid_to))}
    return {name: at for name, (told, at) in in_utc.items() if at != told} | {
        "valid_from": valid_from,
        "valid_to": valid_to,
        "first_recorded": min((at for at in recorded if at), default=""),
        "last_recorded": max((at for at in recorded if at), default=""),
    }


def _roles(statements: Sequence[Statement]) -> dict[str, list[str]]:
    """The roles in text order and beside them the status of each."""
    roles = sorted({s.role for s in statements if s.role})
    if not roles:
        return {}
    status = [strongest_status(s for s in statements if s.role == role) for role in roles]
    return {"role": roles, "role_status": status}


def _details(statements: Sequence[Statement]) -> dict[str, list[str]]:
    details = sorted({f"{name}={value}" for s in statements for name, value in s.details})
    return {"details": details} if details else {}


def link_rows(
    found: Mapping[Ends, Sequence[Behind]], records: Mapping[str, Told], class_: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Relation and row of each link, in the order of their ends."""
    for ends in sorted(found):
        values = link_values(found[ends], records, class_)
        yield ends.type, {"from": ends.source, "to": ends.target, "values": values}
