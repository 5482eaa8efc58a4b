from __future__ import annotations

from time import monotonic

import networkx as nx
import pytest
from derived import World, load_into, small

from graph.read import Times, at, paths
from graph.store import GraphStore
from ledger.errors import BadInput, Missing


def test_paths_show_each_link_with_its_records(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    first, second = sorted(world.records.values(), key=lambda record: record.key)
    found = paths(store, world.id_of(first, "jan"), world.id_of(second, "piet"), [1])
    assert (found.total, found.exact) == (3, True)
    assert [path.length for path in found.items] == [1, 2, 2]
    (denied,) = found.items[0].steps[0]
    assert (denied.type, denied.status, denied.records) == ("ASSOCIATE_OF", "denied", (second.id,))
    typed = paths(store, world.id_of(first, "jan"), world.id_of(second, "piet"), [1], links=["USES"])
    assert [path.entities[1].caption for path in typed.items] == ["+32470112233"]


def test_the_shortest_are_all_of_one_length(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    first, second = sorted(world.records.values(), key=lambda record: record.key)
    ends = world.id_of(first, "ayse"), world.id_of(second, "piet")
    assert [path.length for path in paths(store, *ends, [1], max_length=6, shortest=True).items] == [3]
    assert paths(store, *ends, [1], max_length=2).total == 0


def test_they_are_the_simple_paths_of_the_same_graph(store: GraphStore) -> None:
    drawn = nx.gnm_random_graph(14, 26, seed=3)
    world = World()
    things = {f"n{n}": {"type": "Person", "name": f"N {n}"} for n in drawn}
    made = world.record("x", things, [(f"n{a}", "SEEN_WITH", f"n{b}") for a, b in drawn.edges])
    load_into(store, world)
    for longest in (1, 2, 3, 4, 5):
        expected = sum(1 for _ in nx.all_simple_paths(drawn, 0, 7, longest))
        ends = world.id_of(made, "n0"), world.id_of(made, "n7")
        assert paths(store, *ends, [1], max_length=longest).total == expected
    shortest = paths(store, *ends, [1], max_length=6, shortest=True)
    assert shortest.total == len(list(nx.all_shortest_paths(drawn, 0, 7)))


def test_a_hub_is_left_out_and_said(store: GraphStore) -> None:
    world = World()
    things = {f"p{n}": {"type": "Person", "name": f"P {n}"} for n in range(30)}
    at_home = [(f"p{n}", "LIVES_AT", "hub") for n in range(30)]
    made = world.record("x", things | {"hub": {"type": "Location", "city": "Gent"}}, at_home)
    load_into(store, world)
    ends = world.id_of(made, "p1"), world.id_of(made, "p2")
    assert paths(store, *ends, [1], max_length=2).exact
    capped = paths(store, *ends, [1], max_length=4, most=20)
    assert not capped.exact and capped.expanded < capped.met
    to_hub = paths(store, ends[0], world.id_of(made, "hub"), [1], max_length=4, most=29)
    assert (to_hub.total, to_hub.exact) == (1, True), (
        "no way goes on from its end, however many links that has"
    )


def test_ends_must_be_two_that_can_be_seen(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan, piet = (next(m.id for m in world.mentions.values() if m.anchor == who) for who in ("jan", "piet"))
    with pytest.raises(Missing):
        paths(store, jan, piet, [2])
    with pytest.raises(BadInput):
        paths(store, jan, jan, [1])
    with pytest.raises(BadInput):
        paths(store, jan, piet, [1], max_length=7)


def test_paths_pass_through_the_wanted_types_alone(store: GraphStore) -> None:
    drawn, world = nx.gnm_random_graph(12, 26, seed=4), World()
    cars = {n for n in drawn if n % 3 == 0}
    things = {
        f"n{n}": {"type": "Vehicle", "registrationNumber": f"1ABC{n}"}
        if n in cars
        else {"type": "Person", "name": f"N {n}"}
        for n in drawn
    }
    edges = [(a, b) if b in cars else (b, a) for a, b in drawn.edges if not {a, b} <= cars]
    made = world.record(
        "x", things, [(f"n{a}", "DRIVES" if b in cars else "SEEN_WITH", f"n{b}") for a, b in edges]
    )
    load_into(store, world)
    ends = world.id_of(made, "n1"), world.id_of(made, "n2")
    for reader in (store, at(store, Times(known_at="2999"))):
        every = paths(reader, *ends, [1], max_length=4, first=1000)
        for types in (["Vehicle"], ["Person"], ["Case"], ["Person", "Vehicle"]):
            wanted = [p for p in every.items if all(one.type in types for one in p.entities[1:-1])]
            found = paths(reader, *ends, [1], max_length=4, types=types, first=1000)
            assert (list(found.items), found.exact) == (wanted, True)
    home = world.id_of(made, "n0")
    assert paths(store, home, ends[0], [1], max_length=3, types=["Person"]).total > 0


def test_a_way_that_is_not_there_is_not_looked_for_among_all_of_a_crowd(store: GraphStore) -> None:
    """Two crowds in which all are linked to all, five steps apart: ways of six are found at once."""
    crowd, world = 60, World()
    people = [f"{side}{n}" for side in "ab" for n in range(crowd)] + ["x", "y"]
    pairs = [(f"{side}{n}", f"{side}{m}") for side in "ab" for n in range(crowd) for m in range(n)]
    pairs += [("a0", "x"), ("x", "y"), ("y", "b0")]
    joins = [(a, "SEEN_WITH", b) for a, b in pairs]
    made = world.record("r", {id_: {"type": "Person", "name": id_} for id_ in people}, joins)
    load_into(store, world)
    ends, begun = (world.id_of(made, "a1"), world.id_of(made, "b1")), monotonic()
    found = [paths(store, *ends, [1], max_length=n, first=1).total for n in (4, 5, 6)]
    assert found == [0, 1, 1 + 2 * (crowd - 2)] and monotonic() - begun < 20
