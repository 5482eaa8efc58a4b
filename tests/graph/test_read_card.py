from __future__ import annotations

import pytest
from derived import load_into, small

from graph.read import card, counts, neighbours, resolve_id
from graph.store import GraphStore
from ledger.errors import Missing


def test_a_card_shows_each_statement_with_its_record(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    first, second = sorted(world.records.values(), key=lambda record: record.key)
    found = card(store, world.id_of(first, "jan"), [1])
    assert (found.type, found.caption, found.total, found.records) == ("Person", "Jan Peeters", 2, 2)
    assert found.values["nickname"] == "Den Dikke" and "search" not in found.values
    assert {mention.record.id for mention in found.mentions} == {first.id, second.id}
    names = [s.value for mention in found.mentions for s in mention.statements if s.property == "name"]
    assert names == ["Jan Peeters", "Jan Peeters"]
    assert [value.value for value in found.every["name"]] == ["Jan Peeters"]
    assert set(found.every["name"][0].records) == {first.id, second.id}
    assert {mention.record.reliability for mention in found.mentions} == {"A", "B"}


def test_any_mention_id_addresses_the_entity(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = [m.id for m in world.mentions.values() if m.anchor == "jan"]
    ids = {resolve_id(store, id_, [1]) for id_ in jan}
    assert ids == {world.entity(jan[0])} == {resolve_id(store, world.entity(jan[0]), [1])}


def test_a_card_comes_in_pages_and_says_of_how_many(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = next(m.id for m in world.mentions.values() if m.anchor == "jan")
    one = card(store, jan, [1], first=1)
    two = card(store, jan, [1], first=1, after=one.mentions[0].id)
    assert (len(one.mentions), one.total, two.total) == (1, 2, 2)
    assert one.mentions[0].id < two.mentions[0].id


def test_what_is_hidden_is_missing_in_the_same_words(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = next(m.id for m in world.mentions.values() if m.anchor == "jan")
    with pytest.raises(Missing) as hidden:
        card(store, jan, [2])
    assert hidden.value.detail == f"nothing is known under {jan}"


def test_neighbours_are_counted_by_link_and_type(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = next(m.id for m in world.mentions.values() if m.anchor == "jan")
    found = {(count.link, count.type): count.total for count in counts(store, jan, [1])}
    assert found == {
        ("ASSOCIATE_OF", "Person"): 1,
        ("DRIVES", "Vehicle"): 1,
        ("INVOLVED_IN", "Case"): 1,
        ("LIVES_AT", "Location"): 1,
        ("USES", "Object"): 1,
    }


def test_a_page_of_neighbours_says_of_how_many(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = next(m.id for m in world.mentions.values() if m.anchor == "jan")
    page = neighbours(store, jan, [1], first=2)
    rest = neighbours(store, jan, [1], first=10, skip=2)
    assert (len(page.items), page.total, len(rest.items)) == (2, 5, 3)
    (case,) = neighbours(store, jan, [1], types=["Case"]).items
    assert case.entity.caption == "BR.11.LA.000001/2026"
    assert (case.link.roles, case.link.status, case.link.grade) == (
        (("suspect", "asserted"),),
        "asserted",
        "B2",
    )
    assert neighbours(store, jan, [1], links=["USES"]).total == 1
