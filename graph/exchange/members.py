"""The mentions of selected entities, read from the graph page by page, with their records beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.derive.origin import Traits, traits_of
from graph.derive.sources import Records
from graph.exchange.select import SECONDS
from graph.ontology.mention import Mention
from graph.read.corrected import corrected
from graph.read.reader import Reader
from graph.read.together import Group
from graph.read.told import mention
from ledger.record import Grade, Marking, Record

PAGE = 200
"""Groups of entities whose mentions are read at once."""


@dataclass(frozen=True)
class Head:
    """A record without what it says, so that many may be held at once; `traits` tell its origin."""

    id: str
    source: str
    key: str
    class_: int
    marking: Marking
    grade: Grade
    recorded: str
    received: str
    traits: Traits


@dataclass(frozen=True)
class Member:
    """A mention and the entity of the graph that it refers to."""

    entity: str
    mention: Mention


@dataclass(frozen=True)
class Members:
    """The mentions of one thing; `records` are those of the whole page, as is `above`.

    Those are the classes above mentions of the page by which they say what they say here.
    """

    first: str
    members: tuple[Member, ...]
    records: Mapping[str, Head]
    above: frozenset[int] = frozenset()


def members(
    store: Reader, selected: Sequence[Group], allowed: Sequence[int], records: Records
) -> Iterator[Members]:
    """The mentions of each group that may be seen, in the order of the groups; none without its record."""
    for start in range(0, len(selected), PAGE):
        page = selected[start : start + PAGE]
        place = {id_: group[0] for group in page for id_ in group}
        rows = store.read("export_mentions", ids=sorted(place), allowed=list(allowed), timeout=SECONDS)
        rows, above = corrected(store, rows, sorted(place), allowed)
        found = [Member(row["entity"], mention(row)) for row in rows]
        asked = sorted({one.mention.record for one in found})
        # The graph may be behind: what was reclassified or erased since is not in it.
        known = {id_: _head(r) for id_, r in records(asked).items() if r.class_ in allowed}
        held = [one for one in found if one.mention.record in known]
        for group in page:
            mine = tuple(m for m in held if place[m.entity] == group[0])
            yield Members(group[0], mine, known, frozenset(above))


def _head(record: Record) -> Head:
    return Head(
        id=record.id,
        source=record.source,
        key=record.key,
        class_=record.class_,
        marking=record.marking,
        grade=record.grade,
        recorded=record.recorded,
        received=record.received,
        traits=traits_of(record),
    )
