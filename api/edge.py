"""What the web edge is given of an installation."""

from __future__ import annotations

from api.graphql.context import House
from api.installation import Installation
from api.reads import HouseReads
from policy.classes import allowed


def edge(house: Installation) -> House:
    """Reads, log, ontology, policy and the acting user of this installation."""
    reads = HouseReads(house.store, house.ledger, house.mentions, house.settings.translation_models)
    return House(reads, house.ledger, house.ontology, allowed, house.settings.actor)
