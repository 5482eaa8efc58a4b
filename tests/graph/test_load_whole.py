"""The first load leaves what the everyday path leaves, and a load that was cut off is begun anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import OPTIONS
from derived import CLASS, World, empty, load_into, small
from loading import pages, society

from graph.content_hash import content_hash
from graph.derive.derive import Batch
from graph.load import forgotten, load
from graph.load.embedded import BYTES, NODES, messages
from graph.load.whole import Whole
from graph.read import search
from graph.store import GraphStore
from graph.store.embedded import AttachedStore, attach
from ledger.errors import BadInput, LostLease, Unavailable


def filled(store: GraphStore, world: World, size: int = 40) -> str:
    with store.projector("graph", 1) as projector:
        projector.empty()
        load(store, projector, pages(world, size), 7, "made")
        assert (projector.position, projector.incarnation) == (7, "made")
    return content_hash(store)


@pytest.mark.parametrize("size", [7, 1000])
def test_the_content_is_that_of_the_everyday_path(store: GraphStore, size: int) -> None:
    world = society(30)
    load_into(store, world)
    everyday = content_hash(store)
    empty(store)
    assert filled(store, world, size) == everyday


def test_labels_indexes_and_search_are_those_of_the_everyday_path(store: GraphStore) -> None:
    world = society(5)
    filled(store, world)
    person = next(world.entity(m.id) for m in world.mentions.values() if m.type == "Person")
    [row] = store.read("MATCH (e:Entity {id: $id}) RETURN labels(e) AS labels", id=person)
    assert sorted(row["labels"]) == ["Entity", "Person"]
    assert store.read("MATCH (e:Person {id: $id}) RETURN count(e) AS n", id=person) == [{"n": 1}]
    load_into(store, world)
    assert store.read("MATCH (e:Entity {id: $id}) RETURN count(e) AS n", id=person) == [{"n": 1}]


def test_everyday_writes_follow_a_first_load(store: GraphStore) -> None:
    world = society(12)
    filled(store, world)
    gone = next(record for record in world.records.values() if record.key == "r3")
    same = sorted(m.id for m in world.mentions.values() if m.type == "Person" and m.record != gone.id)
    changes = [[world.merge(same[0], same[-1])], world.remove(gone)]
    with store.projector("graph", 1) as projector:
        for change in changes:
            projector.apply(world.derive(change), position=projector.position + 1)
    after = content_hash(store)
    empty(store)
    load_into(store, world)
    assert after == content_hash(store)


def test_a_later_writer_stops_a_load(store: GraphStore) -> None:
    world = society(6)

    def taken_over() -> Iterator[Batch]:
        yield from pages(world, 5)
        with store.projector("graph", 9):
            yield world.derive([])

    with store.projector("graph", 1) as projector, pytest.raises(LostLease):
        projector.empty()
        load(store, projector, taken_over(), 7, "made")
    forgotten(store)
    with store.projector("graph", 10) as projector:
        assert projector.incarnation == ""


def test_a_load_that_was_cut_off_is_begun_anew(tmp_path: Path) -> None:
    world = small()

    def cut() -> Iterator[Batch]:
        yield from pages(world, 2)
        raise Unavailable("cut off")

    with attach(tmp_path, OPTIONS) as store:
        assert isinstance(store, AttachedStore)
        with store.projector("graph", 1) as projector, pytest.raises(Unavailable, match="cut off"):
            load(store, projector, cut(), 7, "made")
        assert store.read("MATCH (n:Mention) RETURN count(n) AS n") != [{"n": 0}]
        assert forgotten(store)
        assert store.read("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
        assert not forgotten(store)
        whole = filled(store, world)
        assert [hit.entity.caption for hit in search(store, "peeters", [CLASS]).hits] == ["Jan Peeters"]
        empty(store)
        load_into(store, world)
        assert whole == content_hash(store)


def test_a_search_during_a_load_is_told_to_wait(store: GraphStore) -> None:
    world, told = small(), list[str]()

    def asked() -> Iterator[Batch]:
        yield from pages(world, 4)
        with pytest.raises(Unavailable, match="written anew") as error:
            search(store, "peeters", [CLASS])
        told.append(error.value.detail)

    with store.projector("graph", 1) as projector:
        projector.empty()
        load(store, projector, asked(), 7, "made")
    assert told and search(store, "peeters", [CLASS]).total == 1


def test_messages_are_small_enough_to_be_answered() -> None:
    lines = [b"x" * 10] * 12_001 + [b"y" * BYTES, b"z"]
    parts = list(messages(lines, NODES))
    assert [line for part in parts for line in part] == lines
    assert [len(part) for part in parts] == [NODES, NODES, 2_001, 1, 1]


def test_a_first_load_only_adds() -> None:
    with pytest.raises(BadInput, match="only adds"):
        Whole().page([("retire_entity", [{"id": "e1"}])])
