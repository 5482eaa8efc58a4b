from __future__ import annotations

from dataclasses import replace

import pytest
from layer_world import LayerWorld

from graph.read import Times, at, card, neighbours, paths
from graph.store import GraphStore
from ledger.errors import Missing

BASE, CLEARED = [1], [1, 11]
THEN = Times(known_at="2020-06")


def dated(world: LayerWorld, when: dict[str, str]) -> None:
    """Say when the records of these keys were received."""
    for id_, record in world.records.items():
        world.records[id_] = replace(record, received=when[record.key])


def bridged() -> tuple[LayerWorld, str, str]:
    """Two persons of the base that a record of class 11 joins; the first was received late."""
    world = LayerWorld()
    (one,) = world.tell("1", a={"name": "Jan Peeters"})
    (two,) = world.tell("2", a={"name": "J. Peeters"})
    (hidden,) = world.tell("3", 11, a={"name": "Jan Peeters", "gender": "male"})
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two, hidden]])
    dated(world, {"1": "2021-01-01", "2": "2020-01-01", "3": "2020-02-01"})
    return world, one, two


def test_any_id_of_what_is_one_today_stays_usable(store: GraphStore) -> None:
    world, one, two = bridged()
    world.project(store)
    for asked in (one, two, world.entity(one), world.entity(two)):
        seen = card(at(store, THEN), asked, CLEARED)
        assert (seen.total, seen.records, seen.values["gender"]) == (2, 2, "male")
        assert neighbours(at(store, THEN), asked, CLEARED).total == 2
    phones = [item.entity.id for item in neighbours(at(store, THEN), one, CLEARED).items]
    (path,) = paths(at(store, THEN), *phones, CLEARED).items
    assert path.length == 2 and path.strength.grade == "B2"


def test_who_may_not_see_the_bridge_knows_nothing_of_who_came_later(store: GraphStore) -> None:
    world, one, two = bridged()
    world.project(store)
    assert card(at(store, THEN), two, BASE).total == 1
    for asked in (one, world.entity(one)):
        with pytest.raises(Missing):
            card(at(store, THEN), asked, BASE)
