"""What people decided about two mentions: it outranks every score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

POSITIVE, NEGATIVE = "positive", "negative"
PairIds = tuple[str, str]


class Judged(Protocol):
    """A decision of the ledger, in so far as resolution reads it: `subject` holds mention ids a and b."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Mapping[str, Any]: ...
    @property
    def class_(self) -> int: ...


@dataclass(frozen=True)
class Judgements:
    """The judgements that count in a layer: pairs (a < b) judged to be one thing, and to be two."""

    same: tuple[PairIds, ...] = ()
    different: frozenset[PairIds] = frozenset()

    @cached_property
    def judged(self) -> frozenset[str]:
        """All mentions that somebody judged."""
        return frozenset(id_ for pair in (*self.same, *self.different) for id_ in pair)

    @cached_property
    def opposites(self) -> dict[str, frozenset[str]]:
        """Mention id → those that it was judged to differ from."""
        found: dict[str, set[str]] = {}
        for a, b in self.different:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
        return {id_: frozenset(others) for id_, others in found.items()}

    def forbid(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """True when somebody judged that a mention of one side is not one of the other."""
        if not self.different:
            return False
        others = set(right)
        return any(not others.isdisjoint(self.opposites.get(id_, ())) for id_ in left)


def judgements(decisions: Iterable[Judged], layer: int) -> Judgements:
    """The judgements of a layer from decisions in the order in which they were made: the latest counts.

    "unsure", or any other kind about the same pair, takes an earlier judgement back. In a base layer only
    decisions of its own class count.
    """
    latest: dict[PairIds, str] = {}
    for decision in decisions:
        a, b = str(decision.subject.get("a", "")), str(decision.subject.get("b", ""))
        if decision.class_ == layer and a and b and a != b:
            latest[min(a, b), max(a, b)] = decision.kind
    return Judgements(
        same=tuple(sorted(pair for pair, kind in latest.items() if kind == POSITIVE)),
        different=frozenset(pair for pair, kind in latest.items() if kind == NEGATIVE),
    )
