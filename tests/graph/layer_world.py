"""A small world in several layers: records by hand, clusters by hand, the store's own log of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from told import Told

from graph.derive import component, derive, entity_id
from graph.derive.derive import Batch
from graph.ontology import Mention, Statement, load, mention_id
from graph.store import GraphStore
from ledger.record import Grade, Record
from resolution.change import Against
from resolution.store.clusters import ClusterStore

OVER: dict[int, tuple[int, ...]] = {1: (), 11: (1,), 12: (1,), 13: (1, 11, 12)}


class LayerWorld(Told):
    """Mentions of classes 1 (base), 11 and 12, and judgements of the compound 13."""

    def __init__(self) -> None:
        super().__init__()
        self.clusters = ClusterStore.open(":memory:")
        self.position = 0

    def tell(
        self, key: str, class_: int = 1, source: str = "test", **persons: Mapping[str, str]
    ) -> list[str]:
        """One record of a class that names persons, each of whom uses a phone; ids of the persons."""
        made = Record(source, "test", key, "", {"key": key}, class_, grade=Grade("4x4", "B", "2"))
        self.records[made.id] = made
        phone = Mention(made.id, "Object", "phone", class_, (Statement("number", f"+324{key}"),), by="test")
        self.mentions[phone.id] = phone
        found = []
        for anchor, values in persons.items():
            said = [Statement(name, value) for name, value in values.items()]
            uses = Statement("USES", target=mention_id(made.id, "Object", "phone"))
            person = Mention(made.id, "Person", anchor, class_, (*said, uses), by="test")
            self.mentions[person.id] = person
            found.append(person.id)
        return found

    def forget(self, key: str) -> None:
        """Take a record out, as its erasure does."""
        gone = next(record.id for record in self.records.values() if record.key == key)
        del self.records[gone]
        self.mentions = {id_: m for id_, m in self.mentions.items() if m.record != gone}

    def settle(
        self,
        layer: int,
        clusters: Iterable[Sequence[str]],
        against: Iterable[tuple[str, str, bool | str]] = (),
    ) -> None:
        """Make these the clusters of persons in a layer; what else is of its class stays alone.

        `against` says of two mentions whether somebody judged them, or for what other reason they are told.
        """
        held = [tuple(sorted(cluster)) for cluster in clusters]
        taken = {id_ for cluster in held for id_ in cluster}
        rest = [(m.id,) for m in self.mentions.values() if m.class_ == layer and m.id not in taken]
        told = [
            Against(min(a, b), max(a, b), why if isinstance(why, str) else "test", why is True)
            for a, b, why in against
        ]
        stamps = {id_: b"s" for id_, m in self.mentions.items() if m.class_ == layer}
        self.clusters.replace(layer, [*held, *rest], stamps, (), 1, "x", "m", told, OVER[layer])

    def derive(self) -> Batch:
        """The rows of all changes since the last time."""
        changes = self.clusters.changes(self.position, 10_000)
        self.position = changes[-1].position if changes else self.position
        batch = [component(c.layer, c.before, c.after, OVER[c.layer]) for c in changes]
        return derive(batch, self, self.known, self.entity_of, load(), self.clusters.against)

    def project(self, store: GraphStore) -> None:
        """Bring the graph up to date."""
        with store.projector("graph", 1) as projector:
            projector.apply(self.derive(), position=projector.position + 1)

    def afresh(self, hidden: Sequence[int] = ()) -> LayerWorld:
        """The same state, as if it had never been another and these classes had never held anything."""
        made = LayerWorld()
        made.records = {id_: record for id_, record in self.records.items() if record.class_ not in hidden}
        made.mentions = {id_: m for id_, m in self.mentions.items() if m.class_ not in hidden}
        for layer, over in OVER.items():
            if layer in hidden:
                continue
            clusters = list(self.clusters.clusters(layer))
            stamps = {id_: b"s" for cluster in clusters for id_ in cluster}
            against = self.clusters.against(layer)
            made.clusters.replace(layer, clusters, stamps, (), 1, "x", "m", against, over)
        return made

    def entity_of(self, class_: int, ids: Sequence[str]) -> dict[str, str]:
        """As the pipeline tells it."""
        found = self.clusters.cluster_of(class_, ids)
        own = {
            m: [x for x in c if x in self.mentions and self.mentions[x].class_ == class_]
            for m, c in found.items()
        }
        return {m: entity_id(class_, ids) for m, ids in own.items() if m in ids}

    def entity(self, mention: str) -> str:
        """The id of the entity that a mention is in, in the layer of its class."""
        return self.entity_of(self.mentions[mention].class_, [mention])[mention]


def joined(store: GraphStore, class_: int) -> set[tuple[str, str]]:
    """The ends of all SAME_AS of a class."""
    rows: list[dict[str, Any]] = store.read(
        f"MATCH (a:Entity)-[r:SAME_AS]->(b:Entity) WHERE r.class = {class_} RETURN a.id AS a, b.id AS b"
    )
    return {(row["a"], row["b"]) for row in rows}


def visible(store: GraphStore, allowed: Sequence[int]) -> list[str]:
    """All nodes and links of these classes, in order."""
    within = f"IN {list(allowed)}"
    nodes = store.read(
        f"MATCH (n) WHERE n.class {within} RETURN labels(n) AS labels, properties(n) AS values"
    )
    links = store.read(
        f"MATCH (a)-[r]->(b) WHERE r.class {within} AND a.class {within} AND b.class {within}"
        " RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS values"
    )
    return sorted(str(sorted(row.items(), key=str)) for row in (*nodes, *links))
