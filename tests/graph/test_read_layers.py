from __future__ import annotations

import pytest
from layer_world import LayerWorld

from graph.derive.takenback import taken_back
from graph.read import card, counts, neighbours, paths, search
from graph.read.together import together
from graph.read.totals import totals
from graph.store import GraphStore
from ledger.errors import BadInput, Missing

BASE, CLEARED, BOTH = [1], [1, 11], [1, 11, 12, 13]


def bridged() -> tuple[LayerWorld, str, str, str]:
    """Two persons of the base, and a record of class 11 that says they are one."""
    world = LayerWorld()
    (one,) = world.tell("1", a={"name": "Jan Peeters", "birthDate": "1980-05-12"})
    (two,) = world.tell("2", a={"name": "J. Peeters", "nickname": "Den Dikke"})
    (hidden,) = world.tell("3", 11, a={"name": "Jan Peeters", "gender": "male"})
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two, hidden]])
    return world, one, two, hidden


def test_who_may_see_the_record_sees_one_and_who_may_not_sees_two(store: GraphStore) -> None:
    world, one, two, hidden = bridged()
    world.project(store)
    assert [card(store, id_, BASE).total for id_ in (one, two)] == [1, 1]
    seen = [card(store, id_, CLEARED) for id_ in (one, two, hidden)]
    assert seen[0] == seen[1] == seen[2] and (seen[0].total, seen[0].records) == (3, 3)
    values = seen[0].values
    assert (values["birthDate"], values["nickname"], values["gender"]) == ("1980-05-12", "Den Dikke", "male")
    with pytest.raises(Missing):
        card(store, hidden, BASE)


def test_a_card_of_several_ranks_the_values_of_all_with_their_records(store: GraphStore) -> None:
    world = LayerWorld()
    short, full = {"name": "J. Peeters", "nickname": "Den Dikke"}, {"name": "Jan Peeters"}
    (one,), (again,) = (world.tell(key, source="A", a=short) for key in "12")
    (two,) = world.tell("3", source="B", a=full)
    (hidden,) = world.tell("4", 11, source="C", a=full | {"gender": "male"})
    world.settle(1, [[one, again], [two]])
    world.settle(11, [[one, again, two, hidden]])
    world.project(store)
    said = {id_: world.mentions[id_].record for id_ in (one, again, two, hidden)}
    for first in (1, 500):
        seen = card(store, one, CLEARED, first=first)
        assert seen.values == {"gender": "male", "name": "Jan Peeters", "nickname": "Den Dikke"}
        assert [(value.value, set(value.records)) for value in seen.every["name"]] == [
            ("Jan Peeters", {said[two], said[hidden]}),
            ("J. Peeters", {said[one], said[again]}),
        ]
    base = card(store, one, BASE)
    assert base.values == short and [value.value for value in base.every["name"]] == ["J. Peeters"]
    assert "gender" not in base.every and card(store, two, BASE).every["name"][0].records == (said[two],)


def test_neighbours_of_one_are_those_of_all_that_it_is(store: GraphStore) -> None:
    world, one, two, hidden = bridged()
    world.project(store)
    assert [neighbours(store, one, allowed).total for allowed in (BASE, CLEARED)] == [1, 3]
    pages = [neighbours(store, id_, CLEARED, first=2) for id_ in (one, two, hidden)]
    assert pages[0] == pages[1] == pages[2] and len(pages[0].items) == 2
    assert {item.link.type for item in pages[0].items} == {"USES"}
    assert [(count.link, count.total) for count in counts(store, two, CLEARED)] == [("USES", 3)]
    assert totals(store, CLEARED).links == {"USES": 3}


def test_a_path_goes_through_all_that_is_one(store: GraphStore) -> None:
    world, one, two, _ = bridged()
    world.project(store)
    phones = [phone_of(world, id_) for id_ in (one, two)]
    assert paths(store, *phones, BASE).total == 0
    (path,) = paths(store, *phones, CLEARED).items
    assert [entity.id for entity in path.entities][1] == together(store, world.entity(one), CLEARED)[0]
    assert [[link.type for link in step] for step in path.steps] == [["USES"], ["USES"]]
    with pytest.raises(BadInput):
        paths(store, one, two, CLEARED)


def phone_of(world: LayerWorld, person: str) -> str:
    (uses,) = world.mentions[person].relations()
    return uses.target


def test_a_join_that_a_visible_judgement_forbids_is_skipped(store: GraphStore) -> None:
    world = LayerWorld()
    (one,), (two,) = (world.tell(key, a={"name": "Jan"}) for key in "12")
    (hidden,) = world.tell("3", 11, a={"name": "Jan"})
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two, hidden]])
    world.settle(12, [[one], [two]], [(one, two, True)])
    world.project(store)
    entities = {world.entity(id_) for id_ in (one, two, hidden)}
    assert set(together(store, world.entity(one), CLEARED)) == entities
    parts = {together(store, entity, BOTH) for entity in entities}
    assert sorted(map(len, parts)) == [1, 2]
    assert {world.entity(one), world.entity(two)} not in [set(part) for part in parts]


def test_a_judgement_that_a_class_takes_back_parts_for_who_does_not_see_that_class(store: GraphStore) -> None:
    world = LayerWorld()
    (one,), (two,) = (world.tell(key, a={"name": "Jan"}) for key in "12")
    (hidden,) = world.tell("3", 11, a={"name": "Jan"})
    (other,) = world.tell("4", 12, a={"name": "Jan"})
    world.settle(1, [[one], [two]], [(one, two, True)])
    world.settle(11, [[one, two, hidden]])
    world.settle(12, [[one, other], [two]])
    world.project(store)
    assert len(together(store, world.entity(one), CLEARED)) == 2
    world.settle(11, [[one, two, hidden]], [(one, two, taken_back([1]))])
    world.project(store)
    assert len(together(store, world.entity(one), CLEARED)) == 3
    assert len(together(store, world.entity(one), BASE)) == 1
    assert len(together(store, world.entity(one), [1, 12])) == 2
    world.settle(12, [[one, other], [two]], [(one, two, True)])
    world.project(store)
    assert len(together(store, world.entity(one), CLEARED)) == 3
    assert len({together(store, world.entity(id_), BOTH) for id_ in (one, two)}) == 2


def test_what_only_speaks_against_is_for_review_and_parts_nothing(store: GraphStore) -> None:
    world, one, two, _ = bridged()
    world.settle(12, [[one], [two]], [(one, two, False)])
    world.project(store)
    assert len(together(store, world.entity(one), BOTH)) == 3


def test_a_search_finds_what_is_one_once(store: GraphStore) -> None:
    world, one, two, hidden = bridged()
    world.project(store)
    found = search(store, "Peeters", BASE), search(store, "Peeters", CLEARED)
    assert [answer.total for answer in found] == [2, 1]
    (hit,) = found[1].hits
    assert hit.entity.id == card(store, two, CLEARED).id == search(store, hidden, CLEARED).hits[0].entity.id
    (item, *_) = neighbours(store, phone_of(world, one), CLEARED).items
    assert item.entity.id == item.link.source == hit.entity.id
