"""The weight of one pair, term by term: the same numbers that the batch gives, for any two mentions."""

from __future__ import annotations

from math import exp2

from resolution.change import Pair, Term
from resolution.comparison import COMPARISONS, Comparison
from resolution.features import Features
from resolution.judges import NULL
from resolution.model import Model

PRIOR = "prior"
SILENCE = 0.5
"""Bits that a pair without evidence either way weighs against joining."""


def weight(model: Model, a: Features, b: Features) -> float:
    """The weight in bits that two rows are one person."""
    found = ((c, c.judge(a, b)) for c in COMPARISONS)
    return model.prior_weight + sum(_weight(model, c, level, a, b) for c, level in found if level != NULL)


def leaning(model: Model, a: Features, b: Features) -> float:
    """The weight of a pair inside a cluster: one that says too little to decide leans as its contradictions.

    Two mentions that hardly say the same things are no evidence against the others of their cluster; only
    what contradicts is. SILENCE is what it costs to say nothing.
    """
    found = ((c, c.judge(a, b)) for c in COMPARISONS)
    terms = [_weight(model, c, level, a, b) for c, level in found if level != NULL]
    return max(model.prior_weight + sum(terms), sum(term for term in terms if term < 0) - SILENCE)


def probability(bits: float) -> float:
    """The probability that a weight in bits stands for."""
    odds = exp2(max(-abs(bits), -1000.0))
    return 1 / (1 + odds) if bits >= 0 else odds / (1 + odds)


def explain(model: Model, name_a: str, a: Features, name_b: str, b: Features) -> Pair:
    """The waterfall of two rows: the prior and what each field adds; it sums to the weight."""
    if name_b < name_a:
        name_a, a, name_b, b = name_b, b, name_a, a
    terms = [Term(PRIOR, "two random persons", model.prior_weight)]
    for comparison in COMPARISONS:
        level = comparison.judge(a, b)
        if level != NULL:
            found = comparison.levels[level].found
            bits = _weight(model, comparison, level, a, b)
            terms.append(Term(comparison.field, found, bits, _shown(comparison, a), _shown(comparison, b)))
    bits = sum(term.weight for term in terms)
    return Pair(name_a, name_b, probability(bits), bits, tuple(terms))


def _weight(model: Model, comparison: Comparison, level: int, a: Features, b: Features) -> float:
    column = comparison.levels[level].frequency
    if not column:
        return model.weight(comparison.field, level)
    return model.weight(comparison.field, level, getattr(a, column), getattr(b, column))


def _shown(comparison: Comparison, row: Features) -> str:
    values = [getattr(row, column) for column in comparison.columns]
    return " ".join(" ".join(value) if isinstance(value, tuple) else value for value in values if value)
