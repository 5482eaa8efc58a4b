"""The values of one entity: for each property one best value, chosen the same way every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graph.derive.grade import UNGRADED, rank
from graph.ontology.mention import Mention
from graph.ontology.statement import Status
from ledger.record import Grade, Record


class Behind(Protocol):
    """A record, in so far as it says how well a value is supported."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def recorded(self) -> str: ...


@dataclass
class Support:
    """What stands behind a value: sources, best grade, last recording, whether anyone asserts it, records."""

    sources: set[str] = field(default_factory=set)
    grade: str = UNGRADED
    latest: str = ""
    asserted: bool = False
    records: set[str] = field(default_factory=set)

    def add(self, record: Behind | None, asserted: bool) -> None:
        """Count one more statement of this value."""
        self.asserted = self.asserted or asserted
        if record is None:
            return
        self.records.add(record.id)
        self.sources.add(record.source)
        self.grade = min(self.grade, rank(record.grade))
        self.latest = max(self.latest, record.recorded)


Supported = Mapping[str, Mapping[str, Support]]
"""property → value → what stands behind it"""


def supported(mentions: Sequence[Mention], records: Mapping[str, Record]) -> Supported:
    """All values of the mentions with their support; values that are only denied are not among them."""
    found: dict[str, dict[str, Support]] = defaultdict(lambda: defaultdict(Support))
    for mention in mentions:
        for statement in mention.statements:
            if statement.target or not statement.value or statement.status == Status.DENIED:
                continue
            asserted = statement.status == Status.ASSERTED
            found[statement.property][statement.value].add(records.get(mention.record), asserted)
    return found


def best_values(found: Supported) -> dict[str, str]:
    """One value per property: asserted before alleged, most sources, best grade, latest, then text order."""
    return {name: best_value(values) for name, values in sorted(found.items())}


def best_value(values: Mapping[str, Support]) -> str:
    """The best supported of these values."""
    return ranked(values)[0]


def ranked(values: Mapping[str, Support]) -> list[str]:
    """These values, the best supported first."""
    texts = sorted(values)
    texts.sort(key=lambda text: values[text].latest, reverse=True)
    texts.sort(key=lambda text: (not values[text].asserted, -len(values[text].sources), values[text].grade))
    return texts
