"""From clusters of mentions to entities and links: the rows that the graph is written from."""

from graph.derive.component import Component, entity_id
from graph.derive.derive import derive
from graph.derive.sources import EntityOf, Mentions, Records

__all__ = ["Component", "EntityOf", "Mentions", "Records", "derive", "entity_id"]
