"""The search box on a set written by hand, and over layers: a hidden record's words find nothing."""

from __future__ import annotations

import pytest
from layer_world import LayerWorld

from bench.reading import Listening
from bench.search import asked, crowd, measure, ours, put
from graph.derive.component import entity_id
from graph.derive.sample import level
from graph.read import search
from graph.read.match import Match
from graph.read.ways import levels, ways
from graph.store import GraphStore

BASE, CLEARED = [1], [1, 11]


def test_what_people_type_is_found(embedded_store: GraphStore) -> None:
    with embedded_store.driver.session(database=embedded_store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    things, typed = asked()
    assert len(typed) >= 150
    ids = put(embedded_store, things)
    put(embedded_store, crowd(300))
    measured, missed = measure(ours(embedded_store), [(text, ids[number]) for text, number in typed])
    assert float(measured["recall@10"]) >= 0.99, missed
    assert float(measured["recall@1"]) >= 0.97, missed


def layered() -> LayerWorld:
    """A person of the base, and a record of class 11 that knows a nickname of theirs."""
    world = LayerWorld()
    (seen,) = world.tell("1", a={"name": "Jan Peeters", "birthDate": "1980-05-12"})
    (hidden,) = world.tell("3", 11, a={"name": "Jan Peeters", "nickname": "Rosse Vos"})
    world.settle(1, [[seen]])
    world.settle(11, [[seen, hidden]])
    return world


@pytest.mark.parametrize("typed", ["rosse vos", "rose vos", "rosse 12/05/1980", "rosse mei 1980"])
def test_words_of_a_hidden_record_find_nothing(store: GraphStore, typed: str) -> None:
    layered().project(store)
    assert search(store, typed, BASE).total == 0
    assert search(store, typed, CLEARED).total == 1


def test_words_that_stand_in_two_layers_find_what_is_one(store: GraphStore) -> None:
    layered().project(store)
    (hit,) = search(store, "vos 12/05/1980", CLEARED).hits
    assert hit.match == Match.WORDS
    (base,) = search(store, "peeters 12/05/1980", BASE).hits
    assert {base.entity.id} == {one.entity.id for one in search(store, "jan peeters", BASE).hits}
    assert search(store, "jan peeters", CLEARED).total == 1


def test_of_a_frequent_word_the_best_are_found_and_the_total_is_honest(store: GraphStore) -> None:
    """1,500 are called Jan, of whom `most` stands for the thousand up to which totals are exact."""
    crowd_ = ({"type": "Person", "name": f"Jan Peeters{'abcdefghij'[n % 10]}"} for n in range(1500))
    only = put(store, [{"type": "Person", "name": "Jan"}, {"type": "Organisation", "name": "Jan"}])
    put(store, crowd_)
    listening = Listening(store)
    found = search(listening, "jan", BASE, most=100)
    asked_ = [given["text"] for _, given in listening.said if "text" in given]
    assert asked_[0].startswith("(q1_jan OR"), "among every eighth"
    assert found.total_text == "100+"
    assert {hit.entity.id for hit in found.hits if hit.match == Match.NAME} == set(only)
    assert search(store, "jan", BASE, most=1501).total_text == "1,501+"
    assert search(store, "jan peetersa", BASE, most=149).total_text == "149+"
    assert search(store, "jan peetersa", BASE, most=150).total_text == "150"
    assert search(store, "jan", BASE, types=["Organisation"], most=100).total_text == "1"
    assert search(store, "jan", BASE, sources=["bench"], most=1502).total_text == "1,502"


def test_a_frequent_word_is_not_looked_up_beside_a_rare_one() -> None:
    jan, rare = frozenset({"jan"}), frozenset({"zevenster"})
    asked_ = ways([[jan, rare], [jan]])
    assert asked_.text(1) == "((q1_jan AND q1_zevenster) OR q1_jan)"
    assert asked_.rarest({jan: 40, rare: 0}).text() == "(zevenster OR jan)"
    assert asked_.rarest({jan: 15, rare: 1}) == asked_
    assert asked_.rarest({jan: 16, rare: 1}).text() == "(zevenster OR jan)"
    assert asked_.held()[0] == {"groups": [{"keys": [" jan "]}, {"keys": [" zevenster "]}]}
    assert (levels(0, 1000), levels(20, 1000), levels(20_000, 1000)) == ([], [1], [4, 3, 2, 1])


def test_every_eighth_is_a_level_higher_and_what_has_many_mentions() -> None:
    ids = [entity_id(1, [f"{n}"]) for n in range(4096)]
    reached = [level(id_, 1) for id_ in ids]
    assert [sum(at >= up for at in reached) // 2 ** (9 - 3 * up) for up in (1, 2, 3)] == [7, 7, 8]
    assert [level(f"{1:032x}", mentions) for mentions in (1, 7, 8, 64, 10**9)] == [0, 0, 1, 2, 4]
