"""Who and what an entity is linked to: counts by kind of link, and a page of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.read.link import Link, link
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.summary import Summary, summary
from graph.read.together import groups, together

MOST = 500
"""Neighbours on one page at most."""


@dataclass(frozen=True)
class Count:
    """How many links of one type lead to neighbours of one type; `outgoing` when they start here."""

    link: str
    type: str
    outgoing: bool
    total: int


@dataclass(frozen=True)
class Neighbour:
    """A neighbour and the link that leads to it."""

    entity: Summary
    link: Link


@dataclass(frozen=True)
class Page:
    """Some of `total` neighbours, from place `skip` on."""

    items: tuple[Neighbour, ...]
    total: int
    skip: int


@in_one_look
def counts(store: Reader, id_: str, allowed: Sequence[int]) -> tuple[Count, ...]:
    """Neighbours by link type, neighbour type and direction; Missing when the entity cannot be seen."""
    return _counts(store, together(store, resolve_id(store, id_, allowed), allowed), allowed)


def _counts(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> tuple[Count, ...]:
    rows = store.read("neighbour_counts", ids=list(ids), allowed=list(allowed))
    return tuple(Count(row["link"], row["type"], row["outgoing"], row["total"]) for row in rows)


@in_one_look
def neighbours(
    store: Reader,
    id_: str,
    allowed: Sequence[int],
    *,
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    first: int = 25,
    skip: int = 0,
) -> Page:
    """A page of neighbours by link type, caption and id; links and types narrow it, `total` says of how many.

    At most 500 at once; Missing when the entity cannot be seen. What the session sees as one thing with it
    counts as itself, and one that it sees under several ids has the smallest of them; each link counts.
    """
    ids = together(store, resolve_id(store, id_, allowed), allowed)
    known, skip, limit = ids[0], max(skip, 0), min(max(first, 0), MOST)
    rows = store.read(
        "neighbours",
        ids=list(ids),
        allowed=list(allowed),
        links=list(links),
        types=list(types),
        skip=skip,
        limit=limit,
    )
    place = groups(store, [row["id"] for row in rows], allowed)
    items = []
    for row in rows:
        other = place[row["id"]][0]
        source, target = (known, other) if row["outgoing"] else (other, known)
        entity = replace(summary(row), id=other)
        items.append(Neighbour(entity, link(row["link"], source, target, row["values"])))
    whole = len(rows) < limit and (rows or not skip)
    total = skip + len(rows) if whole else _total(_counts(store, ids, allowed), links, types)
    return Page(tuple(items), total, skip)


def _total(found: Sequence[Count], links: Sequence[str], types: Sequence[str]) -> int:
    return sum(
        count.total
        for count in found
        if (not links or count.link in links) and (not types or count.type in types)
    )
