from __future__ import annotations

from derived import World, empty, load_into, small

from graph.content_hash import content_hash
from graph.store import GraphStore


def test_both_servers_give_the_same_hash(embedded_store: GraphStore, neo4j_store: GraphStore) -> None:
    for store in (embedded_store, neo4j_store):
        empty(store)
        load_into(store, small())
    assert content_hash(embedded_store) == content_hash(neo4j_store)


def test_neither_the_order_nor_the_size_of_batches_shows(store: GraphStore) -> None:
    load_into(store, small())
    whole = content_hash(store)
    empty(store)
    one_by_one = [[component] for component in reversed(small().components())]
    load_into(store, small(), one_by_one)
    assert content_hash(store) == content_hash(store, page=2) == whole


def test_writing_again_changes_nothing(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    once = content_hash(store)
    load_into(store, world)
    assert content_hash(store) == once


def test_one_value_makes_another_hash(store: GraphStore) -> None:
    hashes = []
    for plate in ("1ABC234", "1ABC235"):
        world = World()
        world.record("x", {"car": {"type": "Vehicle", "registrationNumber": plate}})
        empty(store)
        load_into(store, world)
        hashes.append(content_hash(store))
    assert hashes[0] != hashes[1]


def test_the_time_of_recording_is_no_content(store: GraphStore) -> None:
    hashes = set()
    for recorded in ("2026-01-01T00:00:00Z", "2026-05-05T00:00:00Z"):
        world = World()
        things = {
            "p": {"type": "Person", "name": "A"},
            "v": {"type": "Vehicle", "registrationNumber": "1AAA111"},
        }
        world.record("x", things, [("p", "DRIVES", "v")], recorded=recorded)
        empty(store)
        load_into(store, world)
        hashes.add(content_hash(store))
    assert len(hashes) == 1
