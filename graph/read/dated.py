"""Links of entities in order of time: when what they lead to happened, else when the link was true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.derive.moment import AFTER
from graph.read.link import Link, link
from graph.read.reader import Reader
from graph.read.retold import as_told, retold
from graph.read.summary import Summary, summaries, summary
from graph.read.time import given
from graph.read.together import Group, groups
from ledger.errors import BadInput

DEEPEST = 10_000
"""Entries that may be passed over; an interval reaches the others."""


@dataclass(frozen=True)
class Interval:
    """From `since` to `until`, dates or moments, each the whole of what it names; "" for no bound.

    BadInput for what is none, and where the one lies after the other.
    """

    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            object.__setattr__(self, name, given(name, getattr(self, name)))
        if self.until and self.since > self.until + AFTER:
            raise BadInput(f"since ({self.since}) lies after until ({self.until}): nothing is between them.")

    @property
    def bounds(self) -> dict[str, str]:
        """As the statements take it: what sorts before all and after all of what it names."""
        return {"since": self.since, "until": self.until + AFTER}

    def holds(self, begins: str, ends: str) -> bool:
        """Whether what is dated so has something in common with it; without any date it has not."""
        bounds = self.bounds
        return (
            bool(begins or ends)
            and begins <= bounds["until"]
            and (not ends or ends + AFTER >= bounds["since"])
        )


@dataclass(frozen=True)
class Dated:
    """A link of `here`, an entity id, with the entity at its other end; times in UTC, "" where unknown."""

    here: str
    begins: str
    ends: str
    entity: Summary
    link: Link
    places: tuple[Summary, ...] = ()


@dataclass(frozen=True)
class Found:
    """Some of `total` links of an interval; `undated` have no date at all."""

    items: tuple[Dated, ...]
    total: int
    undated: int


def dated(
    store: Reader,
    ids: Sequence[str],
    allowed: Sequence[int],
    interval: Interval,
    *,
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    undated: bool = False,
    skip: int = 0,
    limit: int = 25,
) -> Found:
    """Links of these entities, by time; `undated` ones follow, and count, only where that is asked."""
    asked = {"ids": sorted(ids), "allowed": list(allowed), "links": list(links), "types": list(types)}
    (size,) = store.read("dated_total", **asked, **interval.bounds)
    rows = store.read("dated", **asked, **interval.bounds, undated=undated, skip=skip, limit=limit)
    place = groups(store, {id_ for row in rows for id_ in (row["here"], row["id"])}, allowed) if rows else {}
    known = retold(store, {place[row["id"]] for row in rows}, allowed)
    items = [_dated(row, place, known) for row in rows]
    total = size["dated"] + (size["undated"] if undated else 0)
    return Found(tuple(_placed(store, items, allowed)), total, size["undated"])


def _dated(row: Mapping[str, Any], place: Mapping[str, Group], known: Mapping[str, Summary]) -> Dated:
    here, there = place[row["here"]][0], place[row["id"]][0]
    source, target = (here, there) if row["outgoing"] else (there, here)
    told = link(row["link"], source, target, row["values"])
    entity = known.get(there) or replace(summary(row), id=there)
    return Dated(here, row["begins"], row["ends"], entity, told)


def _placed(store: Reader, items: Sequence[Dated], allowed: Sequence[int]) -> list[Dated]:
    """With the places of the events and cases among them."""
    happened = sorted({item.entity.id for item in items if item.entity.type in ("Event", "Case")})
    if not happened:
        return list(items)
    place = groups(store, happened, allowed)
    ids = sorted({member for id_ in happened for member in place[id_]})
    rows = store.read("step", ids=ids, allowed=list(allowed), links=["AT", "OCCURRED_AT"])
    known = as_told(store, summaries(store, [row["next"] for row in rows], allowed), allowed)
    at: dict[str, set[Summary]] = {}
    for row in rows:
        at.setdefault(place[row["id"]][0], set()).add(known[row["next"]])
    return [replace(item, places=tuple(sorted(at.get(item.entity.id, ())))) for item in items]
