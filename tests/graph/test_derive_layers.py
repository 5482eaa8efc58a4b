from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from layer_world import LayerWorld, joined, visible
from servers import emptied

from graph.content_hash import content_hash
from graph.store import GraphStore

JAN = {"name": "Jan Peeters"}


def bridged() -> tuple[LayerWorld, str, str, str]:
    """Two persons of the base, and a record of class 11 that says they are one."""
    world = LayerWorld()
    (one,), (two,), (hidden,) = world.tell("1", a=JAN), world.tell("2", a=JAN), world.tell("3", 11, a=JAN)
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two, hidden]])
    return world, one, two, hidden


def link(world: LayerWorld, a: str, b: str) -> tuple[str, str]:
    x, y = sorted((world.entity(a), world.entity(b)))
    return x, y


def counted(store: GraphStore, pattern: str) -> int:
    return int(store.read(f"MATCH {pattern} RETURN count(*) AS n")[0]["n"])


def test_a_class_has_an_entity_of_its_own_joined_to_those_of_the_base(store: GraphStore) -> None:
    world, one, two, hidden = bridged()
    world.project(store)
    assert joined(store, 11) == {link(world, hidden, one), link(world, hidden, two)}
    found = store.read("MATCH (e:Person) RETURN e.class AS class, e.mentions AS mentions ORDER BY e.class")
    assert [(row["class"], row["mentions"]) for row in found] == [(1, 1), (1, 1), (11, 1)]
    rows = store.read(
        "MATCH (a)-[r]->(b) WHERE r.class = 1 AND (a.class = 11 OR b.class = 11) RETURN a.id AS a"
    )
    assert not rows


def test_without_the_record_nothing_of_its_class_is_left(store: GraphStore) -> None:
    world, one, two, _ = bridged()
    world.project(store)
    world.forget("3")
    world.settle(11, [])
    world.project(store)
    assert counted(store, "(n WHERE n.class = 11)") == counted(store, "()-[r WHERE r.class = 11]->()") == 0
    never = LayerWorld()
    never.tell("1", a=JAN), never.tell("2", a=JAN)
    never.settle(1, [[one], [two]])
    before = content_hash(store)
    emptied(store)
    never.project(store)
    assert content_hash(store) == before


def test_a_judgement_joins_base_to_base(store: GraphStore) -> None:
    world = LayerWorld()
    (one,), (two,) = world.tell("1", a=JAN), world.tell("2", a=JAN)
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two]])
    world.project(store)
    assert joined(store, 11) == {link(world, one, two)}


def test_a_base_that_is_derived_again_keeps_what_others_say_of_it(store: GraphStore) -> None:
    world, *_ = bridged()
    world.project(store)
    held = joined(store, 11)
    world.clusters.replace(1, list(world.clusters.clusters(1)), {}, (), 2, "x", "m")
    world.project(store)
    assert joined(store, 11) == held and held


def test_a_layer_that_stays_as_it_is_follows_the_base_below_it(store: GraphStore) -> None:
    world, one, two, hidden = bridged()
    world.project(store)
    for base in ([[one, two]], [[one], [two]]):
        world.settle(1, base)
        world.settle(11, [[one, two, hidden]])
        world.project(store)
        assert joined(store, 11) == {link(world, hidden, one), link(world, hidden, two)}


def _persons(world: LayerWorld, class_: int) -> list[str]:
    return sorted(m.id for m in world.mentions.values() if (m.class_, m.type) == (class_, "Person"))


def test_what_speaks_against_a_cluster_is_told_between_mentions(store: GraphStore) -> None:
    world = LayerWorld()
    (one,), (two,) = world.tell("1", a=JAN), world.tell("2", a=JAN)
    world.settle(1, [[one, two]])
    world.settle(11, [[one, two]], [(one, two, True)])
    world.project(store)
    (row,) = store.read("MATCH (:Mention)-[r:DIFFERENT_FROM]->(:Mention) RETURN properties(r) AS values")
    assert row["values"] == {"class": 11, "judged": True, "reason": "test"}
    world.settle(11, [])
    world.project(store)
    assert counted(store, "()-[r:DIFFERENT_FROM]->()") == 0


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_changes_ends_in_the_same_graph(store: GraphStore, seed: int) -> None:
    chance, world = random.Random(seed), LayerWorld()
    for step in range(14):
        class_ = chance.choice((1, 1, 11, 12))
        world.tell(str(step), class_, a={"name": f"A {step % 3}"}, b={"name": f"B {step % 2}"})
        if chance.random() < 0.3:
            world.forget(chance.choice(sorted(record.key for record in world.records.values())))
        _settle(chance, world)
        if chance.random() < 0.6:
            world.project(store)
    world.project(store)
    found = content_hash(store)
    emptied(store)
    world.afresh().project(store)
    assert content_hash(store) == found


@pytest.mark.parametrize("seed", range(1))
def test_what_is_hidden_changes_nothing_that_is_seen(store: GraphStore, seed: int) -> None:
    chance, world = random.Random(100 + seed), LayerWorld()
    for step in range(8):
        world.tell(str(step), chance.choice((1, 1, 11, 12)), a={"name": f"A {step % 3}"}, b={"name": "B"})
    _settle(chance, world)
    world.project(store)
    for hidden in ((11, 12, 13), (12, 13), (11, 13)):
        seen = [class_ for class_ in (1, 11, 12, 13) if class_ not in hidden]
        before = visible(store, seen)
        emptied(store)
        world.afresh(hidden).project(store)
        assert visible(store, seen) == before
        emptied(store)
        world.afresh().project(store)


def _settle(chance: random.Random, world: LayerWorld) -> None:
    """Other clusters in every layer, over what the layers below hold now."""
    below: dict[int, list[Sequence[str]]] = {}
    for layer, over in ((1, ()), (11, (1,)), (12, (1,)), (13, (1, 11, 12))):
        parts = [atom for under in over for atom in below[under] if chance.random() < 0.5]
        parts += [(id_,) for id_ in _persons(world, layer)]
        clusters = _partition(chance, parts)
        own = set(_persons(world, layer))
        more = [c for c in clusters if len(c) > 1 or not over or own.intersection(*c)]
        made = [[id_ for part in cluster for id_ in part] for cluster in more]
        against = [(c[0], c[-1], chance.random() < 0.5) for c in made if len(c) > 1 and chance.random() < 0.3]
        world.settle(layer, made, against)
        below[layer] = [
            [id_ for id_ in cluster if id_ in own] for cluster in made if own.intersection(cluster)
        ]


def _partition(chance: random.Random, parts: Sequence[Sequence[str]]) -> list[list[Sequence[str]]]:
    groups: dict[int, list[Sequence[str]]] = {}
    for part in parts:
        groups.setdefault(chance.randrange(max(2, len(parts))), []).append(part)
    return list(groups.values())
