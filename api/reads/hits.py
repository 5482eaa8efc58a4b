"""Hits of a search in the edge's words, with values that tell persons of one name apart."""

from __future__ import annotations

from strawberry import ID

from api.graphql.hit import Detail, Hit
from api.graphql.port import Allowed
from graph import read
from graph.read.reader import Reader

TELLING = {
    "Person": ("birthDate", "birthPlace", "nationality", "nickname"),
    "Alias": ("birthDate", "nationality"),
    "Organisation": ("registrationNumber", "kind"),
    "Vehicle": ("make", "model", "color"),
}
"""Properties by type that tell one from another, the best first; other captions are numbers or addresses."""
MOST = 3
"""Details that one hit shows."""


def hit_of(hit: read.Hit, store: Reader, allowed: Allowed, *, detailed: bool) -> Hit:
    """A hit; its details are looked up when `detailed`."""
    entity = hit.entity
    return Hit(
        id=ID(entity.id),
        type=entity.type,
        caption=entity.caption,
        matched=hit.match.name.lower(),
        sources=list(entity.sources),
        details=_details(entity, store, allowed) if detailed else [],
    )


def _details(entity: read.Summary, store: Reader, allowed: Allowed) -> list[Detail]:
    if entity.type not in TELLING:
        return []
    rows = store.read("card_entity", id=entity.id, allowed=list(allowed))
    values = rows[0]["values"] if rows else {}
    told = [
        Detail(property=name, value=str(values[name])) for name in TELLING[entity.type] if values.get(name)
    ]
    return [detail for detail in told if detail.value != entity.caption][:MOST]
