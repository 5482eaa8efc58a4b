"""From clusters of mentions to entities and links: the rows that the graph is written from."""

from graph.derive.component import Component, component, entity_id
from graph.derive.derive import Batch, derive
from graph.derive.sources import AgainstOf, EntityOf, Mentions, Records

__all__ = [
    "AgainstOf",
    "Batch",
    "Component",
    "EntityOf",
    "Mentions",
    "Records",
    "component",
    "derive",
    "entity_id",
]
