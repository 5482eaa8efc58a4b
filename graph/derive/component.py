"""A component: the clusters that take the place of entities that are no longer right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger.canonical import identify


@dataclass(frozen=True)
class Component:
    """What one change of the clusters replaces by what, whole: all old entities and all new clusters.

    `retired` holds the ids of the entities as they were, `clusters` the mention ids of each as they are
    now; an id that stands on both sides stays and is written again. All of it belongs to one class.

    `left` holds the mentions of the clusters as they were. In a layer that stands on others (`over`) the
    clusters hold mentions of their classes too, and say which of their entities are one thing.
    """

    class_: int
    retired: tuple[str, ...] = ()
    clusters: tuple[tuple[str, ...], ...] = ()
    over: tuple[int, ...] = ()
    left: tuple[str, ...] = ()


def component(
    class_: int,
    before: Sequence[tuple[str, ...]],
    after: Sequence[tuple[str, ...]],
    over: Sequence[int] = (),
) -> Component:
    """The component of a change of clusters.

    Which mention of a cluster over others named the entity of its class is not known when that is gone:
    each of them may have.
    """
    left = tuple(mention for cluster in before for mention in cluster)
    names = [(mention,) for mention in left] if over else before
    retired = tuple(entity_id(class_, name) for name in names)
    return Component(class_, retired, tuple(after), tuple(over), left)


def entity_id(class_: int, mention_ids: Iterable[str]) -> str:
    """The id of an entity: derived from its class and the smallest of its mention ids, so never issued."""
    return identify("entity", class_, min(mention_ids))
