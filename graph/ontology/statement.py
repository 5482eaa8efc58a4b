"""A statement: one value of a mention, or one relation between two mentions of the same record."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a thing is known: as a fact, as somebody's assessment, or as our own inference."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    INFERENCE = "inference"


class Status(StrEnum):
    """What the source does with it: states it, reports that another states it, or denies it.

    Superseded is what somebody corrected: it still stands there, and counts no more than what is denied.
    """

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    SUPERSEDED = "superseded"


NOT_COUNTING = frozenset({Status.DENIED, Status.SUPERSEDED})
"""Statuses of values that nothing is derived from."""


@dataclass(frozen=True)
class Statement:
    """One value (`property`, `value`) or one relation (`property` is its type, `target` a mention id).

    `value` is the normalised text, `raw` what stood there. Dates are ISO 8601 of the precision that is
    known (YYYY, YYYY-MM, YYYY-MM-DD, …); `valid_from`/`valid_to` say when it was true. `role` is given
    on INVOLVED_IN alone; `details` are further words on a relation, sorted pairs.
    """

    property: str
    value: str = ""
    target: str = ""
    raw: str = ""
    kind: Kind = Kind.FACT
    status: Status = Status.ASSERTED
    valid_from: str = ""
    valid_to: str = ""
    role: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @builtins.property
    def is_relation(self) -> bool:
        """True when it joins two mentions, false when it gives a value."""
        return bool(self.target)
