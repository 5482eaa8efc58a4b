"""What the web edge is given of an installation."""

from __future__ import annotations

from api.graphql.context import House
from api.identity.entrance import Sessions
from api.installation import Installation
from api.reads import HouseReads
from api.reads.acting import HouseActs
from api.reads.exported import EdgeExports
from api.reads.exports import HouseExports
from api.reads.identity import HouseIdentity
from api.reads.merges import HouseMerges
from api.reads.streamed import HouseStream


def edge(house: Installation) -> House:
    """Reads, log, ontology and entrance of this installation."""
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    identity = HouseIdentity(*stores, house.classes, house.history)
    merges = HouseMerges(*stores, house.history, house.classes)
    models = house.settings.translation_models
    reads = HouseReads(
        house.store, house.ledger, house.mentions, models, identity, house.past, words=house.words
    )
    exports = EdgeExports(HouseExports(*stores, house.classes, house.ontology, house.past))
    return House(
        reads,
        house.ledger,
        house.ontology,
        Sessions(house),
        identity,
        merges,
        exports,
        HouseStream(house),
        HouseActs(house),
    )
