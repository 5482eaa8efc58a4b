"""Relations between the mentions of a text, each with its status."""

from __future__ import annotations

from collections.abc import Callable

from ingest.extract.relations import contact, identity, payments, people, places, property, vehicles
from ingest.extract.scene import Scene

_RULES: tuple[Callable[[Scene], None], ...] = (
    vehicles.plates,
    identity.births,
    identity.identities,
    property.owning,
    contact.phones,
    vehicles.driving,
    places.homes,
    people.kinship,
    people.membership,
    property.seizures,
    contact.calls,
    identity.aliases,
    people.company,
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
