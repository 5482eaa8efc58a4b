"""What two or more entities are all linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.read.frontier import MOST_LINKS
from graph.read.link import Link, link
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.retold import retold
from graph.read.summary import Summary, summaries
from graph.read.together import Group, groups
from ledger.errors import BadInput

MOST = 500
"""Neighbours on one page."""
MOST_ENDS = 20


@dataclass(frozen=True)
class Shared:
    """A common neighbour, and the links that lead to it from each entity, in the order of `Common.of`."""

    entity: Summary
    links: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True)
class Common:
    """Some of `total` common neighbours of `of`, from place `skip` on, by type, caption and id.

    Where one end has more links than can be looked at, those that the others are linked to are looked at
    from their own side: `expanded` of `met`, the ones with the most links left out. Then not `exact`.
    """

    of: tuple[Summary, ...]
    items: tuple[Shared, ...]
    total: int
    skip: int
    exact: bool
    expanded: int
    met: int


@in_one_look
def common(
    store: Reader,
    ids: Sequence[str],
    allowed: Sequence[int],
    *,
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    first: int = 50,
    skip: int = 0,
    most: int = MOST_LINKS,
) -> Common:
    """What all of these (2 to 20) are linked to; links and types narrow it.

    Missing when one cannot be seen; BadInput when two of them are the same entity.
    """
    asked = _Asked(store, ids, allowed, links)
    found, expanded, met = asked.shared(most)
    known = summaries(store, sorted(found | set(asked.ends)), allowed)
    order = sorted(
        (known[id_] for id_ in found if not types or known[id_].type in types),
        key=lambda one: (one.type, one.caption, one.id),
    )
    page = order[max(skip, 0) : max(skip, 0) + min(max(first, 0), MOST)]
    between = asked.between([one.id for one in page])
    known |= retold(store, {asked.place[id_] for id_ in (*asked.ends, *(one.id for one in page))}, allowed)
    return Common(
        of=tuple(known[id_] for id_ in asked.ends),
        items=tuple(
            Shared(known[one.id], tuple(tuple(sorted(between[end, one.id])) for end in asked.ends))
            for one in page
        ),
        total=len(order),
        skip=max(skip, 0),
        exact=expanded == met,
        expanded=expanded,
        met=met,
    )


class _Asked:
    """The ends, and what the session sees as one with all that is met."""

    def __init__(
        self, store: Reader, ids: Sequence[str], allowed: Sequence[int], links: Sequence[str]
    ) -> None:
        if not 2 <= len(ids) <= MOST_ENDS:
            raise BadInput(f"Name 2 to {MOST_ENDS} entities.")
        self.store, self.allowed = store, list(allowed)
        self.narrow = {"allowed": list(allowed), "links": list(links)}
        self.place: dict[str, Group] = {}
        found = [resolve_id(store, id_, allowed) for id_ in ids]
        self._place(found)
        self.ends = [self.place[id_][0] for id_ in found]
        if len(set(self.ends)) < len(self.ends):
            raise BadInput("Two of these are the same entity; name each once.")

    def shared(self, most: int) -> tuple[set[str], int, int]:
        """The common neighbours, and how many of how many were looked at from their own side."""
        total = self._degrees(self.ends)
        ends = sorted(self.ends, key=lambda id_: (total[id_], id_))
        found = self._near(ends[:1])[ends[0]]
        large = [end for end in ends[1:] if total[end] > most]
        for end in ends[1:]:
            if end not in large:
                found &= self._near([end])[end]
        if not large or not found:
            return found - set(ends), 0, 0
        chosen = self._chosen(found, most)
        near = self._near(chosen)
        return {id_ for id_ in chosen if near[id_] >= set(large)} - set(ends), len(chosen), len(found)

    def between(self, ids: Sequence[str]) -> dict[tuple[str, str], list[Link]]:
        """All links between each end and each of these."""
        sides = [(a, b) for end in self.ends for id_ in ids for a in self.place[end] for b in self.place[id_]]
        pairs = [{"a": a, "b": b} for x, y in sides for a, b in ((x, y), (y, x))]
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for row in self.store.read("links_between", pairs=pairs, **self.narrow) if pairs else []:
            a, b = self.place[row["a"]][0], self.place[row["b"]][0]
            found[(a, b) if a in self.ends else (b, a)].append(link(row["link"], a, b, row["values"]))
        return found

    def _near(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """What these are linked to."""
        members = [member for id_ in ids for member in self.place[id_]]
        rows = self.store.read("step", ids=members, **self.narrow) if members else []
        self._place([row["next"] for row in rows])
        near: dict[str, set[str]] = {id_: set() for id_ in ids}
        for row in rows:
            near[self.place[row["id"]][0]].add(self.place[row["next"]][0])
        return near

    def _chosen(self, ids: set[str], most: int) -> list[str]:
        """Those with the fewest links, as many as may be looked at."""
        total, chosen, sum_ = self._degrees(sorted(ids)), [], 0
        for id_ in sorted(ids, key=lambda id_: (total[id_], id_)):
            sum_ += total[id_]
            if sum_ > most:
                break
            chosen.append(id_)
        return chosen

    def _degrees(self, ids: Sequence[str]) -> dict[str, int]:
        place = {member: id_ for id_ in ids for member in self.place[id_]}
        total = dict.fromkeys(ids, 0)
        for row in self.store.read("degrees", ids=sorted(place), **self.narrow):
            total[place[row["id"]]] += row["total"]
        return total

    def _place(self, ids: Sequence[str]) -> None:
        if missing := sorted(set(ids) - self.place.keys()):
            self.place |= groups(self.store, missing, self.allowed)
