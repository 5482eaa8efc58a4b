"""What a resolver has at hand: the house behind the edge, and the purpose of this request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from strawberry.fastapi import BaseContext

from api.graphql.port import Acting, Exports, Identities, Log, Merges, Reads, Streamed
from api.purpose import Purpose, purpose_of
from graph.ontology.model import Ontology
from ledger.errors import NoPurpose, Unavailable


@dataclass(frozen=True)
class House:
    """Reads, audit log, ontology, policy and the acting user: all that the edge needs."""

    reads: Reads
    log: Log
    ontology: Ontology
    allowed: Callable[[str], Sequence[int]]
    actor: str
    identity: Identities | None = None
    merges: Merges | None = None
    exports: Exports | None = None
    stream: Streamed | None = None
    acts: Acting | None = None

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


class Context(BaseContext):
    """The context of one GraphQL request."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house

    def purpose(self) -> Purpose:
        """Case, reason and domain of this request; NoPurpose when they were not sent."""
        if self.request is None:
            raise NoPurpose("A question about persons comes over HTTP with case number and reason.")
        return purpose_of(self.request.headers)
