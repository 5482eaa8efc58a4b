"""Rows of what a class says across entities: which are one thing, and which mentions are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.derive.component import Component, entity_id
from graph.derive.entity import Row
from graph.derive.sources import AgainstOf, EntityOf
from graph.ontology.mention import Mention

Node = tuple[str, ...]
"""The entities of one cluster, that of its own class first where it has one."""


def nodes(class_: int, cluster: Iterable[Mention], own: str, entity_of: EntityOf) -> Node:
    """The entities that a cluster joins: its own, and those of the layers that it stands on, by id."""
    below: dict[int, list[str]] = {}
    for mention in cluster:
        if mention.class_ != class_:
            below.setdefault(mention.class_, []).append(mention.id)
    found = {id_ for under, ids in below.items() for id_ in entity_of(under, ids).values()}
    return (own, *sorted(found)) if own else tuple(sorted(found))


def same_rows(class_: int, joined: Iterable[Node]) -> Iterator[Row]:
    """A link from the first entity of each cluster to each other one, the smaller id first."""
    for first, *others in joined:
        for other in others:
            yield {"from": min(first, other), "to": max(first, other), "class": class_}


def clearing(batch: Iterable[Component]) -> Iterator[tuple[str, Row]]:
    """What goes of what was said of the mentions of old clusters, and of the entities below them."""
    for component in batch:
        for mention in component.left:
            yield "clear_different_from", {"id": mention, "class": component.class_}
            for under in component.over:
                yield "clear_same_as", {"id": entity_id(under, [mention]), "class": component.class_}


def different_rows(class_: int, mentions: Sequence[str], against_of: AgainstOf) -> Iterator[Row]:
    """What the layer of a class says against these mentions."""
    for told in against_of(class_, mentions):
        values: Mapping[str, object] = {"class": class_, "judged": told.judged, "reason": told.reason}
        yield {"from": told.a, "to": told.b, "values": values}
