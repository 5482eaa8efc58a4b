"""Walking outwards from one entity, level by level, past no more links than can be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.read.reader import Reader
from graph.read.together import Group, groups

MOST_LINKS = 20_000
"""Links of one level at most; entities with the most links are left out first, and counted."""


class Frontier:
    """What has been reached from `start`: `distance` by entity id, and the links that were seen on the way.

    What the session sees as one thing is one place, named by its first entity; `members` holds the others.
    `expanded` of `met` entities were looked at; fewer when a level has more links than the most.
    """

    def __init__(
        self, store: Reader, start: str, allowed: Sequence[int], links: Sequence[str], most: int = MOST_LINKS
    ) -> None:
        self._store = store
        self._allowed = list(allowed)
        self._shared = {"allowed": list(allowed), "links": list(links)}
        self._through = ""
        self._most = most
        self.members: dict[str, Group] = {}
        self._known: dict[str, str] = {}
        self.start = self._places([start])[start]
        self.level: list[str] = [self.start]
        self.depth = 0
        self.end = ""
        self.distance: dict[str, int] = {self.start: 0}
        self.seen: dict[str, set[str]] = defaultdict(set)
        self.met = 0
        self.expanded = 0

    def towards(self, other: Frontier) -> None:
        """Stop at the start of another one: no path goes on there, however many links it has."""
        self.end = other.start

    def through(self, types: Sequence[str], end: Group) -> None:
        """Pass through entities of these types alone, but for the two ends, of which the other is given."""
        self._through = "_through"
        self._shared |= {"types": list(types), "ends": sorted({*self.members[self.start], *end})}

    def expand(self) -> None:
        """Go one level further."""
        chosen = self._chosen()
        self.met += len(self.level)
        self.expanded += len(chosen)
        self.depth += 1
        level = set()
        ids = [id_ for place in chosen for id_ in self.members[place]]
        rows = self._store.read(f"step{self._through}", ids=ids, **self._shared) if ids else []
        place = self._places([row["next"] for row in rows])
        for row in rows:
            here, there = place[row["id"]], place[row["next"]]
            if here == there:
                continue
            self.seen[here].add(there)
            if there not in self.distance:
                self.distance[there] = self.depth
                level.add(there)
        self.level = sorted(level - {self.end})

    def _chosen(self) -> list[str]:
        """The entities of the level with the fewest links, as many as may be looked at; the start always."""
        if self.depth == 0 or not self.level:
            return self.level
        place = {id_: name for name in self.level for id_ in self.members[name]}
        totals: dict[str, int] = defaultdict(int)
        for row in self._store.read(f"degrees{self._through}", ids=list(place), **self._shared):
            totals[place[row["id"]]] += row["total"]
        chosen: list[str] = []
        sum_ = 0
        for name in sorted(totals, key=lambda name: (totals[name], name)):
            sum_ += totals[name]
            if sum_ > self._most:
                break
            chosen.append(name)
        return chosen

    def _places(self, ids: Sequence[str]) -> dict[str, str]:
        """Entity id → the first of those that it is one with, for these and all that were met before."""
        if missing := [id_ for id_ in ids if id_ not in self._known]:
            found = groups(self._store, missing, self._allowed)
            self.members.update((group[0], group) for group in found.values())
            self._known |= {id_: group[0] for id_, group in found.items()}
        return self._known
