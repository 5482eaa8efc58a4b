"""The weight of one pair, term by term: the same numbers that the batch gives, for any two mentions."""

from __future__ import annotations

from math import exp2

from resolution.change import Pair, Term
from resolution.comparison.features import Features
from resolution.comparison.fields import COMPARISONS, Comparison
from resolution.comparison.judges import NULL
from resolution.weights.model import Model
from resolution.weights.signals import bits_of_rarity, signals

Found = tuple[Comparison, int, float]
"""A comparison with its level and its weight in bits."""
PRIOR = "prior"
SECOND = "second stage"
SILENCE = 0.5
"""Bits that a pair without evidence either way weighs against joining."""


def weight(model: Model, a: Features, b: Features) -> float:
    """The weight in bits that two rows are one person."""
    found = _found(model, a, b)
    plain = model.prior_weight + sum(bits for _, level, bits in found if level != NULL)
    return plain + _moved(model, plain, found, a, b)


def leaning(model: Model, a: Features, b: Features) -> float:
    """The weight of a pair inside a cluster: one that says too little to decide leans as its contradictions.

    Two mentions that hardly say the same things are no evidence against the others of their cluster; only
    what contradicts is. SILENCE is what it costs to say nothing.
    """
    found = _found(model, a, b)
    plain = model.prior_weight + sum(bits for _, _, bits in found)
    against = sum(bits for _, _, bits in found if bits < 0)
    return max(plain + _moved(model, plain, found, a, b), against - SILENCE)


def probability(bits: float) -> float:
    """The probability that a weight in bits stands for."""
    odds = exp2(max(-abs(bits), -1000.0))
    return 1 / (1 + odds) if bits >= 0 else odds / (1 + odds)


def explain(model: Model, name_a: str, a: Features, name_b: str, b: Features) -> Pair:
    """The waterfall of two rows: the prior and what each field adds; it sums to the weight."""
    if name_b < name_a:
        name_a, a, name_b, b = name_b, b, name_a, a
    terms = [Term(PRIOR, "two random persons", model.prior_weight)]
    seen = _found(model, a, b)
    whole = _weighed(model, seen, a, b)
    for comparison, level, bits in seen:
        if level != NULL:
            found = comparison.levels[level].found
            terms.append(Term(comparison.field, found, bits, _shown(comparison, a), _shown(comparison, b)))
    if model.second:
        moved = _moved(model, _summed(model, seen), seen, a, b)
        terms.append(Term(SECOND, "learned from judgements", moved))
    return Pair(name_a, name_b, probability(whole), whole, tuple(terms))


def told_shortly(model: Model, name_a: str, a: Features, name_b: str, b: Features) -> Pair:
    """The same pair, with the same weight to the last bit, without its terms; names are in order."""
    bits = _weighed(model, _found(model, a, b), a, b)
    return Pair(name_a, name_b, probability(bits), bits)


def seen_by_second(model: Model, a: Features, b: Features) -> tuple[float, list[float]]:
    """The plain weight of a pair in bits, and what the second stage looks at."""
    found = _found(model, a, b)
    return model.prior_weight + sum(bits for _, _, bits in found), _signals(model, found, a, b)


def _found(model: Model, a: Features, b: Features) -> list[Found]:
    """Each comparison with its level and weight; 0 bits where a side is silent."""
    levels = ((c, c.judge(a, b)) for c in COMPARISONS)
    return [(c, level, 0.0 if level == NULL else _weight(model, c, level, a, b)) for c, level in levels]


def _weighed(model: Model, found: list[Found], a: Features, b: Features) -> float:
    plain = _summed(model, found)
    return plain + _moved(model, plain, found, a, b) if model.second else plain


def _summed(model: Model, found: list[Found]) -> float:
    """The prior and what was found, added one after the other."""
    total = model.prior_weight
    for _, _, bits in found:
        total += bits
    return total


def _moved(model: Model, plain: float, found: list[Found], a: Features, b: Features) -> float:
    """Bits that the second stage adds."""
    return model.second.weight(plain, _signals(model, found, a, b)) - plain if model.second else 0.0


def _signals(model: Model, found: list[Found], a: Features, b: Features) -> list[float]:
    rarity = [
        bits_of_rarity(model.frequency(column, x)) if x and x == y else 0.0
        for column, x, y in (("surname", a.surname, b.surname), ("given", a.given, b.given))
    ]
    return signals([level for _, level, _ in found], [bits for _, _, bits in found], rarity, a, b)


def _weight(model: Model, comparison: Comparison, level: int, a: Features, b: Features) -> float:
    column = comparison.levels[level].frequency
    if not column:
        return model.weight(comparison.field, level)
    return model.weight(comparison.field, level, getattr(a, column), getattr(b, column))


def _shown(comparison: Comparison, row: Features) -> str:
    values = [getattr(row, column) for column in comparison.columns]
    return " ".join(" ".join(value) if isinstance(value, tuple) else value for value in values if value)
