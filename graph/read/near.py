"""What happened, or who was, near a place at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.derive.keys import COARSE, FINE, cell_of, point_of
from graph.ontology.shows import Shows, everything
from graph.read.dated import DEEPEST, Dated, Interval, dated
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.retold import retold
from graph.read.summary import Summary, summaries
from graph.read.together import groups, together
from ledger.errors import BadInput

EARTH = 6_371_008.8
"""Mean radius in metres."""
FARTHEST = 50_000
"""Metres around a point at most."""
MOST_CELLS = 400
MOST_PLACES = 2_000
"""Places whose links are looked at, the nearest ones."""
MOST_FOUND = 20_000
Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """A place and how many metres it is away."""

    entity: Summary
    metres: float


@dataclass(frozen=True)
class Near:
    """Some of `total` links of places near a point, by time, each `here` one of `places` (nearest first).

    `looked` of `met` places were looked at; not `exact` where these are fewer, or where more were near than
    are read. `undated` links have no date; they are among `total` only where no interval is asked for.
    """

    items: tuple[Dated, ...]
    places: tuple[Place, ...]
    total: int
    undated: int
    skip: int
    looked: int
    met: int
    exact: bool


@in_one_look
def near(
    store: Reader,
    point: Point,
    metres: float,
    allowed: Sequence[int],
    *,
    since: str = "",
    until: str = "",
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    first: int = 50,
    skip: int = 0,
    most: int = MOST_PLACES,
    shows: Shows = everything,
) -> Near:
    """What is linked to places within some metres (up to 50,000) of a point (degrees north, degrees east).

    With an interval only what is dated within it; without one, what has no date follows. Who is not shown
    coordinates finds nothing by them. BadInput for a point that is not on earth, a wrong radius or date, or
    beyond 10,000 entries.
    """
    interval, skip = Interval(since, until), max(skip, 0)
    if skip > DEEPEST:
        raise BadInput(f"More than {DEEPEST:,} entries cannot be passed over: ask for a shorter time.")
    centre = _checked(point, metres)
    found, whole = _places(store, centre, metres, allowed) if _located(shows) else ({}, True)
    place = groups(store, found, allowed)
    away: dict[str, float] = {}
    for id_, metres_ in found.items():
        one = place[id_][0]
        away[one] = min(metres_, away.get(one, math.inf))
    chosen = sorted(away, key=lambda id_: (away[id_], id_))[:most]
    ids = [member for id_ in chosen for member in place[id_]]
    undated = not since and not until
    answer = dated(
        store, ids, allowed, interval, links=links, types=types, undated=undated, skip=skip, limit=first
    )
    known = summaries(store, chosen, allowed) | retold(store, {place[id_] for id_ in chosen}, allowed)
    return Near(
        answer.items,
        tuple(Place(known[id_], away[id_]) for id_ in chosen if id_ in known),
        answer.total,
        answer.undated,
        skip,
        len(chosen),
        len(away),
        whole and len(chosen) == len(away),
    )


@in_one_look
def point(store: Reader, id_: str, allowed: Sequence[int], shows: Shows = everything) -> Point:
    """The coordinates of a place; Missing when it cannot be seen, BadInput when none are shown."""
    ids = together(store, resolve_id(store, id_, allowed), allowed)
    rows = store.read("points", ids=list(ids), allowed=list(allowed)) if _located(shows) else []
    found = next((point for row in rows if (point := point_of(row))), None)
    if found is None:
        raise BadInput("That has no coordinates: give a latitude and a longitude.")
    return found


def _located(shows: Shows) -> bool:
    return shows("Location", "latitude") and shows("Location", "longitude")


def metres_between(one: Point, other: Point) -> float:
    """Great-circle distance in metres, by the haversine formula."""
    a, b = math.radians(one[0]), math.radians(other[0])
    wide = math.radians(other[1] - one[1])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(wide / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(half, 1.0)))


def _checked(point: Point, metres: float) -> Point:
    if point_of({"latitude": point[0], "longitude": point[1]}) is None:
        raise BadInput("Latitude lies between -90 and 90 degrees, longitude between -180 and 180.")
    if not 0 < metres <= FARTHEST:
        raise BadInput(f"The radius is {metres} m; it lies between 1 and {FARTHEST:,}.")
    return point


def _places(
    store: Reader, centre: Point, metres: float, allowed: Sequence[int]
) -> tuple[dict[str, float], bool]:
    """Distance by entity id of the places within the radius, and whether these are all."""
    statement, cells = "places_of_cell", list(_cells(centre, metres, FINE))
    if len(cells) > MOST_CELLS:
        statement, cells = "places_of_area", list(_cells(centre, metres, COARSE))
    if len(cells) > MOST_CELLS:
        raise BadInput("So near a pole, ask for a smaller radius.")
    rows = store.read(statement, cells=cells, allowed=list(allowed), limit=MOST_FOUND + 1)
    return dict(_within(rows, centre, metres)), len(rows) <= MOST_FOUND


def _within(
    rows: Sequence[Mapping[str, object]], centre: Point, metres: float
) -> Iterator[tuple[str, float]]:
    for row in rows:
        there = point_of(row)
        if there is not None and (away := metres_between(centre, there)) <= metres:
            yield str(row["id"]), away


def _cells(centre: Point, metres: float, grid: int) -> Iterator[str]:
    """The cells of a grid that a circle may touch, each once, also across the date line; at most some more
    than may be asked for."""
    high = math.degrees(metres / EARTH)
    wide = 180.0
    if abs(centre[0]) + high < 90:
        ratio = math.sin(math.radians(high)) / math.cos(math.radians(centre[0]))
        wide = math.degrees(math.asin(min(ratio, 1.0)))
    rows = range(math.floor((centre[0] - high) * grid), math.floor((centre[0] + high) * grid) + 1)
    columns = range(math.floor((centre[1] - wide) * grid), math.floor((centre[1] + wide) * grid) + 1)
    if len(rows) * len(columns) > MOST_CELLS:
        columns, rows = range(MOST_CELLS + 1), range(1)
    yield from dict.fromkeys(cell_of(row, column, grid) for row in rows for column in columns)
