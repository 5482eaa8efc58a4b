"""What clustering leaves behind: pairs with their reasons, changes of clusters, and what speaks against."""

from __future__ import annotations

from dataclasses import dataclass

Cluster = tuple[str, ...]
"""The ids of the mentions judged to be one thing, sorted; the first one names the cluster."""


@dataclass(frozen=True)
class Term:
    """One line of the waterfall: what was compared, what was found, and its weight in bits (log2)."""

    field: str
    found: str
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Pair:
    """Two mentions (a < b) with the probability that they are one thing, and why.

    `weight` is in bits; it is the sum of the weights of `terms`, and probability = 2^w / (1 + 2^w).
    """

    a: str
    b: str
    probability: float
    weight: float
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Change:
    """One change of the clusters of a layer: whole components, as they were and as they are.

    `before` and `after` hold the same mentions but for those that are new or gone. Where both are equal
    something about a mention of them changed. `position` orders all changes of the store.
    """

    position: int
    layer: int
    before: tuple[Cluster, ...]
    after: tuple[Cluster, ...]


@dataclass(frozen=True)
class Against:
    """Two mentions (a < b) of which a layer says that they are not one thing, and why; for review.

    `judged` when somebody decided it; else the layer's own mentions speak against a cluster of its base.
    """

    a: str
    b: str
    reason: str
    judged: bool = False
