"""From clusters of mentions to entities and links: the rows that the graph is written from."""

from graph.derive.component import Component, entity_id
from graph.derive.derive import Batch, derive
from graph.derive.sources import EntityOf, Mentions, Records

__all__ = ["Batch", "Component", "EntityOf", "Mentions", "Records", "derive", "entity_id"]
