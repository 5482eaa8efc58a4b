"""The second stage as plain data: an additive change of a pair's weight, and a calibrated curve."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger.errors import BadInput
from resolution.weights.signals import SIGNALS

REACH = 8.0
"""Bits by which the second stage moves a pair at most: candidates further below are not looked at."""


@dataclass(frozen=True)
class Second:
    """What was learned from judgements: bits to add for each signal, and the curve from bits to bits.

    `curve` holds knots (bits before, bits after), rising; between two knots it is a line, beyond them it
    goes on by the same distance. `labels` is how many judgements it was learned from, `loss` the mean log
    loss in bits of the plain weights and of this stage on judgements that were held back.
    """

    bias: float
    change: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    labels: int
    loss: tuple[float, float]

    def weight(self, plain: float, seen: Sequence[float]) -> float:
        """The weight of a pair in bits, from its plain weight and its signals."""
        moved = plain + self.bias + sum(c * s for c, s in zip(self.change, seen, strict=True))
        return min(max(_along(self.curve, moved), plain - REACH), plain + REACH)

    def plain(self) -> dict[str, Any]:
        """As values that JSON can hold."""
        return {
            "bias": self.bias,
            "change": list(self.change),
            "curve": [list(knot) for knot in self.curve],
            "labels": self.labels,
            "loss": list(self.loss),
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Second:
        """From such values; BadInput when they were made for other signals."""
        made = cls(
            float(plain["bias"]),
            tuple(float(c) for c in plain["change"]),
            tuple((float(x), float(y)) for x, y in plain["curve"]),
            int(plain["labels"]),
            (float(plain["loss"][0]), float(plain["loss"][1])),
        )
        if len(made.change) != len(SIGNALS):
            raise BadInput(
                "This second stage was learned by another version of Locard: train again with"
                " `locard resolve --retrain`"
            )
        return made


def _along(curve: Sequence[tuple[float, float]], bits: float) -> float:
    if not curve:
        return bits
    place = bisect_right(curve, (bits, float("inf")))
    if place == 0:
        return bits + curve[0][1] - curve[0][0]
    if place == len(curve):
        return bits + curve[-1][1] - curve[-1][0]
    (x, y), (next_x, next_y) = curve[place - 1], curve[place]
    return y + (next_y - y) * (bits - x) / (next_x - x)
