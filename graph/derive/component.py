"""A component: the clusters that take the place of entities that are no longer right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.canonical import identify


@dataclass(frozen=True)
class Component:
    """What one change of the clusters replaces by what, whole: all old entities and all new clusters.

    `retired` holds the ids of the entities as they were, `clusters` the mention ids of each as they are
    now; an id that stands on both sides stays and is written again. All of it belongs to one class.
    """

    class_: int
    retired: tuple[str, ...] = ()
    clusters: tuple[tuple[str, ...], ...] = ()


def entity_id(class_: int, mention_ids: Iterable[str]) -> str:
    """The id of an entity: derived from its class and the smallest of its mention ids, so never issued."""
    return identify("entity", class_, min(mention_ids))
