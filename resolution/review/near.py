"""Pairs a little below the threshold: looked for among all candidates, and kept while these stay the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from threading import Lock

from resolution.candidates.table import connect, put_candidates
from resolution.change import Pair
from resolution.clustering.persons import nodes_of
from resolution.comparison.features import person_features
from resolution.comparison.profiles import profiles
from resolution.engines.scoring import least_weight, pairs_above
from resolution.review.layer import Layer

UNDER = 0.1
"""Probability from which a pair below the threshold is worth a look."""


def near_pairs(layer: Layer) -> Iterator[Pair]:
    """The pairs of a layer's own persons a little below its threshold; scores all candidates."""
    model = replace(layer.model, threshold=min(UNDER, layer.model.threshold))
    least = least_weight(layer.model)
    rows = person_features(layer.mentions, layer.layer)
    nodes = nodes_of(profiles(rows, layer.judged.judged).rows, layer.model)
    with connect(threads=2) as db:
        put_candidates(db, nodes)
        yield from (pair for pair in pairs_above(db, nodes, model) if round(pair.weight, 6) < least)


class Near:
    """Such pairs by layer, kept until a mention, the model or a judgement of the layer is another.

    They are looked for by one caller at a time: each look holds all persons of the layer in memory.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Hashable, tuple[Pair, ...]]] = {}
        self._one = Lock()

    def pairs(self, layer: Layer) -> tuple[Pair, ...]:
        """The pairs of a layer as it stands."""
        state = (layer.mentions.edition, layer.model.version, layer.judged.judged)
        with self._one:
            known, pairs = self._kept.get(layer.layer, (None, ()))
            if known != state:
                pairs = tuple(near_pairs(layer))
                self._kept[layer.layer] = state, pairs
        return pairs
