"""What a mention says, as it is read: from the rows of the graph, or of older versions beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from graph.derive.origin import NOTHING, Traits, unpacked
from graph.ontology.mention import Mention, Span
from graph.ontology.statement import Kind, Statement, Status
from ledger.record import Grade

Row = Mapping[str, Any]
"""A mention and its record: the properties of both nodes under `mention` and `record`."""


@dataclass(frozen=True)
class RecordHead:
    """What is known of a record without its content; `origin` tells reports of one origin, as JSON."""

    id: str
    source: str
    feed: str
    key: str
    handling: str
    scheme: str
    reliability: str
    credibility: str
    recorded: str
    received: str
    origin: str = ""

    @property
    def grade(self) -> Grade:
        """Its grade as it was received."""
        return Grade(self.scheme, self.reliability, self.credibility)

    @cached_property
    def traits(self) -> Traits:
        """What tells its origin."""
        return unpacked(orjson.loads(self.origin)) if self.origin else NOTHING


def head(record: Mapping[str, Any]) -> RecordHead:
    """A record from its properties in the graph."""
    return RecordHead(**{name: record.get(name) or "" for name in RecordHead.__dataclass_fields__})


def statements(mention: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The statements of a mention in the graph, as maps."""
    found: list[dict[str, Any]] = orjson.loads(mention["statements"])
    return found


def spans(mention: Mapping[str, Any]) -> tuple[Span, ...]:
    """Where a mention in the graph stands."""
    return tuple(Span(*span) for span in orjson.loads(mention["spans"]))


def statement(made: Mapping[str, Any]) -> Statement:
    """One statement from its map; what is left out is at its default."""
    texts = {name: made.get(name, "") for name in ("property", "value", "target", "raw", "role")}
    times = {name: made.get(name, "") for name in ("valid_from", "valid_to")}
    kind, status = Kind(made.get("kind") or "fact"), Status(made.get("status") or "asserted")
    details = tuple((str(name), str(value)) for name, value in made.get("details") or ())
    return Statement(**texts, **times, kind=kind, status=status, details=details)


def mention(row: Row) -> Mention:
    """A mention as values, from its row."""
    of = row["mention"]
    said: Sequence[Mapping[str, Any]] = statements(of)
    made = Mention(
        of["record"],
        of["type"],
        of["anchor"],
        of["class"],
        tuple(map(statement, said)),
        spans(of),
        of["by"],
        float(of["confidence"]),
    )
    made.__dict__["id"] = of["id"]  # the cached property, without hashing again
    return made
