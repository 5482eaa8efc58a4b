"""Timelines, what is near, what is common and charts side by side, in the edge's words."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry import ID

from api.graphql.common import ChartSide, CommonNeighbour, CommonNeighbours, Comparison
from api.graphql.link import Step
from api.graphql.node import Node
from api.graphql.port import Allowed
from api.graphql.timeline import Entry, Near, NearPlace, Timeline
from api.reads.among import links_among
from api.reads.links import link_of, node_of
from graph.read import charts, common, dated, near, timeline
from graph.read.reader import Reader


def timeline_of(found: timeline.Timeline) -> Timeline:
    """A page of a timeline."""
    items = [
        Entry(
            begins=one.begins,
            ends=one.ends,
            name=one.name,
            value=one.value,
            records=[ID(record) for record in one.records],
            link=link_of(one.link) if one.link else None,
            node=node_of(one.entity) if one.entity else None,
            places=[node_of(place) for place in one.places],
        )
        for one in found.items
    ]
    return Timeline(
        total=found.total,
        shown=len(items),
        end=end(found.skip, len(items), found.total),
        undated=found.undated,
        read=found.read,
        mentions=found.mentions,
        items=items,
    )


def near_of(found: near.Near) -> Near:
    """A page of what is near; each entry says at which place."""
    known = {place.entity.id: place.entity for place in found.places}
    return Near(
        total=found.total,
        shown=len(found.items),
        end=end(found.skip, len(found.items), found.total),
        undated=found.undated,
        looked=found.looked,
        met=found.met,
        exact=found.exact,
        places=[NearPlace(node=node_of(one.entity), metres=round(one.metres, 1)) for one in found.places],
        items=[_entry(one, node_of(known[one.here])) for one in found.items],
    )


def _entry(one: dated.Dated, place: Node) -> Entry:
    return Entry(
        begins=one.begins,
        ends=one.ends,
        name=one.link.type,
        value=one.entity.caption,
        records=[ID(record) for record in one.link.records],
        link=link_of(one.link),
        node=node_of(one.entity),
        places=[place],
    )


def common_of(found: common.Common) -> CommonNeighbours:
    """A page of common neighbours."""
    items = [
        CommonNeighbour(
            node=node_of(one.entity),
            sides=[Step(links=[link_of(link) for link in side]) for side in one.links],
        )
        for one in found.items
    ]
    return CommonNeighbours(
        total=found.total,
        shown=len(items),
        end=end(found.skip, len(items), found.total),
        exact=found.exact,
        expanded=found.expanded,
        met=found.met,
        of=[node_of(one) for one in found.of],
        items=items,
    )


def compared(store: Reader, left: Sequence[str], right: Sequence[str], allowed: Allowed) -> Comparison:
    """Two charts side by side."""
    sides = charts.sides(store, left, right, allowed)
    among = links_among(store, sides.ids, allowed)
    drawn = {name: ChartSide(nodes=[], links=[]) for name in ("both", "left", "right", "joining")}
    for name, nodes in (("both", sides.both), ("left", sides.left), ("right", sides.right)):
        drawn[name].nodes = [node_of(one) for one in nodes]
    for link in among.links:
        drawn[sides.place(link.source, link.target)].links.append(link)
    return Comparison(
        both=drawn["both"],
        left=drawn["left"],
        right=drawn["right"],
        joining=drawn["joining"].links,
        exact=among.exact,
    )


def end(skip: int, shown: int, total: int) -> str:
    """What to give as `after` for the next page; empty at the last."""
    return str(skip + shown) if shown and skip + shown < total else ""
