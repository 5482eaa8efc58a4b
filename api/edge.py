"""What the web edge is given of an installation."""

from __future__ import annotations

from dataclasses import dataclass

from api.auditing import Auditing
from api.graphql.context import House
from api.graphql.glass import BrokenGlass
from api.identity.entrance import Sessions
from api.identity.glass import break_glass, end_glass
from api.installation import Installation
from api.reads import HouseReads
from api.reads.acting import HouseActs
from api.reads.exported import EdgeExports
from api.reads.exports import HouseExports
from api.reads.identity import HouseIdentity
from api.reads.merges import HouseMerges
from api.reads.retained import HouseRetention
from api.reads.streamed import HouseStream
from api.sessions import Session
from ledger.accounts import Glass
from policy.fields import load as load_fields


def edge(house: Installation, sessions: Sessions | None = None) -> House:
    """Reads, log, ontology and entrance of this installation."""
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    identity = HouseIdentity(*stores, house.classes, house.history)
    merges = HouseMerges(*stores, house.history, house.classes)
    models = house.settings.translation_models
    reads = HouseReads(
        house.store, house.ledger, house.mentions, models, identity, house.past, words=house.words
    )
    fields = load_fields(house.settings.fields)
    exports = EdgeExports(HouseExports(*stores, house.classes, house.ontology, house.past, fields))
    sessions = sessions or Sessions(house)
    return House(
        reads,
        house.ledger,
        house.ontology,
        sessions,
        identity,
        merges,
        exports,
        HouseStream(house),
        HouseActs(house),
        HouseGlass(sessions),
        Auditing(house),
        HouseRetention(house),
        fields,
    )


@dataclass(frozen=True)
class HouseGlass:
    """Implements `api.graphql.port.Breaks`."""

    sessions: Sessions

    def open(self, session: Session, case: str, reason: str, minutes: int) -> BrokenGlass:
        """Open a closed case for some minutes."""
        return _told(break_glass(self.sessions, session, case, reason, minutes))

    def end(self, session: Session, case: str) -> BrokenGlass:
        """Close it before its time is over."""
        return _told(end_glass(self.sessions, session, case))


def _told(made: Glass) -> BrokenGlass:
    return BrokenGlass(case=made.case_number, until=made.until, told=made.supervisor)
