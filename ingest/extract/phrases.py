"""Roles and relations by phrases: the rules, in their order, over the mentions of a scene."""

from __future__ import annotations

from ingest.extract import outcomes, relations, roles
from ingest.extract.scene import Scene


def find(scene: Scene) -> None:
    """Note in a scene what its phrases say; what is weighed afterwards takes it as one more cue."""
    roles.find(scene)
    relations.find(scene)
    outcomes.complete(scene)
    relations.complete(scene)
    scene.read_by_phrases = True
