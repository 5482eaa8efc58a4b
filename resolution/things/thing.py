"""What is known of one thing: the values of all mentions that are surely it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.ontology.mention import Mention
from ledger.located import from_yaml
from resolution.change import Cluster, Term

PRIOR = "prior"
Finding = str
Judge = Callable[[str, str], Finding]


@dataclass(frozen=True)
class Thing:
    """A cluster's smallest mention, its mentions, and its distinct values by property, sorted."""

    name: str
    mentions: Cluster
    values: Mapping[str, tuple[str, ...]]

    def of(self, property_: str) -> tuple[str, ...]:
        """All its values of a property."""
        return self.values.get(property_, ())


Said = tuple[tuple[str, str], ...]
"""What a mention says in values, sorted: property and value."""


def said_by(mention: Mention) -> Said:
    """What a mention says in values; equal for mentions that say the same."""
    return tuple(sorted({(s.property, str(s.value)) for s in mention.statements if s.value and not s.target}))


def thing(said: Mapping[str, Said]) -> Thing:
    """One thing from what each mention of it says, of which there is one at least."""
    values: dict[str, set[str]] = {}
    for property_, value in {pair for all_ in said.values() for pair in all_}:
        values.setdefault(property_, set()).add(value)
    ids = tuple(sorted(said))
    return Thing(ids[0], ids, {name: tuple(sorted(held)) for name, held in sorted(values.items())})


@dataclass(frozen=True)
class Weights:
    """Weights in bits of the findings of one type, its prior and its thresholds."""

    prior: float
    join: float
    review: float
    fields: Mapping[str, Mapping[Finding, float]]

    def term(self, field: str, finding: Finding, left: str, right: str) -> Term:
        """The line of the waterfall of one finding."""
        return Term(field, finding, self.fields[field][finding], left, right)

    def best(self, field: str, sides: Sequence[Iterable[str]], judge: Judge) -> list[Term]:
        """The term of the two values that agree best; none where one side is silent."""
        left, right = sides
        terms = [self.term(field, judge(x, y), x, y) for x in left for y in right]
        return [max(terms, key=lambda term: (term.weight, term.left, term.right))] if terms else []


@cache
def weights(type_: str) -> Weights:
    """The weights of a type, from weights.yaml."""
    text = resources.files("resolution.things").joinpath("weights.yaml").read_text(encoding="utf-8")
    said = dict(from_yaml(text)[type_])
    prior, join, review = (float(said.pop(name)) for name in (PRIOR, "join", "review"))
    fields = {field: {str(k): float(v) for k, v in found.items()} for field, found in said.items()}
    return Weights(prior, join, review, fields)


def same_or_not(a: str, b: str) -> Finding:
    """Two folded values: equal or different."""
    return "equal" if a == b else "different"
