"""What a resolver has at hand: the house behind the edge, and the session of this request."""

from __future__ import annotations

from dataclasses import dataclass, field

from anyio import to_thread
from strawberry.fastapi import BaseContext

from api.graphql.port import (
    Acting,
    Audits,
    Breaks,
    Exports,
    Identities,
    Log,
    Merges,
    Reads,
    Retains,
    Streamed,
)
from api.graphql.shown import Shown
from api.sessions import Entrance, Session
from graph.ontology.model import Ontology
from ledger.act import Act
from ledger.errors import Denied, NoPurpose, Unavailable
from policy.fields import Fields
from policy.fields import load as load_fields


@dataclass(frozen=True)
class House:
    """Reads, audit log, ontology and the entrance where sessions begin: all that the edge needs."""

    reads: Reads
    log: Log
    ontology: Ontology
    sessions: Entrance
    identity: Identities | None = None
    merges: Merges | None = None
    exports: Exports | None = None
    stream: Streamed | None = None
    acts: Acting | None = None
    glass: Breaks | None = None
    audits: Audits | None = None
    retains: Retains | None = None
    fields: Fields = field(default_factory=load_fields)

    def identities(self) -> Identities:
        """Who is who; Unavailable where this house was opened without its clusters."""
        if self.identity is None:
            raise Unavailable("Who is who is not at hand here: start `locard serve` on a data directory.")
        return self.identity

    def merged(self) -> Merges:
        """What became of entities; Unavailable where this house was opened without its history."""
        if self.merges is None:
            raise Unavailable("The history is not at hand here: start `locard serve` on a data directory.")
        return self.merges

    def exported(self) -> Exports:
        """What goes out; Unavailable where this house was opened without its stores."""
        if self.exports is None:
            raise Unavailable("Exports are not at hand here: start `locard serve` on a data directory.")
        return self.exports

    def streamed(self) -> Streamed:
        """The stream of passages; Unavailable where this house was opened without it."""
        if self.stream is None:
            raise Unavailable("The passages are not at hand here: start `locard serve` on a data directory.")
        return self.stream

    def acting(self) -> Acting:
        """Corrections and erasures; Unavailable where this house was opened without its ledger."""
        if self.acts is None:
            raise Unavailable("Nothing can be changed from here: start `locard serve` on a data directory.")
        return self.acts

    def audited(self) -> Audits:
        """The log for the auditor; Unavailable where this house was opened without its ledger."""
        if self.audits is None:
            raise Unavailable("The log is not at hand here: start `locard serve` on a data directory.")
        return self.audits

    def retained(self) -> Retains:
        """What waits for a decision; Unavailable where this house was opened without its ledger."""
        if self.retains is None:
            raise Unavailable("The terms are not at hand here: start `locard serve` on a data directory.")
        return self.retains

    def breaking(self) -> Breaks:
        """Breaking the glass; Unavailable where this house was opened without accounts."""
        if self.glass is None:
            raise Unavailable("There are no accounts at hand here: start `locard serve` on a data directory.")
        return self.glass


class Context(BaseContext):
    """The context of one GraphQL request."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self._session: Session | None = None

    async def session(self, act: str = "look") -> Session:
        """Who asks, why, and what they see; Denied, and logged as such, where they may not do the act."""
        if self._session is None:
            self._session = await to_thread.run_sync(self._begun)
        if act in self._session.acts:
            return self._session
        return await to_thread.run_sync(refused, self.house, self._session, act)

    async def shown(self) -> Shown:
        """Which properties the function of this session sees."""
        return Shown((await self.session()).function, self.house.fields, self.house.ontology)

    def _begun(self) -> Session:
        if self.request is None:
            raise NoPurpose("A question about persons comes over HTTP with case number and reason.")
        return self.house.sessions.of(self.request.headers, self.request.cookies)


def refused(house: House, session: Session, act: str) -> Session:
    """Raise Denied for an act that is not the session's, with a line in the log."""
    details = session.purpose.told("denied", act=act)
    purpose = session.purpose
    with house.log.acted(Act(session.user, "consultation", purpose.reason, purpose.case, details=details)):
        session.may(act)
    raise Denied("Your function may not do this.")
