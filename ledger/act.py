"""An act: who did what to data, why and for which case; the audit log keeps one event for each step of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ledger.canonical import JSON
from ledger.errors import BadInput
from ledger.text import storable

KINDS = ("collection", "alteration", "consultation", "disclosure", "combination", "erasure")
"""The kinds of act that Article 25 of Directive (EU) 2016/680 wants logged."""


@dataclass(frozen=True)
class Act:
    """Who does what, why, for which case, and who receives the data; refused without actor or reason."""

    actor: str
    kind: str
    reason: str
    case: str = ""
    recipient: str = ""
    details: Mapping[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadInput(f"An act of kind {self.kind!r} cannot be logged: use one of {', '.join(KINDS)}.")
        for name in ("actor", "reason"):
            if not getattr(self, name).strip():
                raise BadInput(f"An act needs its {name}: without it nothing is done.")
        if not storable(self.actor + self.reason + self.case + self.recipient):
            raise BadInput("An act's actor, reason, case and recipient are text without NUL.")

    def with_details(self, more: Mapping[str, JSON]) -> Act:
        """The same act with more details."""
        return replace(self, details={**self.details, **more})


@dataclass(frozen=True)
class Event:
    """One line of the audit log; `hash` covers the line and the hash of the line before it.

    An "intent" is logged before the act, "done" or "failed" after it; an intent alone was cut short.
    `place` is that in its `chain`: there is one chain, or one for each writer of a server.
    """

    sequence: int
    intent: int
    phase: str
    at: str
    act: Act
    previous: str
    hash: str
    chain: str = ""
    place: int = 0


@dataclass(frozen=True)
class Seal:
    """Where the audit chain ends: kept elsewhere, it betrays a log whose last lines were cut off."""

    sequence: int
    hash: str
