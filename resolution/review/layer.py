"""A layer as people are asked and told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.mentions import MentionStore
from resolution.judgements import NEGATIVE, POSITIVE, Judgement, Judgements
from resolution.store.clusters import ClusterStore
from resolution.weights.model import Model
from resolution.why.chains import Chains, source_mates


@dataclass(frozen=True)
class Layer:
    """What a queue is made of: a layer's stores and model, the further classes it holds, and what stands."""

    mentions: MentionStore
    clusters: ClusterStore
    model: Model
    layer: int
    standing: Sequence[Judgement] = ()
    also: tuple[int, ...] = ()

    @property
    def classes(self) -> tuple[int, ...]:
        """All classes that the layer holds."""
        return (self.layer, *self.also)

    @cached_property
    def judged(self) -> Judgements:
        """The judgements that stand, as clustering takes them."""
        return Judgements(
            tuple(sorted({one.pair for one in self.standing if one.kind == POSITIVE})),
            frozenset(one.pair for one in self.standing if one.kind == NEGATIVE),
        )

    @cached_property
    def chains(self) -> Chains:
        """What follows from the judgements that stand."""
        return Chains(self.standing, source_mates(self.clusters, self.mentions, self.classes, self.classes))
