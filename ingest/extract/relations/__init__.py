"""Relations between the mentions of a text, each with its status."""

from __future__ import annotations

from collections.abc import Callable

from ingest.extract.relations import contact, identity, knowing, payments, people, places, property, vehicles
from ingest.extract.scene import Scene

_RULES: tuple[Callable[[Scene], None], ...] = (
    vehicles.plates,
    vehicles.only_plate,
    identity.births,
    identity.identities,
    property.owning,
    property.kept,
    contact.phones,
    vehicles.driving,
    vehicles.that_car,
    places.homes,
    places.households,
    people.kinship,
    people.membership,
    people.memberships,
    people.units,
    property.seizures,
    contact.calls,
    contact.threats,
    identity.aliases,
    people.company,
    knowing.acquaintance,
    places.presence,
)


def find(scene: Scene) -> None:
    """The relations that the words of a text give."""
    for rule in _RULES:
        rule(scene)


def complete(scene: Scene) -> None:
    """Relations that follow from the roles: what was stolen belongs to the victim, who also paid."""
    property.victims_goods(scene)
    payments.payments(scene)
    payments.handed(scene)
