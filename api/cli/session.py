"""Somebody at the terminal: who, for which case and why; each look is logged as over the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import typer

from api.edge import edge
from api.graphql.consultation import ids
from api.graphql.context import House
from api.graphql.port import Allowed, Identities
from api.installation import Installation
from api.purpose import DOMAINS, Purpose
from ledger.act import Act
from ledger.errors import BadInput, NoPurpose

T = TypeVar("T")
User = Annotated[str, typer.Option("--as", help="Who is looking; LOCARD_ACTOR when not given.")]
Case = Annotated[str, typer.Option(help="The case number under which this is logged.")]
Reason = Annotated[str, typer.Option(help="Why you look; it is logged.")]
Domain = Annotated[str, typer.Option(help="judicial or administrative.")]
Lang = Annotated[str, typer.Option(help="nl, fr, de or en.")]


@dataclass(frozen=True)
class Session:
    """An open house, the acting user, and the purpose under which everything is logged."""

    house: House
    user: str
    purpose: Purpose

    @property
    def identity(self) -> Identities:
        """Who is who."""
        return self.house.identities()

    @property
    def allowed(self) -> Allowed:
        """The classes that this session holds."""
        return self.house.allowed(self.purpose.domain)

    def look(self, operation: str, arguments: dict[str, Any], look: Callable[[Identities, Allowed], T]) -> T:
        """One look, logged before it happens with its arguments, and after it with the ids returned."""
        with self.house.log.acted(looking(self.user, self.purpose, operation, arguments)) as outcome:
            answer = look(self.identity, self.allowed)
            outcome["returned"] = sorted(set(ids(answer)))
        return answer


def session(house: Installation, user: str, case: str, reason: str, domain: str) -> Session:
    """A session at the terminal; NoPurpose without case and reason."""
    purpose = purpose_of(case, reason, domain)
    return Session(edge(house), user.strip() or house.settings.actor, purpose)


def looking(user: str, purpose: Purpose, operation: str, arguments: dict[str, Any]) -> Act:
    """One look at what is known, as it is logged."""
    details = {"operation": operation, "domain": purpose.domain, "arguments": arguments}
    return Act(user, "consultation", purpose.reason, purpose.case, details=details)


def purpose_of(case: str, reason: str, domain: str) -> Purpose:
    """Why somebody looks; NoPurpose without case and reason."""
    if not case.strip() or not reason.strip():
        raise NoPurpose("A question about persons needs its case and reason: give --case and --reason.")
    if domain not in DOMAINS:
        raise BadInput(f"--domain {domain} is none of {', '.join(DOMAINS)}.")
    return Purpose(domain, case.strip(), reason.strip())
