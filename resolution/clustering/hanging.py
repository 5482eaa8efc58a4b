"""What a cluster hangs on: whether one pair alone holds two halves of it together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from resolution.change import Cluster, Pair
from resolution.clustering.persons import must_links, nodes_of
from resolution.comparison.profiles import Profile, Profiles
from resolution.judgements import Judgements
from resolution.weights.model import Model

Edge = tuple[int, int]


@dataclass(frozen=True)
class Hold:
    """How a pair holds its cluster: what falls off with it, and whether anything else holds both halves.

    `sure` when stronger pairs, judgements or a source's key hold both ends anyway; `off` is the half
    without the cluster's smallest mention id, as far as the remaining pairs reach.
    """

    sure: bool
    bridge: bool
    off: Cluster


class Held:
    """A cluster as a graph: nodes are its profiles, edges its pairs and what must be one."""

    def __init__(self, made: Profiles, pairs: Iterable[Pair], model: Model, judged: Judgements) -> None:
        self._nodes: Sequence[Profile] = nodes_of(made.rows, model)
        self._place = {m: i for i, node in enumerate(self._nodes) for m in node.mentions}
        self._must = set(must_links(self._nodes, self._place, judged))
        self._weights: dict[Edge, float] = {}
        for pair in pairs:
            if pair.a in self._place and pair.b in self._place:
                self._weights[self._edge(pair.a, pair.b)] = pair.weight

    def hold(self, a: str, b: str, sure: float) -> Hold:
        """How the pair a, b holds the cluster; edges from `sure` bits up are taken for granted."""
        edge = self._edge(a, b)
        if edge[0] == edge[1] or edge in self._must:
            return Hold(sure=True, bridge=False, off=())
        strong = {e for e, weight in self._weights.items() if weight >= sure}
        end = self._place[b]
        held = end in self._reached(self._place[a], (strong | self._must) - {edge})
        other = self._reached(self._place[a], (self._weights.keys() | self._must) - {edge})
        bridge = end not in other and len(self._nodes) > 2
        return Hold(held, bridge, self._off(other if end not in other else {self._place[a]}))

    def _off(self, side: Collection[int]) -> Cluster:
        inside = sorted(m for i in side for m in self._nodes[i].mentions)
        outside = sorted(m for i, node in enumerate(self._nodes) if i not in side for m in node.mentions)
        return tuple(max(inside, outside))

    def _edge(self, a: str, b: str) -> Edge:
        x, y = sorted((self._place[a], self._place[b]))
        return x, y

    def _reached(self, start: int, edges: Collection[Edge]) -> set[int]:
        near: dict[int, set[int]] = {}
        for x, y in edges:
            near.setdefault(x, set()).add(y)
            near.setdefault(y, set()).add(x)
        reached, waiting = {start}, [start]
        while waiting:
            new = near.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached
