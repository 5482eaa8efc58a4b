"""A small world for the tests of derivation and reading: records and mentions as values, clusters by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from told import Told

from graph.derive import Component, derive, entity_id
from graph.derive.derive import Batch
from graph.ontology import Mention, Statement, load, mention_id
from graph.store import GraphStore
from ledger.record import Grade, Record

CLASS = 1


class World(Told):
    """Records, their mentions, and the clusters that a resolution would have made of them."""

    def __init__(self) -> None:
        super().__init__()
        self.clusters: dict[str, tuple[str, ...]] = {}

    def record(
        self,
        key: str,
        things: Mapping[str, Mapping[str, Any]],
        relations: Iterable[tuple[Any, ...]] = (),
        **of: Any,
    ) -> Record:
        """One record: anchor → {type, property: value…}, and relations (from, type, to, {more})."""
        grade = Grade("4x4", *of.pop("grade", ("", "")))
        text = {"text": of.pop("text")} if of.get("text") else {}
        made = Record(
            of.pop("source", "test"),
            "test",
            key,
            "",
            {"key": key} | text,
            CLASS,
            grade=grade,
            recorded=of.pop("recorded", ""),
        )
        ids = {anchor: mention_id(made.id, thing["type"], anchor) for anchor, thing in things.items()}
        for anchor, thing in things.items():
            values = [Statement(name, value) for name, value in thing.items() if name != "type"]
            joins = [
                Statement(type_, target=ids[to], **(more[0] if more else {}))
                for source, type_, to, *more in relations
                if source == anchor
            ]
            made_of = Mention(made.id, thing["type"], anchor, CLASS, tuple(values + joins), by="test")
            self.mentions[made_of.id] = made_of
        self.records[made.id] = made
        self.clusters |= {id_: (id_,) for id_ in ids.values()}
        return made

    def id_of(self, record: Record, anchor: str) -> str:
        """The mention id of an anchor of a record."""
        return next(m.id for m in self.mentions.values() if (m.record, m.anchor) == (record.id, anchor))

    def merge(self, *ids: str) -> Component:
        """Join the clusters of these mentions; the component says what it replaces."""
        before = sorted({self.clusters[id_] for id_ in ids})
        after = tuple(sorted({id_ for cluster in before for id_ in cluster}))
        self.clusters |= dict.fromkeys(after, after)
        return Component(CLASS, tuple(entity_id(CLASS, cluster) for cluster in before), (after,))

    def remove(self, record: Record) -> list[Component]:
        """Take a record out; the components say what stays of the clusters that it was part of."""
        gone = {m.id for m in self.mentions.values() if m.record == record.id}
        found = []
        for cluster in sorted({self.clusters[id_] for id_ in gone}):
            left = tuple(id_ for id_ in cluster if id_ not in gone)
            self.clusters |= dict.fromkeys(left, left)
            found.append(Component(CLASS, (entity_id(CLASS, cluster),), (left,) if left else ()))
        for id_ in gone:
            del self.mentions[id_], self.clusters[id_]
        del self.records[record.id]
        return found

    def entity(self, mention: str) -> str:
        """The id of the entity that this mention is in."""
        return entity_id(CLASS, self.clusters[mention])

    def components(self) -> list[Component]:
        """All clusters as a first load, one component each, in the order of their ids."""
        return [Component(CLASS, (), (cluster,)) for cluster in sorted(set(self.clusters.values()))]

    def derive(self, batch: Sequence[Component], fresh: bool = False) -> Batch:
        """The rows of these components as the world stands now."""
        return derive(batch, self, self.known, self.entity_of, load(), fresh=fresh)

    def entity_of(self, class_: int, ids: Sequence[str]) -> dict[str, str]:
        """As a cluster store."""
        return {id_: entity_id(class_, self.clusters[id_]) for id_ in ids if id_ in self.clusters}


def small() -> World:
    """Three persons, a case, a shared phone, a car, an address; two records speak of the first person."""
    world = World()
    jan = {"type": "Person", "name": "Jan Peeters", "firstName": "Jan", "lastName": "Peeters"}
    first = world.record(
        "pv-1",
        {
            "jan": jan | {"birthDate": "1980-02-01"},
            "ayse": {"type": "Person", "name": "Ayşe Yılmaz"},
            "case": {"type": "Case", "caseNumber": "BR.11.LA.000001/2026"},
            "phone": {"type": "Object", "kind": "phone", "number": "+32470112233"},
            "car": {"type": "Vehicle", "registrationNumber": "1ABC234"},
        },
        [
            ("jan", "INVOLVED_IN", "case", {"role": "suspect"}),
            ("ayse", "INVOLVED_IN", "case", {"role": "witness", "status": "alleged"}),
            ("jan", "USES", "phone"),
            ("jan", "DRIVES", "car"),
        ],
        source="ISLP",
        grade=("B", "2"),
        recorded="2026-01-02T00:00:00Z",
    )
    second = world.record(
        "pv-2",
        {
            "jan": jan | {"nickname": "Den Dikke"},
            "piet": {"type": "Person", "name": "Piet Đặng"},
            "phone": {"type": "Object", "kind": "phone", "number": "+32470112233"},
            "home": {"type": "Location", "full": "Kerkstraat 1, 9000 Gent", "city": "Gent"},
        },
        [
            ("jan", "LIVES_AT", "home"),
            ("piet", "USES", "phone"),
            ("piet", "LIVES_AT", "home"),
            ("piet", "ASSOCIATE_OF", "jan", {"status": "denied"}),
        ],
        source="ANG",
        grade=("A", "1"),
        recorded="2026-03-04T00:00:00Z",
    )
    world.merge(world.id_of(first, "jan"), world.id_of(second, "jan"))
    world.merge(world.id_of(first, "phone"), world.id_of(second, "phone"))
    return world


def empty(store: GraphStore) -> None:
    """Delete all nodes, also the places of the projections."""
    with store.driver.session(database=store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())


def load_into(store: GraphStore, world: World, batches: Sequence[Sequence[Component]] = ()) -> None:
    """Write the world, whole or in these batches, as the pipeline does."""
    with store.projector("graph", 1) as projector:
        for batch in batches or [world.components()]:
            projector.apply(world.derive(batch), position=projector.position + 1)
