"""What classes know of mentions below theirs: entities in the graph, joined to those of the mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from api.installation import Installation
from graph.derive import EntityOf
from graph.derive.above import Standing, standing, work
from graph.store.projector import Projector


def bring_above(
    house: Installation, projector: Projector, entity_of: EntityOf, renew: Callable[[], None]
) -> int:
    """Write what differs from what the mentions say now; returns how many rows that took.

    All of it is compared: people made it, so it is little, and entities that it is joined to come and go.
    """
    held = house.store.read("held_above")
    batch = work(_wanted(house, entity_of), held)
    if batch:
        renew()
        projector.apply(batch, projector.position)
    return sum(len(rows) for _, rows in batch)


def _wanted(house: Installation, entity_of: EntityOf) -> Iterator[Standing]:
    every = house.mentions.above()
    mentions = house.mentions.get({one.mention for one in every})
    records = house.ledger.records(sorted({one.record for one in every}))
    for one in every:
        mention = mentions.get(one.mention)
        if mention is None or one.record not in records:
            continue
        if joined := entity_of(mention.class_, [mention.id]).get(mention.id):
            yield standing(one, mention, records, joined, house.ontology, house.views)
