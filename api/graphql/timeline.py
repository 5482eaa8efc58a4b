"""What is dated of an entity, in order; and what was near a place at a time."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.link import Link
from api.graphql.narrowed import known_links, known_types
from api.graphql.node import Node
from api.graphql.times import consult_at
from graph.read.time import Times
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]


@strawberry.type(description="A dated value, or a link with what it leads to and where that happened.")
class Entry:
    """`name` is a property or a type of link; times are in UTC, empty where open."""

    begins: str
    ends: str
    name: str
    value: str
    records: list[strawberry.ID]
    link: Link | None
    node: Node | None
    places: list[Node]


@strawberry.type(description='A timeline, "N of M", the earliest first.')
class Timeline:
    """A page of `total` entries; `end` is what to give as `after` for the next page, empty at the last."""

    total: int
    shown: int
    end: str
    undated: int = strawberry.field(description="Links without any date, which are not among the entries.")
    read: int = strawberry.field(description="Mentions whose values were looked at.")
    mentions: int = strawberry.field(description="Mentions that there are.")
    items: list[Entry]
    times: AsItWas | None = None


@strawberry.type(description="A place and how many metres it is away.")
class NearPlace:
    """Place and distance."""

    node: Node
    metres: float


@strawberry.type(description='What is linked to places near a point, "N of M", the earliest first.')
class Near:
    """Entries of the nearest `looked` of `met` places; not `exact` where there may be more."""

    total: int
    shown: int
    end: str
    undated: int = strawberry.field(description="Links without any date; last, and only without an interval.")
    looked: int
    met: int
    exact: bool
    places: list[NearPlace]
    items: list[Entry]
    times: AsItWas | None = None


async def timeline(
    info: Info,
    id: strawberry.ID,
    since: str = "",
    until: str = "",
    link_types: list[str] | None = None,
    types: list[str] | None = None,
    first: int = 50,
    after: str = "",
    as_of: str = "",
    known_at: str = "",
) -> Timeline:
    """Events, roles in cases, addresses, seizures and dated values, from `since` to `until`."""
    between("first", first, MOST_ITEMS)
    links, kinds = known_links(info.context, link_types), known_types(info.context, types)
    interval, shows = (since, until), (await info.context.shown()).shows
    return await consult_at(
        info.context,
        "timeline",
        {"id": id, "since": since, "until": until, "linkTypes": links, "types": kinds, "after": after},
        Times(as_of, known_at),
        lambda reads, allowed: reads.timeline(id, interval, links, kinds, first, after, allowed, shows),
    )


async def near(
    info: Info,
    radius: float,
    id: strawberry.ID | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    since: str = "",
    until: str = "",
    link_types: list[str] | None = None,
    types: list[str] | None = None,
    first: int = 50,
    after: str = "",
    as_of: str = "",
    known_at: str = "",
) -> Near:
    """Around a place (`id`) or a point, `radius` in metres."""
    between("first", first, MOST_ITEMS)
    if (id is None) == (latitude is None or longitude is None):
        raise BadInput("Give the id of a place, or a latitude and a longitude.")
    shows = (await info.context.shown()).finds
    centre = str(id) if id is not None else (latitude or 0.0, longitude or 0.0)
    links, kinds = known_links(info.context, link_types), known_types(info.context, types)
    asked = {"id": id, "latitude": latitude, "longitude": longitude, "radius": radius, "after": after}
    return await consult_at(
        info.context,
        "near",
        asked | {"since": since, "until": until, "linkTypes": links, "types": kinds},
        Times(as_of, known_at),
        lambda reads, allowed: reads.near(
            centre, radius, (since, until), links, kinds, first, after, allowed, shows
        ),
    )
