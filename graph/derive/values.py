"""The values of one entity: for each property one best value, chosen the same way every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graph.derive.grade import best, rank
from graph.derive.origin import Origins, origins
from graph.ontology.mention import Mention
from graph.ontology.statement import NOT_COUNTING, Status
from ledger.record import Grade


class Behind(Protocol):
    """A record, in so far as it says how well a value is supported."""

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


NONE = Grade()


@dataclass
class Support:
    """What stands behind a value: sources, best grade, last recording, whether anyone asserts it, records."""

    sources: set[str] = field(default_factory=set)
    grade: Grade = NONE
    latest: str = ""
    asserted: bool = False
    records: dict[str, Behind] = field(default_factory=dict)
    _origins: Origins | None = field(default=None, compare=False, repr=False)

    def add(self, record: Behind | None, asserted: bool) -> None:
        """Count one more statement of this value."""
        self.asserted = self.asserted or asserted
        if record is None:
            return
        self.records[record.id] = record
        self._origins = None
        self.sources.add(record.source)
        self.grade = best((self.grade, record.grade))
        self.latest = max(self.latest, record.recorded)

    @property
    def origins(self) -> Origins:
        """Of how many origins its records are."""
        if self._origins is None:
            self._origins = origins(self.records)
        return self._origins

    @property
    def independent(self) -> int:
        """How many sources say it of their own: reports of one origin count once."""
        return self.origins.sources if len(self.records) > 1 else len(self.sources)


Supported = Mapping[str, Mapping[str, Support]]
"""property → value → what stands behind it"""


def supported(mentions: Sequence[Mention], records: Mapping[str, Behind]) -> Supported:
    """All values of the mentions with their support; values that are only denied, or corrected, are not."""
    found: dict[str, dict[str, Support]] = defaultdict(lambda: defaultdict(Support))
    for mention in mentions:
        for statement in mention.statements:
            if statement.target or not statement.value or statement.status in NOT_COUNTING:
                continue
            asserted = statement.status == Status.ASSERTED
            found[statement.property][statement.value].add(records.get(mention.record), asserted)
    return found


def best_values(found: Supported) -> dict[str, str]:
    """One per property: asserted before alleged, most independent sources, best grade, latest, text order."""
    return {name: best_value(values) for name, values in sorted(found.items())}


def best_value(values: Mapping[str, Support]) -> str:
    """The best supported of these values."""
    return ranked(values)[0]


def ranked(values: Mapping[str, Support]) -> list[str]:
    """These values, the best supported first."""
    if len(values) == 1:
        return list(values)
    texts = sorted(values)
    texts.sort(key=lambda text: values[text].latest, reverse=True)
    texts.sort(
        key=lambda text: (not values[text].asserted, -values[text].independent, rank(values[text].grade))
    )
    return texts


EXCLUSIVE = frozenset({"birthDate", "deathDate", "nationalNumber", "gender"})
"""Properties of which a thing has one value: two that exclude each other cannot both be true."""


def exclude(property_: str, a: str, b: str) -> bool:
    """Whether two values of a property cannot both be true; a year and a day in it can."""
    return property_ in EXCLUSIVE and not a.startswith(b) and not b.startswith(a)


def deciding(best: Support, next_: Support | None) -> str:
    """Why a value stands before the next one: only, asserted, sources, grade, latest, or else order."""
    if next_ is None:
        return "only"
    for why, a, b in (
        ("asserted", best.asserted, next_.asserted),
        ("sources", best.independent, next_.independent),
        ("grade", best.grade, next_.grade),
        ("latest", best.latest, next_.latest),
    ):
        if a != b:
            return why
    return "order"
