"""Turns changed clusters into the rows that bring the graph up to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.derive.component import Component, entity_id
from graph.derive.entity import Row, entity_row, mention_row, record_row
from graph.derive.link import link_rows, links
from graph.derive.same import Node, clearing, different_rows, nodes, same_rows
from graph.derive.sources import AgainstOf, EntityOf, Mentions, Records, nothing_against
from graph.derive.views import NO_VIEWS, Views
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from ledger.record import Record

Batch = list[tuple[str, list[Row]]]
"""Statement names with the rows of each, in the order in which they are to be written."""


@dataclass(frozen=True)
class _Given:
    """All that one class of a batch is derived from, read once."""

    class_: int
    clusters: Mapping[str, tuple[Mention, ...]]
    company: Sequence[Mention]
    records: Mapping[str, Record]
    entity_of: Mapping[str, str]
    joined: Sequence[Node] = ()
    members: Sequence[str] = ()
    """All mentions of the clusters, also those of the layers below."""
    moved: Sequence[str] = ()
    """Mentions of the old clusters that are of another class now."""


def derive(
    batch: Sequence[Component],
    mentions: Mentions,
    records: Records,
    entity_of: EntityOf,
    ontology: Ontology,
    against_of: AgainstOf = nothing_against,
    views: Views = NO_VIEWS,
    fresh: bool = False,
) -> Batch:
    """The statements and rows by which the graph takes over these components; changes nothing itself.

    Components are taken in the order of the log that they come from. What is written depends on mentions,
    records and clusters alone, never on what the graph held or on the order of arrival. Links are
    written from whichever end arrives last. The rows may be written again. `views` are those whose words are
    kept for functions that do not see all values. `fresh`: the graph is empty and gets each entity once, so
    that a link is written from the end where it starts alone.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for class_ in sorted({component.class_ for component in batch}):
        of_class = [component for component in batch if component.class_ == class_]
        given = _read(class_, of_class, mentions, records, entity_of, _turned(ontology) if fresh else None)
        for statement, row in _rows(of_class, given, ontology, views, fresh):
            rows[statement].append(row)
        rows["same_as"] += same_rows(class_, given.joined)
        rows["different_from"] += different_rows(class_, given.members, against_of)
    return [(name, rows[name]) for name in _order(ontology) if rows[name]]


def _order(ontology: Ontology) -> Iterator[str]:
    """Links are cleared before nodes are written, and written when all nodes are there."""
    yield from ("clear_links", "clear_same_as", "clear_different_from")
    yield from (f"entity_{name.lower()}" for name in sorted(ontology.types))
    yield from ("record", "mention", "move_mention", "release_mention", "retire_mentions", "retire_entity")
    yield from (f"link_{name.lower()}" for name in sorted(ontology.relations))
    yield from ("same_as", "different_from")


def _read(
    class_: int,
    batch: Sequence[Component],
    mentions: Mentions,
    records: Records,
    entity_of: EntityOf,
    telling: frozenset[str] | None,
) -> _Given:
    """What one class is derived from; with `telling`, of its company that alone that tells so."""
    whole = _present(class_, batch, mentions)
    clusters = {id_: mine for id_, cluster in whole if (mine := _own(class_, cluster))}
    joined = [nodes(class_, cluster, id_ if id_ in clusters else "", entity_of) for id_, cluster in whole]
    members = [mention.id for _, cluster in whole for mention in cluster]
    own = {m.id: id_ for id_, cluster in clusters.items() for m in cluster}
    of_record = sorted({m.record for cluster in clusters.values() for m in cluster})
    company = _company(clusters, of_record, mentions, telling)
    others = sorted(_met(company, telling is not None) - own.keys())
    known = {**entity_of(class_, others), **own}
    left = mentions.get(sorted({id_ for component in batch for id_ in component.left}))
    moved = sorted(id_ for id_, mention in left.items() if mention.class_ != class_)
    return _Given(class_, clusters, company, records(of_record), known, joined, members, moved)


def _company(
    clusters: Mapping[str, tuple[Mention, ...]],
    of_record: Sequence[str],
    mentions: Mentions,
    telling: frozenset[str] | None,
) -> list[Mention]:
    """The mentions whose relations may be links of these clusters."""
    if telling is None:
        return list(mentions.of_records(of_record))
    own = [mention for cluster in clusters.values() for mention in cluster]
    known = {mention.id for mention in own}
    others = mentions.of_records(of_record, telling=telling) if telling else ()
    return [*own, *(mention for mention in others if mention.id not in known)]


def _met(company: Sequence[Mention], fresh: bool) -> set[str]:
    """The mentions that such a link may join."""
    told = {statement.target for mention in company for statement in mention.relations()} if fresh else set()
    return told | {mention.id for mention in company}


def _turned(ontology: Ontology) -> frozenset[str]:
    """The relations that may start at the one who is told of."""
    return frozenset(name for name, relation in ontology.relations.items() if relation.symmetric)


def _present(
    class_: int, batch: Sequence[Component], mentions: Mentions
) -> list[tuple[str, tuple[Mention, ...]]]:
    """The new clusters under the entity's id, without mentions that are gone by now: a later change says so.

    Over other layers the mentions of the class itself name the entity; a cluster without any has none.
    """
    wanted = _surviving(class_, batch)
    layered = any(component.over for component in batch)
    known = mentions.get([id_ for cluster in wanted.values() for id_ in cluster])
    found = []
    for entity, cluster in wanted.items():
        present = tuple(known[id_] for id_ in sorted(set(cluster)) if id_ in known)
        own = [mention.id for mention in _own(class_, present)]
        named = (entity_id(class_, own) if own else "") if layered else entity
        if present:
            found.append((named, present))
    return found


def _own(class_: int, cluster: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(mention for mention in cluster if mention.class_ == class_)


def _surviving(class_: int, batch: Iterable[Component]) -> dict[str, tuple[str, ...]]:
    """The clusters that stand at the end of the batch: what one change makes a later one may replace."""
    standing: dict[str, tuple[str, ...]] = {}
    for component in batch:
        for id_ in component.retired:
            standing.pop(id_, None)
        standing.update((entity_id(class_, cluster), cluster) for cluster in component.clusters)
    return standing


def _rows(
    batch: Sequence[Component], given: _Given, ontology: Ontology, views: Views, fresh: bool
) -> Iterator[tuple[str, Row]]:
    yield from _retiring(batch, given)
    moving = any(component.retired for component in batch)
    for id_, cluster in sorted(given.clusters.items()):
        row = entity_row(id_, cluster, given.records, given.class_, ontology, views)
        yield f"entity_{cluster[0].type.lower()}", row
        yield from (("mention", mention_row(mention, id_)) for mention in cluster)
        if moving:
            yield from (("move_mention", {"id": mention.id, "entity": id_}) for mention in cluster)
    in_clusters = {mention.record for cluster in given.clusters.values() for mention in cluster}
    for record in sorted(in_clusters & given.records.keys()):
        yield "record", record_row(given.records[record])
    for relation, row in _links(given, ontology, fresh):
        yield f"link_{relation.lower()}", row


def _retiring(batch: Sequence[Component], given: _Given) -> Iterator[tuple[str, dict[str, Any]]]:
    """What goes of the old entities: their links, their mentions, and those without an heir themselves."""
    old = {id_ for component in batch for id_ in component.retired}
    for id_ in sorted(old):
        yield "clear_links", {"id": id_, "class": given.class_}
        yield "retire_mentions", {"id": id_, "mentions": [m.id for m in given.clusters.get(id_, ())]}
    for id_ in sorted(old - given.clusters.keys()):
        yield "retire_entity", {"id": id_}
    yield from (("release_mention", {"id": id_, "class": given.class_}) for id_ in given.moved)
    yield from clearing(batch)


def _links(given: _Given, ontology: Ontology, fresh: bool) -> Iterator[tuple[str, Row]]:
    touching = frozenset(given.clusters)

    def symmetric(relation: str) -> bool:
        return ontology.relations[relation].symmetric

    found = links(given.company, given.entity_of, symmetric, touching)
    if fresh:
        found = {ends: behind for ends, behind in found.items() if ends.source in touching}
    return link_rows(found, given.records, given.class_)
