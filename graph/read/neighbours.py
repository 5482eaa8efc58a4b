"""Who and what an entity is linked to: counts by kind of link, and a page of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from graph.read.link import Link, link
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.retold import retold
from graph.read.summary import Summary, summary
from graph.read.together import groups, together

MOST = 500
"""Neighbours on one page at most."""
FEW = 200
"""Up to so many links are read whole and put in order here."""
Row = dict[str, Any]


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
    ids = together(store, resolve_id(store, id_, allowed), allowed)
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
    What a class above corrected stands under its right name in the place of the other.
    """
    ids = together(store, resolve_id(store, id_, allowed), allowed)
    asked = {"ids": list(ids), "allowed": list(allowed), "links": list(links), "types": list(types)}
    skip, limit = max(skip, 0), min(max(first, 0), MOST)
    rows = store.read("neighbours", limit=FEW + 1, **asked)
    total = len(rows)
    if total > FEW:
        rows, total = _page_of_many(store, asked, skip, limit)
    else:
        rows = sorted(rows, key=_order)[skip : skip + limit]
    place = groups(store, [row["id"] for row in rows], allowed)
    known = retold(store, {place[row["id"]] for row in rows}, allowed)
    items = []
    for row in rows:
        other = place[row["id"]][0]
        source, target = (ids[0], other) if row["outgoing"] else (other, ids[0])
        entity = known.get(other) or replace(summary(row), id=other)
        items.append(Neighbour(entity, link(row["link"], source, target, row["values"])))
    return Page(tuple(items), total, skip)


def _page_of_many(store: Reader, asked: dict[str, Any], skip: int, limit: int) -> tuple[list[Row], int]:
    """One page in its order, and of how many: of all it reads what puts them in order, no more."""
    (keys,) = store.read("neighbour_keys", **asked)
    columns = (keys[name] for name in ("links", "captions", "others", "outgoing", "entities"))
    every = list(zip(*columns, strict=True))
    found = nsmallest(skip + limit, every)
    page = found[skip:]
    ends = [(here, other) if outgoing else (other, here) for _, _, other, outgoing, here in page]
    pairs = [{"a": a, "b": b} for a, b in sorted(set(ends))]
    narrow = {"allowed": asked["allowed"], "links": asked["links"]}
    values: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in store.read("links_between", pairs=pairs, **narrow) if pairs else []:
        values[row["a"], row["b"], row["link"]].append(row["values"])
    for some in values.values():
        some.sort(key=itemgetter("class"))
    # Links of several classes between the same two are alike here: each is taken once, here or before.
    for (name, *_), end in zip(page[:1], ends, strict=False):
        del values[(*end, name)][: found[:skip].count(page[0])]
    others = sorted({other for _, _, other, _, _ in page})
    shown = {row["id"]: row for row in store.read("entities", ids=others, allowed=asked["allowed"])}
    return [
        shown[other] | {"link": name, "outgoing": outgoing, "values": values[(*end, name)].pop(0)}
        for (name, _, other, outgoing, _), end in zip(page, ends, strict=True)
    ], len(every)


def _order(row: Row) -> tuple[Any, ...]:
    named = row["link"], row.get("order", row["caption"])
    return *named, row["id"], row["outgoing"], row["entity"], row["values"]["class"]
