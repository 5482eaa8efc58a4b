"""Contradicting values side by side: each with all that supports it, the best first and why it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graph.derive.grade import grade_text
from graph.derive.link import span, strongest_kind, strongest_status
from graph.derive.values import Support, deciding, exclude, ranked
from graph.ontology.statement import NOT_COUNTING, Statement, Status
from graph.read.told import RecordHead


@dataclass(frozen=True)
class CardValue:
    """One value with all that supports it; `records` are the ids of those that give it.

    `sources` counts those that say it of their own: reports of one origin (`origins` of them, found to be
    so by `same`: "text", "named") count once. `grade` is the best, `recorded` the last time; `valid_from`
    and `valid_to` reach over all. `disputed`: another value excludes it, or somebody denies it.
    """

    value: str
    records: tuple[str, ...]
    sources: int = 0
    origins: int = 0
    same: tuple[str, ...] = ()
    grade: str = ""
    kind: str = ""
    status: str = ""
    valid_from: str = ""
    valid_to: str = ""
    recorded: str = ""
    disputed: bool = False


class Told(Protocol):
    """What one record says about an entity."""

    @property
    def said(self) -> Iterable[Statement]: ...
    @property
    def record(self) -> RecordHead: ...


@dataclass
class _Given:
    """One value as it is gathered."""

    support: Support = field(default_factory=Support)
    statements: list[Statement] = field(default_factory=list)
    denied: bool = False


Every = dict[str, tuple[CardValue, ...]]


def every(mentions: Sequence[Told]) -> tuple[Every, dict[str, str]]:
    """All values that these mentions give, by property, the best supported first; and why the first one is.

    What is only denied, or was corrected, is not among them.
    """
    gathered: dict[str, dict[str, _Given]] = defaultdict(lambda: defaultdict(_Given))
    for mention in mentions:
        for made in mention.said:
            if not made.value or made.target:
                continue
            given = gathered[made.property][made.value]
            given.denied |= made.status == Status.DENIED
            if made.status not in NOT_COUNTING:
                given.support.add(mention.record, made.status == Status.ASSERTED)
                given.statements.append(made)
    found: Every = {}
    why = {}
    for name, values in gathered.items():
        counting = {value: given for value, given in values.items() if given.statements}
        if not counting:
            continue
        order = ranked({value: given.support for value, given in counting.items()})
        found[name] = tuple(_value(name, value, counting) for value in order)
        second = counting[order[1]].support if len(order) > 1 else None
        why[name] = deciding(counting[order[0]].support, second)
    return found, why


def _value(name: str, value: str, all_: Mapping[str, _Given]) -> CardValue:
    given = all_[value]
    support, statements = given.support, given.statements
    told, (valid_from, valid_to) = support.origins, span(statements)
    return CardValue(
        value=value,
        records=tuple(sorted(support.records)),
        sources=support.independent,
        origins=told.count,
        same=told.same,
        grade=grade_text(support.grade),
        kind=strongest_kind(statements),
        status=strongest_status(statements),
        valid_from=valid_from,
        valid_to=valid_to,
        recorded=support.latest,
        disputed=given.denied or any(exclude(name, value, other) for other in all_),
    )
