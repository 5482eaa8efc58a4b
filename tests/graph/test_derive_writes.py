"""What the writing statements leave in the graph, against a clean build of the same state."""

from __future__ import annotations

import random

import pytest
from derived import World, empty, load_into, small

from graph.content_hash import content_hash
from graph.store import GraphStore


def counted(store: GraphStore, label: str) -> int:
    return int(store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"])


def clean(store: GraphStore, world: World) -> str:
    empty(store)
    load_into(store, world)
    return content_hash(store)


def test_a_record_that_goes_takes_its_mentions_and_links(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    gone = next(record for record in world.records.values() if record.key == "pv-2")
    load_into(store, world, [world.remove(gone)])
    assert (counted(store, "Record"), counted(store, "Mention")) == (1, 5)
    assert content_hash(store) == clean(store, world)


def test_a_merge_moves_mentions_and_links(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    first, second = sorted(world.records.values(), key=lambda record: record.key)
    load_into(store, world, [[world.merge(world.id_of(first, "ayse"), world.id_of(second, "piet"))]])
    assert counted(store, "Person") == 2
    assert content_hash(store) == clean(store, world)


def test_an_end_that_is_not_there_yet_is_waited_for(store: GraphStore) -> None:
    world = small()
    first, *rest = world.components()
    load_into(store, world, [[first]])
    assert store.read("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n")[0]["n"] == 0
    load_into(store, world, [rest])
    assert content_hash(store) == clean(store, world)


def test_a_batch_may_make_an_entity_and_replace_it(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    first, second = sorted(world.records.values(), key=lambda record: record.key)
    joined = world.merge(world.id_of(first, "ayse"), world.id_of(second, "piet"))
    again = world.merge(world.id_of(first, "ayse"), world.id_of(first, "jan"))
    load_into(store, world, [[joined, again, *world.remove(second)]])
    assert content_hash(store) == clean(store, world)


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_merges_and_removals_ends_in_the_same_graph(store: GraphStore, seed: int) -> None:
    rng = random.Random(seed)
    world = World()
    for n in range(8):
        things = {
            "p": {"type": "Person", "name": f"Name {n % 3}"},
            "q": {"type": "Person", "name": f"Other {n % 4}"},
            "v": {"type": "Vehicle", "registrationNumber": f"1AAA{n % 2}11"},
        }
        world.record(f"r{n}", things, [("p", "DRIVES", "v"), ("q", "SEEN_WITH", "p")], source=f"s{n % 2}")
    load_into(store, world, [[component] for component in world.components()])
    for _ in range(12):
        if rng.random() < 0.3 and len(world.records) > 2:
            change = world.remove(rng.choice(sorted(world.records.values(), key=lambda record: record.key)))
        else:
            type_ = rng.choice(["Person", "Vehicle"])
            same = sorted(m.id for m in world.mentions.values() if m.type == type_)
            change = [world.merge(*rng.sample(same, 2))]
        load_into(store, world, [change])
    assert content_hash(store) == clean(store, world)
