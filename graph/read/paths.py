"""Paths between two entities, searched level by level from both ends.

`shortestPath` with a condition loses paths on the embedded server, so the search is our own on both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from graph.read.chain import Strength, strength
from graph.read.frontier import MOST_LINKS, Frontier
from graph.read.link import Link, link
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.retold import retold
from graph.read.summary import Summary, summaries
from graph.read.together import Group
from ledger.errors import BadInput

LONGEST = 6
MOST_PATHS = 1000


@dataclass(frozen=True)
class Path:
    """Entities in order, and between each two of them all links that join them."""

    entities: tuple[Summary, ...]
    steps: tuple[tuple[Link, ...], ...]

    @property
    def length(self) -> int:
        """How many steps it has."""
        return len(self.steps)

    @property
    def strength(self) -> Strength:
        """What the path can bear: kind, status and grade of its weakest step."""
        return strength(self.steps)


@dataclass(frozen=True)
class Paths:
    """The first of `total` paths, shorter ones first; `exact` is false when there may be more.

    There may be more where only `expanded` of `met` entities on the way could be looked at (those with
    the most links are left out), or where counting stopped at 1,000.
    """

    items: tuple[Path, ...]
    total: int
    exact: bool
    expanded: int
    met: int


@in_one_look
def paths(
    store: Reader,
    a: str,
    b: str,
    allowed: Sequence[int],
    *,
    max_length: int = 4,
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    shortest: bool = False,
    first: int = 50,
    most: int = MOST_LINKS,
) -> Paths:
    """Paths without repetition between two entities, of at most `max_length` links (up to 6).

    `links` narrows to types of links, `types` to types of entities between the ends, `shortest` keeps only
    the shortest. Missing when an end cannot be seen.
    """
    if not 1 <= max_length <= LONGEST:
        raise BadInput(f"paths have 1 to {LONGEST} links, not {max_length}")
    start, end = (Frontier(store, resolve_id(store, id_, allowed), allowed, links, most) for id_ in (a, b))
    if start.start == end.start:
        raise BadInput("both ends are the same entity; name two")
    ends = (start, end)
    start.towards(end)
    end.towards(start)
    if types:
        start.through(types, end.members[end.start])
        end.through(types, start.members[start.start])
    longest = _walk(*ends, max_length, shortest)
    found = list(islice(_routes(start.start, end.start, *ends, longest), MOST_PATHS + 1))
    met, expanded = (sum(getattr(side, name) for side in ends) for name in ("met", "expanded"))
    exact = met == expanded and len(found) <= MOST_PATHS
    members = start.members | end.members
    items = _described(store, found[: min(first, MOST_PATHS)], members, allowed, links)
    return Paths(items, min(len(found), MOST_PATHS), exact, expanded, met)


def _walk(one: Frontier, other: Frontier, longest: int, shortest: bool) -> int:
    """Walk from both ends, the smaller level first; the length up to which paths are then known."""
    while one.depth + other.depth < longest and (one.level or other.level):
        if shortest and one.distance.keys() & other.distance.keys():
            return one.depth + other.depth
        side = min((s for s in (one, other) if s.level), key=lambda s: (len(s.level), s.depth))
        side.expand()
    return longest


def _routes(start: str, end: str, one: Frontier, other: Frontier, longest: int) -> Iterator[tuple[str, ...]]:
    """Entity ids of each path, by length and then by ids; each is found once."""
    near: dict[str, set[str]] = defaultdict(set)
    for side in (one, other):
        for here, there in side.seen.items():
            near[here] |= there
            for id_ in there:
                near[id_].add(here)
    ways = _Onward(near, end, longest)
    for length in range(1, longest + 1):
        yield from _of_length(length, (start,), ways)


class _Onward:
    """Where to go on from an entity so that a walk of so many steps may come to the end.

    Among entities that are all linked to one another, nearly every walk goes nowhere: none of these is begun.
    """

    def __init__(self, near: Mapping[str, set[str]], end: str, longest: int) -> None:
        self._near = near
        self._from = [{end}]
        for _ in range(1, longest):
            before = (near.get(id_, ()) for id_ in self._from[-1])
            self._from.append(set().union(*before) - {end})
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, id_: str, left: int) -> tuple[str, ...]:
        """Its neighbours, in order, from which the end is `left` - 1 steps away, there and back counted."""
        if (id_, left) not in self._known:
            found = self._near.get(id_, set()) & self._from[left - 1]
            self._known[id_, left] = tuple(sorted(found))
        return self._known[id_, left]


def _of_length(left: int, so_far: tuple[str, ...], ways: _Onward) -> Iterator[tuple[str, ...]]:
    if left == 0:
        yield so_far
        return
    for id_ in ways.of(so_far[-1], left):
        if id_ not in so_far:
            yield from _of_length(left - 1, (*so_far, id_), ways)


def _described(
    store: Reader,
    routes: Sequence[tuple[str, ...]],
    members: Mapping[str, Group],
    allowed: Sequence[int],
    links: Sequence[str],
) -> tuple[Path, ...]:
    """The paths with their entities and links, read in two statements for all of them."""
    passed = {id_ for route in routes for id_ in route}
    known = summaries(store, sorted(passed), allowed)
    known |= retold(store, {members[id_] for id_ in passed}, allowed)
    steps = {frozenset(step) for route in routes for step in pairwise(route)}
    ends = [(a, b) for x, y in sorted(map(sorted, steps)) for a in members[x] for b in members[y]]
    pairs = [{"a": a, "b": b} for x, y in ends for a, b in ((x, y), (y, x))]
    place = {id_: name for name, group in members.items() for id_ in group}
    between: dict[frozenset[str], list[Link]] = defaultdict(list)
    rows = store.read("links_between", pairs=pairs, allowed=list(allowed), links=list(links)) if pairs else []
    for row in rows:
        a, b = place[row["a"]], place[row["b"]]
        between[frozenset((a, b))].append(link(row["link"], a, b, row["values"]))
    return tuple(
        Path(
            tuple(known[id_] for id_ in route),
            tuple(tuple(sorted(between[frozenset(step)])) for step in pairwise(route)),
        )
        for route in routes
    )
