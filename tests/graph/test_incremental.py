"""A change of the graph writes what it touches: counted in nodes and links, however large the graph is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.graph import CLASS, Made
from graph.derive import Component, derive, entity_id
from graph.derive.derive import Batch
from graph.load import load
from graph.ontology import Mention, Statement
from graph.ontology import load as ontology
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

NODES_OF_A_PERSON = 7.8
"""Entities, mentions and records that there are for each person of the made-up graph."""
FACTOR, PAGE = 3.0, 500
COMPONENT = """
MATCH (e:Entity) WHERE e.id IN $ids
OPTIONAL MATCH (e)-[r]-(other:Entity)
WITH e, count(r) AS links
OPTIONAL MATCH (e)<-[:REFERS_TO]-(m:Mention)
RETURN e.id AS id, links, count(m) AS mentions
"""


class Society(Made):
    """The made-up graph of the bench, in which a record changes, a judgement is made and a record goes."""

    def get(self, ids: Sequence[str]) -> dict[str, Mention]:
        return {id_: self.mentions[id_] for id_ in ids if id_ in self.mentions}

    def rows(self, batch: Sequence[Component]) -> Batch:
        return derive(batch, self, self.known, self.entity_of, ontology())

    def pages(self) -> Iterator[Batch]:
        for start in range(0, len(self.clusters), PAGE):
            yield self.rows([Component(CLASS, (), (ids,)) for ids in self.clusters[start : start + PAGE]])

    def cluster(self, mention: str) -> tuple[str, ...]:
        entity = self.entity[mention]
        return next(ids for ids in self.clusters if entity_id(CLASS, ids) == entity)

    def correct(self, mention: str) -> list[Component]:
        """Another value in one mention: its entity is written again."""
        old = self.mentions[mention]
        new = replace(old, statements=(*old.statements, Statement("birthDate", "1980-02-01")))
        self.mentions[mention] = new
        self.of[old.record] = [new if one.id == mention else one for one in self.of[old.record]]
        cluster = self.cluster(mention)
        return [Component(CLASS, (self.entity[mention],), (cluster,), left=cluster)]

    def judge(self, a: str, b: str) -> list[Component]:
        """Two persons are one."""
        both = (self.cluster(a), self.cluster(b))
        joined = tuple(sorted({*both[0], *both[1]}))
        retired = tuple(entity_id(CLASS, ids) for ids in both)
        self.entity |= dict.fromkeys(joined, entity_id(CLASS, joined))
        self.clusters = [ids for ids in self.clusters if ids not in both] + [joined]
        return [Component(CLASS, retired, (joined,), left=joined)]

    def erase(self, record: str) -> list[Component]:
        """A record goes with all that it said."""
        found, gone = [], {mention.id for mention in self.of.pop(record)}
        for cluster in {self.cluster(id_) for id_ in gone}:
            left = tuple(id_ for id_ in cluster if id_ not in gone)
            retired, stays = (entity_id(CLASS, cluster),), (left,) if left else ()
            found.append(Component(CLASS, retired, stays, left=cluster))
            self.entity |= dict.fromkeys(left, entity_id(CLASS, left)) if left else {}
            self.clusters = [ids for ids in self.clusters if ids != cluster] + ([left] if left else [])
        for id_ in gone:
            del self.mentions[id_], self.entity[id_]
        del self.records[record]
        return found


def size(store: GraphStore, change: Sequence[Component]) -> int:
    """Nodes and links of what a change touches: its entities, their links, mentions and records."""
    ids = {id_ for one in change for id_ in one.retired}
    found = store.read(COMPONENT, ids=sorted(ids), timeout=120.0)
    return sum(1 + row["links"] + 4 * row["mentions"] for row in found)


def counted(store: GraphStore, nodes: int) -> None:
    """Load so many nodes, change three things, print and check what each wrote."""
    made = Society(int(nodes / NODES_OF_A_PERSON))
    with store.projector("graph", 1) as projector:
        projector.empty()
        loaded = load(store, projector, made.pages(), 1, "made")
        persons = [mention.id for mention in made.mentions.values() if mention.type == "Person"]
        record = made.mentions[persons[60]].record
        changes = {
            "a changed record": lambda: made.correct(persons[10]),
            "a judgement": lambda: made.judge(persons[30], persons[40]),
            "an erasure": lambda: made.erase(record),
        }
        print(f"\n{store.agent}: {loaded.nodes:,} nodes, {loaded.links:,} links")
        for what, make in changes.items():
            change = make()
            touched, before = size(store, change), projector.written
            projector.apply(made.rows(change), projector.position + 1)
            now = projector.written
            written = now.nodes - before.nodes + now.links - before.links
            rows = now.rows - before.rows
            print(f"{what:<18} touches {touched:>4}, made or deleted {written:>4}, rows sent {rows:>4}")
            assert 0 < rows <= FACTOR * touched and written <= FACTOR * touched


def test_a_change_writes_what_it_touches(store: GraphStore) -> None:
    counted(store, 20_000)


@pytest.mark.slow
def test_a_change_writes_what_it_touches_among_a_million_nodes(tmp_path: Path) -> None:
    with attach(tmp_path, Options(memory="2g", linger=1.0)) as store:
        counted(store, 1_000_000)
