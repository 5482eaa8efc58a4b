"""What a resolver has at hand: the house behind the edge, and the purpose of this request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from strawberry.fastapi import BaseContext

from api.graphql.port import Log, Reads
from api.purpose import Purpose, purpose_of
from graph.ontology.model import Ontology
from ledger.errors import NoPurpose


@dataclass(frozen=True)
class House:
    """Reads, audit log, ontology, policy and the acting user: all that the edge needs."""

    reads: Reads
    log: Log
    ontology: Ontology
    allowed: Callable[[str], Sequence[int]]
    actor: str


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
