"""Project: the graph follows the clusters' log of changes, one transaction a page."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from api.installation import Installation
from api.progress import Tell, silent
from graph.derive import Batch, Component, EntityOf, component, derive, entity_id
from graph.store.projector import Projector
from graph.version import writing_version
from ledger.canonical import identify
from resolution.change import Change

NAME = "graph"
CHANGES, MENTIONS = 2_000, 8_000
"""A transaction holds at most so many changes, and ends after the one that reaches so many mentions."""


def project(house: Installation, tell: Tell = silent) -> int:
    """Bring the graph to the head of the clusters' log; returns how many changes were taken over."""
    clusters, taken = house.clusters, 0
    with (
        house.writing() as lease,
        house.store.projector(NAME, lease.token) as projector,
    ):
        _begin(house, projector)
        head, written = clusters.head(), Future[None]()
        written.set_result(None)
        position = projector.position
        # A page does not depend on the graph: the next one is derived while this one is written.
        with ThreadPoolExecutor(1, "projector") as writer:
            while changes := _page(clusters.changes(position, CHANGES)):
                work = _derived(house, changes)
                written.result()
                lease.renew()
                position = changes[-1].position
                written = writer.submit(projector.apply, work, position)
                taken += len(changes)
                tell("project", position, head)
        written.result()
    return taken


def _derived(house: Installation, changes: Sequence[Change]) -> Batch:
    batch = [_component(house, change) for change in changes]
    against = house.clusters.against
    return derive(batch, house.mentions, house.ledger.records, entities(house), house.ontology, against)


def _begin(house: Installation, projector: Projector) -> None:
    wanted = incarnation(house)
    if projector.incarnation != wanted or projector.position > house.clusters.head():
        projector.reset(wanted)


def incarnation(house: Installation) -> str:
    """What the graph is written from and with: other clusters or another code write it anew."""
    return identify(house.clusters.identity, house.ontology.version, writing_version())


def _page(changes: Sequence[Change]) -> list[Change]:
    """The first changes, up to the one with which they hold enough mentions for one transaction."""
    page, mentions = [], 0
    for change in changes:
        page.append(change)
        mentions += sum(map(len, change.after))
        if mentions >= MENTIONS:
            break
    return page


def _component(house: Installation, change: Change) -> Component:
    """A change of clusters in the graph's words."""
    return component(change.layer, change.before, change.after, house.classes.stands_on(change.layer))


def entities(house: Installation) -> EntityOf:
    """Which entity a mention is in: asked of the clusters, so that the graph need not know them."""

    def entity_of(class_: int, mention_ids: Sequence[str]) -> dict[str, str]:
        found = house.clusters.cluster_of(class_, mention_ids)
        if not house.classes.stands_on(class_):
            return {mention: entity_id(class_, cluster) for mention, cluster in found.items()}
        members = house.mentions.get(m for cluster in found.values() for m in cluster)
        own = {id_ for id_, mention in members.items() if mention.class_ == class_}
        return {m: entity_id(class_, own.intersection(found[m])) for m in found if m in own}

    return entity_of


def position(house: Installation, projection: str) -> int:
    """How far a projection in the graph is; 0 when it was never made."""
    found = house.store.read("projection_state", name=projection)
    return int(found[0]["position"]) if found else 0


def written(house: Installation) -> str:
    """What the graph that is there was written from and with; "" for none."""
    found = house.store.read("projection_state", name=NAME)
    return str(found[0]["incarnation"]) if found else ""
