"""The search box on a set written by hand, and over layers: a hidden record's words find nothing."""

from __future__ import annotations

import pytest
from layer_world import LayerWorld

from bench.search import asked, crowd, measure, ours, put
from graph.read import search
from graph.read.match import Match
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
