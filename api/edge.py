"""What the web edge is given of an installation."""

from __future__ import annotations

from api.auditing import Auditing
from api.graphql.context import House
from api.graphql.glass import BrokenGlass
from api.graphql.port import Breaks
from api.identity.entrance import Sessions
from api.identity.glass import break_glass
from api.installation import Installation
from api.reads import HouseReads
from api.reads.acting import HouseActs
from api.reads.exported import EdgeExports
from api.reads.exports import HouseExports
from api.reads.identity import HouseIdentity
from api.reads.merges import HouseMerges
from api.reads.streamed import HouseStream
from api.sessions import Session


def edge(house: Installation, sessions: Sessions | None = None) -> House:
    """Reads, log, ontology and entrance of this installation."""
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    identity = HouseIdentity(*stores, house.classes, house.history)
    merges = HouseMerges(*stores, house.history, house.classes)
    models = house.settings.translation_models
    reads = HouseReads(
        house.store, house.ledger, house.mentions, models, identity, house.past, words=house.words
    )
    exports = EdgeExports(HouseExports(*stores, house.classes, house.ontology, house.past))
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
        _glass(sessions),
        Auditing(house),
    )


def _glass(sessions: Sessions) -> Breaks:
    def broken(session: Session, case: str, reason: str, minutes: int) -> BrokenGlass:
        made = break_glass(sessions, session, case, reason, minutes)
        return BrokenGlass(case=made.case_number, until=made.until, told=made.supervisor)

    return broken
