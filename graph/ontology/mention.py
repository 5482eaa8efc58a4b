"""A mention: what one record says about one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.ontology.statement import NOT_COUNTING, Statement
from ledger.canonical import identify


@dataclass(frozen=True, order=True)
class Span:
    """Where it stands in a text: Unicode code points, end exclusive."""

    start: int
    end: int
    page: int = 0


def mention_id(record: str, type_: str, anchor: str) -> str:
    """The id of a mention, known before it is made: relations may point forward."""
    return identify("mention", record, type_, anchor)


@dataclass(frozen=True)
class Mention:
    """What one record says about one thing.

    `type` is a type of the ontology (Person, Vehicle …). `anchor` tells it from the other mentions of
    its record: the name that the feed gives it ("driver", "passenger[3]") or, in a text, "start-end" of
    its first span (with the column where it is not `text`: "remarks:12-25"). A thing named several times
    in one text is one mention with several `spans`. `by` is the feed or the extractor that found it.
    """

    record: str
    type: str
    anchor: str
    class_: int
    statements: tuple[Statement, ...] = ()
    spans: tuple[Span, ...] = ()
    by: str = ""
    confidence: float = 1.0

    @cached_property
    def id(self) -> str:
        """Derived from record, type and anchor."""
        return mention_id(self.record, self.type, self.anchor)

    def values(self, property_: str) -> list[str]:
        """All normalised values of one property, as they stand, without those denied or corrected."""
        return [
            s.value
            for s in self.statements
            if s.property == property_ and not s.target and s.status not in NOT_COUNTING
        ]

    def first(self, property_: str) -> str:
        """The first value of one property, or ""."""
        return next(iter(self.values(property_)), "")

    def relations(self) -> Iterator[Statement]:
        """The statements that join it to another mention of its record."""
        return (s for s in self.statements if s.target)
