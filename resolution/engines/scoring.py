"""The pairs above a model's threshold among the candidates, each with its reasons where they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import overload

import duckdb
import numpy as np

from resolution.candidates.table import candidate_places
from resolution.change import Pair
from resolution.comparison.profiles import Profile
from resolution.weights.bits import Bits, Weigher
from resolution.weights.coded import Coded, Places
from resolution.weights.model import Model
from resolution.weights.score import explain, probability, told_shortly, weight

FEW = 2000
"""Candidates up to which each is weighed alone: to put the rows as numbers takes longer than that."""
CHUNK = 1 << 20
"""Candidates that are weighed at once."""
MARGIN = 0.99
"""Spark sifts a little below the threshold; what is kept is decided by the same sum for every pair."""


@dataclass(frozen=True)
class Kept:
    """The pairs from a model's threshold up as arrays, in order: the places of both rows and their weight."""

    rows: Coded
    left: Places
    right: Places
    weight: Bits

    @cached_property
    def rounded(self) -> Bits:
        """The weights as clusters take them."""
        from resolution.weights.rounding import all_rounded  # slow to load, and only bulk work needs it

        found: Bits = all_rounded(self.weight)
        return found


Part = tuple[Places, Places, Bits]


class Shortly(Sequence[Pair]):
    """Pairs without their reasons, each made when it is asked for."""

    def __init__(self, rows: Sequence[Profile], held: Kept) -> None:
        self._rows, self._held = rows, held

    def __len__(self) -> int:
        return len(self._held.left)

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Pair]: ...
    def __getitem__(self, place: int | slice) -> Pair | Sequence[Pair]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        bits = float(self._held.weight[place])
        a, b = self._rows[self._held.left[place]].name, self._rows[self._held.right[place]].name
        return Pair(a, b, probability(bits), bits)


def pairs_above(
    db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model, few: int = FEW, told: bool = True
) -> Sequence[Pair]:
    """The pairs of view `candidates` from the model's threshold up, in the order of their rows.

    With their reasons, where they are to be told: to put them down takes as long as to weigh the pair.
    """
    left, right = candidate_places(db)
    if len(left) <= few:
        return list(_one_by_one(rows, model, left, right, told))
    coded = Coded([row.features for row in rows])
    return pairs_of(rows, model, joined(coded, [kept(Weigher(model, coded), left, right)]), told)


def pairs_of(rows: Sequence[Profile], model: Model, held: Kept, told: bool) -> Sequence[Pair]:
    """Pairs that are kept, with their reasons where they are to be told."""
    if not told:
        return Shortly(rows, held)
    places = zip(held.left.tolist(), held.right.tolist(), strict=True)
    return [explain(model, rows[a].name, rows[a].features, rows[b].name, rows[b].features) for a, b in places]


def _one_by_one(
    rows: Sequence[Profile], model: Model, left: Places, right: Places, told: bool
) -> Iterator[Pair]:
    least = least_weight(model)
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        if weight(model, rows[a].features, rows[b].features) >= least - 1 and (
            pair := kept_pair(model, rows[a], rows[b], least, told)
        ):
            yield pair


def kept(weigher: Weigher, left: Places, right: Places) -> Part:
    """Those of the candidates that weigh enough, and their weights to the last bit."""
    found = [
        _kept(weigher, left[start : start + CHUNK], right[start : start + CHUNK])
        for start in range(0, len(left), CHUNK)
    ]
    return _joined(found)


def _kept(weigher: Weigher, left: Places, right: Places) -> Part:
    from resolution.weights.rounding import all_rounded  # slow to load, and only bulk work needs it

    model, least = weigher.model, least_weight(weigher.model)
    some, bits = weigher.weighing(left, right, least - model.reach)
    left, right = left[some], right[some]
    if model.second:
        said, places = weigher.rows.said, zip(left.tolist(), right.tolist(), strict=True)
        told = (told_shortly(model, "", said[a], "", said[b]).weight for a, b in places)
        bits = np.fromiter(told, np.float64, len(left))
    above = all_rounded(bits) >= least
    return left[above], right[above], bits[above]


def _joined(parts: Sequence[Part]) -> Part:
    if not parts:
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    left, right, bits = (np.concatenate(part) for part in zip(*parts, strict=True))
    return left, right, bits


def joined(rows: Coded, parts: Sequence[Part]) -> Kept:
    """What was kept of several lots of candidates, in their order."""
    return Kept(rows, *_joined(parts))


def least_weight(model: Model) -> float:
    """The weight in bits, rounded as pairs are, from which a pair is kept."""
    return round(log2(model.threshold / (1 - model.threshold)), 6)


def kept_pair(model: Model, a: Profile, b: Profile, least: float, told: bool = True) -> Pair | None:
    """The pair of two profiles, in the order of their names, when it weighs enough to be kept."""
    say = explain if told else told_shortly
    pair = say(model, a.name, a.features, b.name, b.features)
    return pair if round(pair.weight, 6) >= least else None
