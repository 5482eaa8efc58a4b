"""What was learned about one layer's persons: weights per level, term frequencies, prior. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log2

import orjson

from ledger.canonical import canonical, digest
from ledger.errors import BadInput
from resolution.comparison.fields import BY_FIELD, COMPARISONS
from resolution.weights.second import REACH, Second

FORMAT = 1
SMALLEST = 1e-7
"""No m or u is below this: one comparison alone never decides."""


@dataclass(frozen=True)
class Model:
    """Weights of the comparison of two persons, frozen; `version` names exactly these numbers.

    `levels` holds (m, u) per level of each comparison, in the order of resolution/comparison/fields.py;
    `frequencies` how often each value stands in a column (those seen once are left out) and `totals` how
    many values there were; `threshold` is the probability from which a pair is kept.
    """

    prior: float
    levels: Mapping[str, tuple[tuple[float, float], ...]]
    frequencies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    threshold: float = 0.5
    seed: int = 0
    notes: tuple[str, ...] = ()
    """What could not be learned, and why the default stands there."""
    volume: Mapping[str, int] = field(default_factory=dict)
    """What it was learned from: `rows` and `candidates`; empty for weights by judgement."""
    second: Second | None = None
    """What was learned from judgements; None where there are too few, or where it is no better."""

    @cached_property
    def version(self) -> str:
        """The digest of the model's JSON, 16 hex digits."""
        return digest(self._plain())[:16]

    def to_json(self) -> str:
        """The whole model as canonical JSON."""
        return canonical(self._plain()).decode()

    @classmethod
    def from_json(cls, text: str) -> Model:
        """A model from its JSON; BadInput when it is none or was made for other comparisons."""
        try:
            plain = orjson.loads(text)
            levels = {
                name: tuple((float(m), float(u)) for m, u in pairs)
                for name, pairs in plain.pop("levels").items()
            }
            kind, notes = plain.pop("format"), tuple(plain.pop("notes"))
            second = plain.pop("second", None)
            learned = None if second is None else Second.of(second)
            model = cls(levels=levels, notes=notes, second=learned, **plain)
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(
                f"This is no model of resolution ({error}): train one with `locard resolve --retrain`"
            ) from error
        model._check(kind)
        return model

    def _check(self, kind: int) -> None:
        expected = {c.field: len(c.levels) for c in COMPARISONS}
        if kind != FORMAT or {name: len(pairs) for name, pairs in self.levels.items()} != expected:
            raise BadInput(
                "This model was made for other comparisons than this version of Locard has: train again with"
                " `locard resolve --retrain`"
            )

    def _plain(self) -> dict[str, object]:
        more: dict[str, object] = {"second": self.second.plain()} if self.second else {}
        if self.volume:
            more["volume"] = dict(self.volume)
        return more | {
            "format": FORMAT,
            "prior": self.prior,
            "levels": {name: [list(pair) for pair in pairs] for name, pairs in self.levels.items()},
            "frequencies": {name: dict(counts) for name, counts in self.frequencies.items()},
            "totals": dict(self.totals),
            "threshold": self.threshold,
            "seed": self.seed,
            "notes": list(self.notes),
        }

    @property
    def prior_weight(self) -> float:
        """The weight in bits with which every pair starts."""
        return log2(self.prior / (1 - self.prior))

    @property
    def reach(self) -> float:
        """Bits by which the second stage may lift a pair above what its terms say."""
        return REACH if self.second else 0.0

    def frequency(self, column: str, value: str) -> float | None:
        """The share of rows with this value in a column; None where the column was never counted."""
        total = self.totals.get(column, 0)
        return self.frequencies.get(column, {}).get(value, 1) / total if total else None

    def weight(self, field_: str, level: int, left: str = "", right: str = "") -> float:
        """The weight in bits of one finding; the commoner of two values counts at levels with frequencies."""
        m, bits, column = self._bits[field_][level]
        if not column or not self.totals.get(column):
            return bits
        counts = self.frequencies.get(column, {})
        return m - log2(max(counts.get(left, 1), counts.get(right, 1)) / self.totals[column])

    @cached_property
    def _bits(self) -> dict[str, list[tuple[float, float, str]]]:
        """Per level log2 of m, log2 of m/u, and the column whose frequencies stand in for u."""
        return {
            name: [
                (log2(m), log2(m / u), level.frequency)
                for (m, u), level in zip(pairs, BY_FIELD[name].levels, strict=True)
            ]
            for name, pairs in self.levels.items()
        }


def default_model(seed: int = 0, notes: tuple[str, ...] = ()) -> Model:
    """Weights by judgement, for data too small to learn from."""
    levels = {c.field: tuple((level.m, level.u) for level in c.levels) for c in COMPARISONS}
    return Model(prior=1e-5, levels=levels, seed=seed, notes=notes)
