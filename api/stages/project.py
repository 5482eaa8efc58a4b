"""Project: the graph follows the clusters' log of changes, one transaction a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.above import bring_above
from graph.derive import Batch, Component, EntityOf, component, derive, entity_id
from graph.derive.views import version
from graph.load import Loading, forgotten, load, takes
from graph.load.ahead import ahead
from graph.load.files import Files, command
from graph.store.projector import Projector
from graph.version import writing_version
from ledger.canonical import identify
from ledger.lease import Lease
from resolution.change import Change

NAME = "graph"
CHANGES, MENTIONS = 2_000, 8_000
"""A transaction holds at most so many changes, and ends after the one that reaches so many mentions."""
MANY = 2_000
"""From so many changes on, a graph that is to be written anew is loaded from the clusters as they stand."""


def project(house: Installation, tell: Tell = silent) -> int:
    """Bring the graph to the head of the clusters' log; returns how many changes were taken over."""
    with house.writing() as lease:
        return _loaded(house, lease, tell) + _followed(house, lease, tell)


def _loaded(house: Installation, lease: Lease, tell: Tell) -> int:
    """Fill a graph that is to be written anew in bulk, where that pays; how many changes it stands for."""
    wanted, head = incarnation(house), house.clusters.head()
    with house.store.projector(NAME, lease.token) as projector:
        broken = forgotten(house.store)
        current = projector.incarnation == wanted and projector.position <= head
    if (current and not broken) or head < MANY or not takes(house.store):
        return 0

    def told(loading: Loading) -> None:
        lease.renew()
        tell("project", loading.nodes + loading.links, 0)

    with house.store.projector(NAME, lease.token) as projector:
        projector.empty()
        load(house.store, projector, _whole(house), head, wanted, Loading(told=told))
    return head


def write_files(house: Installation, folder: Path, tell: Tell = silent) -> str:
    """Write the graph as files for an empty Neo4j; returns the command that imports them."""
    pages = 0

    def counted() -> Iterator[Batch]:
        nonlocal pages
        for page in ahead(_whole(house)):
            yield page
            pages += 1
            tell("files", pages, 0)

    place = {"name": NAME, "position": house.clusters.head(), "incarnation": incarnation(house), "token": 0}
    parts = Files(folder.absolute()).write(counted(), place)
    return command(parts, house.settings.graph_database)


def _whole(house: Installation) -> Iterator[Batch]:
    """All clusters of all layers as they stand, a page at a time."""
    for layer in house.clusters.layers():
        under, page, mentions = house.classes.stands_on(layer), list[Component](), 0
        for cluster in house.clusters.clusters(layer):
            page.append(component(layer, (), (cluster,), under))
            mentions += len(cluster)
            if mentions >= MENTIONS:
                yield _rows(house, page, fresh=True)
                page, mentions = [], 0
        yield _rows(house, page, fresh=True)


def _followed(house: Installation, lease: Lease, tell: Tell) -> int:
    clusters, taken = house.clusters, 0
    with house.store.projector(NAME, lease.token) as projector:
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
        bring_above(house, projector, entities(house), lease.renew)
    return taken


def _derived(house: Installation, changes: Sequence[Change]) -> Batch:
    return _rows(house, [_component(house, change) for change in changes])


def _rows(house: Installation, batch: Sequence[Component], fresh: bool = False) -> Batch:
    against = house.clusters.against
    known, of = house.ledger.records, entities(house)
    return derive(batch, house.mentions, known, of, house.ontology, against, house.views, fresh)


def _begin(house: Installation, projector: Projector) -> None:
    wanted = incarnation(house)
    if projector.incarnation != wanted or projector.position > house.clusters.head():
        projector.reset(wanted)


def incarnation(house: Installation) -> str:
    """What the graph is written from and with: other clusters, code or fields by function write it anew."""
    return identify(house.clusters.identity, house.ontology.version, writing_version(), version(house.views))


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
