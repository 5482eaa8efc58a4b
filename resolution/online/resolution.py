"""What resolving a record tells: its entities with their evidence, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass

from resolution.change import Cluster, Pair


@dataclass(frozen=True)
class Candidate:
    """An entity that a mention may be: the best pair with one of its mentions says why, and how likely.

    `joined` is the entity that the mention is in; the others were kept apart.
    """

    entity: Cluster
    probability: float
    pair: Pair
    joined: bool


@dataclass(frozen=True)
class Entity:
    """Where one mention of the record belongs now, and what else it may be: the likeliest first."""

    mention: str
    entity: Cluster
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Changed:
    """One component whose clusters are others now, as they were and as they are."""

    before: tuple[Cluster, ...]
    after: tuple[Cluster, ...]


@dataclass(frozen=True)
class Resolution:
    """The entities of a record's persons, by mention id, and what the transaction changed.

    `crossed` names keys and identifiers that too many hold now, or no longer: all that rests on them has
    been weighed anew. `compared` is how many candidates were looked at, `anew` how many components hold an
    identifier that crossed.
    """

    entities: tuple[Entity, ...] = ()
    changes: tuple[Changed, ...] = ()
    crossed: tuple[str, ...] = ()
    compared: int = 0
    anew: int = 0
