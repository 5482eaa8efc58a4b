"""The values of one entity: for each property one best value, chosen the same way every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.derive.grade import UNGRADED, rank
from graph.ontology.mention import Mention
from graph.ontology.statement import Status
from ledger.record import Record


@dataclass
class Support:
    """What stands behind one value: sources, best grade, latest recording, whether anyone asserts it."""

    sources: set[str] = field(default_factory=set)
    grade: str = UNGRADED
    latest: str = ""
    asserted: bool = False

    def add(self, record: Record | None, asserted: bool) -> None:
        """Count one more statement of this value."""
        self.asserted = self.asserted or asserted
        if record is None:
            return
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
    texts = sorted(values)
    texts.sort(key=lambda text: values[text].latest, reverse=True)
    texts.sort(key=lambda text: (not values[text].asserted, -len(values[text].sources), values[text].grade))
    return texts[0]
