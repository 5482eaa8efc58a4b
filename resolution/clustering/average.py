"""Average-link clustering with links that must and links that cannot be, whatever the order of its input."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Weights = Mapping[tuple[int, int], float]
"""Weight in bits of a pair of nodes (smaller place first)."""
Forbid = Callable[[tuple[int, ...], tuple[int, ...]], bool]
Score = Callable[[int, int], float]

CLIP = 12.0
"""Bits beyond which more evidence does not count: one sure pair must not carry many unsure ones."""
SCORED = 60
"""Nodes of a component up to which the pairs that were never compared are compared now."""
AS_LIKELY = 0.5
"""Bits of average that make no difference between two mates that cannot be one."""
MISSING = -4.0
"""Bits for a pair that was never compared, in a larger component: no key of either speaks for it."""


@dataclass
class _State:
    """Clusters of one component while they grow; a cluster is named by its smallest node."""

    members: dict[int, tuple[int, ...]]
    sums: dict[int, dict[int, float]] = field(default_factory=dict)
    known: dict[int, dict[int, int]] = field(default_factory=dict)

    def average(self, a: int, b: int) -> float:
        pairs = len(self.members[a]) * len(self.members[b])
        missing = pairs - self.known[a][b]
        return round((self.sums[a][b] + missing * MISSING) / pairs, 6)

    def merge(self, a: int, b: int) -> list[int]:
        """Put b into a; returns the neighbours that the new cluster has."""
        self.members[a] = tuple(sorted(self.members[a] + self.members.pop(b)))
        known = self.known.pop(b)
        for c, sum_ in self.sums.pop(b).items():
            del self.sums[c][b], self.known[c][b]
            if c != a:
                self.sums[a][c] = self.sums[c][a] = self.sums[a].get(c, 0.0) + sum_
                self.known[a][c] = self.known[c][a] = self.known[a].get(c, 0) + known[c]
        return sorted(self.sums[a])


def average_link(
    size: int,
    weights: Weights,
    must: Iterable[tuple[int, int]],
    forbid: Forbid,
    score: Score,
    least: float = 0.0,
    opposed: Forbid | None = None,
) -> list[tuple[int, ...]]:
    """Clusters of the nodes 0 … size-1, each sorted.

    Joins the two clusters whose pairs have the highest average weight, as long as it is not below `least` and
    `forbid` does not speak against it; `must` is joined first. Ties go to the smallest places. A cluster that
    is at least as likely one with a third that `opposed` tells from its mate is left to somebody's verdict.
    """
    start = list(must)
    touched = sorted({node for pair in (*weights, *start) for node in pair})
    components = _components(touched, [*weights, *start])
    inside: dict[int, list[tuple[int, int]]] = {}
    first: dict[int, list[tuple[int, int]]] = {}
    where = {node: place for place, nodes in enumerate(components) for node in nodes}
    for pair in weights:
        inside.setdefault(where[pair[0]], []).append(pair)
    for pair in start:
        first.setdefault(where[pair[0]], []).append(pair)
    result: list[tuple[int, ...]] = [(node,) for node in range(size) if node not in where]
    for place, nodes in enumerate(components):
        known = {pair: weights[pair] for pair in sorted(inside.get(place, ()))}
        result += _cluster(nodes, known, first.get(place, []), forbid, score, least, opposed)
    return sorted(result)


def _components(nodes: list[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What hangs together, each sorted, in the order of their smallest nodes."""
    above = {node: node for node in nodes}

    def top(node: int) -> int:
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    for a, b in pairs:
        x, y = top(a), top(b)
        above[max(x, y)] = min(x, y)
    found: dict[int, list[int]] = {}
    for node in sorted(nodes):
        found.setdefault(top(node), []).append(node)
    return list(found.values())


def _cluster(
    nodes: list[int],
    weights: dict[tuple[int, int], float],
    must: list[tuple[int, int]],
    forbid: Forbid,
    score: Score,
    least: float,
    opposed: Forbid | None,
) -> list[tuple[int, ...]]:
    if len(nodes) == 2 and not must:
        joined = not forbid((nodes[0],), (nodes[1],)) and next(iter(weights.values())) >= least
        return [tuple(nodes)] if joined else [(node,) for node in nodes]
    if len(nodes) <= SCORED:
        missing = [(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1 :] if (a, b) not in weights]
        weights |= {(a, b): score(a, b) for a, b in missing}
    state = _start(nodes, weights, must)
    _grow(state, weights, forbid, least, opposed)
    return list(state.members.values())


def _start(nodes: list[int], weights: dict[tuple[int, int], float], must: list[tuple[int, int]]) -> _State:
    state = _State({node: (node,) for node in nodes})
    state.sums = {node: {} for node in nodes}
    state.known = {node: {} for node in nodes}
    for (a, b), weight in weights.items():
        for x, y in ((a, b), (b, a)):
            state.sums[x][y] = min(max(weight, -CLIP), CLIP)
            state.known[x][y] = 1
    groups = _components(nodes, must)
    for group in groups:
        for other in group[1:]:
            state.merge(group[0], other)
    return state


def _grow(
    state: _State,
    weights: Weights,
    forbid: Forbid,
    least: float,
    opposed: Forbid | None,
) -> None:
    heap = [(-state.average(a, b), a, b) for a in state.sums for b in state.sums[a] if a < b]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in state.members or b not in state.members or b not in state.sums[a]:
            continue
        if -negative < least:
            return
        if -negative != state.average(a, b):
            continue
        if opposed and (
            opposed(state.members[a], state.members[b]) or _is_torn(state, weights, a, b, least, opposed)
        ):
            continue
        if forbid(state.members[a], state.members[b]):
            continue
        for c in state.merge(a, b):
            heapq.heappush(heap, (-state.average(a, c), min(a, c), max(a, c)))


def _is_torn(state: _State, weights: Weights, a: int, b: int, least: float, opposed: Forbid) -> bool:
    """True when one of two clusters is as likely one with a third, which the other cannot be one with.

    Likely by the strongest pair and on average: a father and a son of one name are told apart by their dates
    of birth, and whoever has that name and no date may be either.
    """
    members = state.members
    for own, other in ((a, b), (b, a)):
        enough = max(least, state.average(own, other) - AS_LIKELY)
        rivals = sorted(c for c in state.sums[own] if c != other and state.average(own, c) >= enough)
        most = _strongest(weights, members[own], members[other]) if rivals else 0.0
        for c in rivals:
            likely = _strongest(weights, members[own], members[c]) >= most
            if likely and opposed(members[other], members[c]) and not opposed(members[own], members[c]):
                return True
    return False


def _strongest(weights: Weights, left: tuple[int, ...], right: tuple[int, ...]) -> float:
    return max(weights.get((min(a, b), max(a, b)), MISSING) for a in left for b in right)
