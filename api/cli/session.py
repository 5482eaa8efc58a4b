"""Somebody at the terminal: who, for which case and why; each look is logged as over the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import typer

from api.acts import Acts
from api.edge import edge
from api.graphql.consultation import ids
from api.graphql.context import House
from api.graphql.port import Allowed, Identities
from api.graphql.shown import Shown
from api.identity.entrance import Sessions
from api.installation import Installation
from api.purpose import DOMAINS, Purpose
from api.sessions import Session
from ledger.act import Act
from ledger.errors import BadInput, NoPurpose

T = TypeVar("T")
User = Annotated[str, typer.Option("--as", help="Who is looking; LOCARD_ACTOR when not given.")]
Case = Annotated[str, typer.Option(help="The case number under which this is logged.")]
Reason = Annotated[str, typer.Option(help="Why you look; it is logged.")]
Domain = Annotated[str, typer.Option(help="judicial or administrative.")]
Lang = Annotated[str, typer.Option(help="nl, fr, de or en.")]
PURPOSE = "--case GE.20.LB.000001/2026 --reason review"
"""A case and a reason, as the examples of commands give them."""


@dataclass(frozen=True)
class AtTerminal:
    """An open house, and the session in which everything is logged."""

    house: House
    session: Session

    @property
    def user(self) -> str:
        """Who looks."""
        return self.session.user

    @property
    def purpose(self) -> Purpose:
        """Why."""
        return self.session.purpose

    @property
    def identity(self) -> Identities:
        """Who is who."""
        return self.house.identities()

    @property
    def allowed(self) -> Allowed:
        """The classes that this session holds."""
        return self.session.allowed

    def look(self, operation: str, arguments: dict[str, Any], look: Callable[[Identities, Allowed], T]) -> T:
        """One look, logged before it happens with its arguments, and after it with the ids returned.

        The answer holds the properties alone that the function of the session sees.
        """
        shown = Shown(self.session.function, self.house.fields, self.house.ontology)
        with self.house.log.acted(looking(self.user, self.purpose, operation, arguments)) as outcome:
            answer = look(self.identity, self.allowed)
            shown.fit(answer, lambda id_: self.house.reads.values(id_, self.allowed))
            outcome["returned"] = sorted(set(ids(answer)))
        return answer


def session(
    house: Installation, user: str, case: str, reason: str, domain: str, act: str = "look"
) -> AtTerminal:
    """A session at the terminal for an act; NoPurpose without case and reason, Denied by policy."""
    mine = begun(house, user, case, reason, domain, act)
    return AtTerminal(edge(house), mine)


def begun(house: Installation, user: str, case: str, reason: str, domain: str, act: str = "look") -> Session:
    """Who looks and why, without the stores; a refused act is logged."""
    mine = Sessions(house).at_terminal(user, purpose_of(case, reason, domain), house.settings.code, act)
    if act not in mine.acts:
        with house.ledger.acted(looking(mine.user, mine.purpose, "denied", {"act": act})):
            mine.may(act)
    return mine


def acting(house: Installation, user: str, case: str, reason: str, domain: str, act: str) -> Acts:
    """What somebody at the terminal does to what is known."""
    mine = begun(house, user, case, reason, domain, act)
    return Acts(house, mine.user, mine.purpose, mine.allowed)


def looking(user: str, purpose: Purpose, operation: str, arguments: dict[str, Any]) -> Act:
    """One look at what is known, as it is logged."""
    details = purpose.told(operation, arguments=arguments)
    return Act(user, "consultation", purpose.reason, purpose.case, details=details)


def purpose_of(case: str, reason: str, domain: str) -> Purpose:
    """Why somebody looks; NoPurpose without case and reason."""
    if not case.strip() or not reason.strip():
        raise NoPurpose("A question about persons needs its case and reason: give --case and --reason.")
    if domain not in DOMAINS:
        raise BadInput(f"--domain {domain} is none of {', '.join(DOMAINS)}.")
    return Purpose(domain, case.strip(), reason.strip())
