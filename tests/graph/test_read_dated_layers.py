"""What is dated, near, common and compared when a hidden record joins two things of the base."""

from __future__ import annotations

from dataclasses import replace

import pytest
from derived import empty
from layer_world import LayerWorld

from graph.ontology import Mention, Statement
from graph.read.charts import sides
from graph.read.common import common
from graph.read.near import near
from graph.read.timeline import timeline
from graph.store import GraphStore
from ledger.errors import BadInput

BASE, CLEARED, HIDDEN = [1], [1, 11], (11, 12, 13)
GENT, BRUGGE = {"latitude": "51.05", "longitude": "3.72"}, {"latitude": "51.209", "longitude": "3.224"}


def homed(world: LayerWorld, person: str, where: dict[str, str], since: str) -> str:
    """Give a person a home, in the record that names them; the mention id of the place."""
    named = world.mentions[person]
    said = tuple(Statement(name, value) for name, value in where.items())
    home = Mention(named.record, "Location", "home", named.class_, said, by="test")
    world.mentions[home.id] = home
    lives = Statement("LIVES_AT", target=home.id, valid_from=since)
    world.mentions[person] = replace(named, statements=(*named.statements, lives))
    return home.id


def bridged() -> tuple[LayerWorld, str, str, str]:
    """Two persons and their two homes, each two joined by a record of class 11; a third shares a phone."""
    world = LayerWorld()
    (one,) = world.tell("1", a={"name": "Jan Peeters"})
    (two,) = world.tell("2", a={"name": "J. Peeters", "birthDate": "1980-05-12"})
    (third,) = world.tell("4", a={"name": "Piet Maes"})
    (hidden,) = world.tell("3", 11, a={"name": "Jan Peeters"})
    homes = [homed(world, one, GENT, "2001"), homed(world, two, BRUGGE, "2002")]
    homes.append(homed(world, hidden, {"city": "Gent"}, "2003"))
    phones = [next(iter(world.mentions[id_].relations())).target for id_ in (two, third)]
    world.settle(1, [[one], [two], [third], homes[:1], homes[1:2], phones])
    world.settle(11, [[one, two, hidden], homes])
    return world, one, two, third


def test_a_timeline_is_that_of_all_that_is_one(store: GraphStore) -> None:
    world, one, two, _ = bridged()
    world.project(store)
    begun = {id_: [entry.at for entry in timeline(store, id_, CLEARED).items] for id_ in (one, two)}
    assert begun[one] == begun[two] == ["1980-05-12", "2001", "2002", "2003"]
    assert [entry.at for entry in timeline(store, one, BASE).items] == ["2001"]
    assert [entry.at for entry in timeline(store, two, BASE).items] == ["1980-05-12", "2002"]


def test_near_one_of_two_places_that_are_one_are_the_links_of_both(store: GraphStore) -> None:
    world, one, two, _ = bridged()
    world.project(store)
    found = near(store, (51.05, 3.72), 100, CLEARED)
    assert (found.met, [item.begins for item in found.items]) == (1, ["2001", "2002", "2003"])
    assert len({item.entity.id for item in found.items}) == 1
    base = near(store, (51.05, 3.72), 100, BASE)
    assert [(item.begins, item.entity.id) for item in base.items] == [("2001", world.entity(one))]
    other = near(store, (51.209, 3.224), 100, BASE)
    assert [(item.begins, item.entity.id) for item in other.items] == [("2002", world.entity(two))]


def test_common_neighbours_go_through_all_that_is_one(store: GraphStore) -> None:
    world, one, two, third = bridged()
    world.project(store)
    for most in (20_000, 3):
        found = common(store, [one, third], CLEARED, most=most)
        assert found.total == 1 and [[link.type for link in side] for side in found.items[0].links] == [
            ["USES"],
            ["USES"],
        ]
    assert common(store, [one, third], BASE).total == 0 and common(store, [two, third], BASE).total == 1
    with pytest.raises(BadInput, match="same entity"):
        common(store, [one, two], CLEARED)


def test_charts_are_compared_by_what_each_session_sees_as_one(store: GraphStore) -> None:
    world, one, two, third = bridged()
    world.project(store)
    seen = sides(store, [one, third], [two], CLEARED)
    assert [len(side) for side in (seen.both, seen.left, seen.right)] == [1, 1, 0]
    base = sides(store, [one, third], [two], BASE)
    assert [len(side) for side in (base.both, base.left, base.right)] == [0, 2, 1]


def test_without_the_class_all_answers_are_those_of_a_graph_that_never_held_it(store: GraphStore) -> None:
    world, *persons = bridged()
    answers = []
    for made in (world, world.afresh(HIDDEN)):
        empty(store)
        made.position = 0
        made.project(store)
        answers.append(
            [
                [timeline(store, id_, BASE) for id_ in persons],
                [near(store, point, 100, BASE) for point in ((51.05, 3.72), (51.209, 3.224))],
                common(store, [persons[1], persons[2]], BASE),
                sides(store, persons[:2], persons[1:], BASE),
            ]
        )
    assert answers[0] == answers[1]
