"""Walking outwards from one entity, level by level, past no more links than can be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.read.reader import Reader

MOST_LINKS = 20_000
"""Links of one level at most; entities with the most links are left out first, and counted."""


class Frontier:
    """What has been reached from `start`: `distance` by entity id, and the links that were seen on the way.

    `expanded` of `met` entities were looked at; fewer when a level has more links than the most.
    """

    def __init__(
        self, store: Reader, start: str, allowed: Sequence[int], links: Sequence[str], most: int = MOST_LINKS
    ) -> None:
        self._store = store
        self._shared = {"allowed": list(allowed), "links": list(links)}
        self._most = most
        self.level: list[str] = [start]
        self.depth = 0
        self.distance: dict[str, int] = {start: 0}
        self.seen: dict[str, set[str]] = defaultdict(set)
        self.met = 0
        self.expanded = 0

    def expand(self) -> None:
        """Go one level further."""
        chosen = self._chosen()
        self.met += len(self.level)
        self.expanded += len(chosen)
        self.depth += 1
        level = set()
        rows = self._store.read("step", ids=chosen, **self._shared) if chosen else []
        for row in rows:
            here, there = row["id"], row["next"]
            self.seen[here].add(there)
            if there not in self.distance:
                self.distance[there] = self.depth
                level.add(there)
        self.level = sorted(level)

    def _chosen(self) -> list[str]:
        """The entities of the level with the fewest links, as many as may be looked at; the start always."""
        if self.depth == 0 or not self.level:
            return self.level
        totals = self._store.read("degrees", ids=self.level, **self._shared)
        chosen: list[str] = []
        sum_ = 0
        for row in sorted(totals, key=lambda row: (row["total"], row["id"])):
            sum_ += row["total"]
            if sum_ > self._most:
                break
            chosen.append(row["id"])
        return chosen
