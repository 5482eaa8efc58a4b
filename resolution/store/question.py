"""A pair that people should look at: why it is asked about, and what a verdict would change."""

from __future__ import annotations

from dataclasses import dataclass

from resolution.change import Cluster, Pair
from resolution.judgements import Judgement

NEAR, APART, CONFLICT, BRIDGE = "near", "apart", "conflict", "bridge"
CLASSES = "classes"
WEAK = 4.0
"""Bits above the threshold up to which a pair inside a cluster is worth a look."""
FORBIDDEN = 0.5
"""Uncertainty of a pair above the threshold that a rule forbids: one of both is wrong."""


@dataclass(frozen=True)
class Item:
    """A pair to look at: why it is here, what a verdict would change, and the judgement that left it open.

    `moved` are the mentions whose entity would be another one, `links` their relations.
    """

    kind: str
    pair: Pair
    uncertainty: float
    moved: Cluster
    links: int = 0
    conflict: str = ""
    judgement: Judgement | None = None

    @property
    def value(self) -> float:
        """How much a verdict would change: mentions times (links + 1) times uncertainty."""
        return len(self.moved) * (1 + self.links) * self.uncertainty


def by_value(item: Item) -> tuple[float, str, str]:
    """The order of the queue: what a verdict would change most comes first."""
    return -item.value, item.pair.a, item.pair.b
