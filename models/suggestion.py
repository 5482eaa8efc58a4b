"""A suggestion: a hypothesis about a link between two entities, with what speaks for it and against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ledger.canonical import identify


@dataclass(frozen=True)
class Step:
    """One link of a path as it is stored: its type, its ends, and the records that support it."""

    type: str
    source: str
    target: str
    records: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Evidence:
    """One path from one end to the other; `weight` is what it adds to the score, `key` says it in words.

    `entities` stand in order, both ends included; `shared_by` is how many persons share the thing.
    """

    key: str
    weight: float
    entities: tuple[str, ...]
    steps: tuple[Step, ...]
    shared_by: int = 2

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of all records that the path rests on, sorted."""
        return tuple(sorted({record for step in self.steps for record in step.records}))


@dataclass(frozen=True)
class Objection:
    """What speaks against it; `weight` is what it takes from the score (0 where that is done)."""

    key: str
    weight: float = 0.0
    entities: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    n: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A hypothesis of one type about entities `a` < `b`; `score` orders links, never persons."""

    type: str
    a: str
    b: str
    score: float
    paths: tuple[Evidence, ...]
    against: tuple[Objection, ...] = ()
    would_change: str = ""
    model: str = ""
    class_: int = field(default=0)

    @cached_property
    def id(self) -> str:
        """Derived from class, type and both ends."""
        return identify("suggestion", self.class_, self.type, self.a, self.b)

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of all records that its paths rest on, sorted."""
        return tuple(sorted({record for path in self.paths for record in path.records}))
