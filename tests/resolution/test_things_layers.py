"""Pairs of things in the layer of a restricted class: its own with its base, and nothing of it below."""

from __future__ import annotations

from dataclasses import replace

from layered import BOTH, INFORMANT, JUDICIAL, MET, MODEL, SEALED, Layered, resolve_all
from people import Decision, stores, thing

from graph.ontology.mention import Mention
from resolution.judgements import Judgement
from resolution.review.layer import Layer
from resolution.review.queue import things_to_review
from resolution.review.things import why_things

GOLF = {"country": "BE", "make": "Volkswagen", "model": "Golf", "color": "grijs"}


def car(record: str, plate: str, class_: int = JUDICIAL) -> Mention:
    return replace(thing(record, "Vehicle", registrationNumber=plate, **GOLF), class_=class_)


ONE, READ = car("a", "1ABC234"), car("b", "1ABC235", INFORMANT)


def ends(world: Layered) -> dict[int, list[set[str]]]:
    return {n: [{s.pair.a, s.pair.b} for s in held.suspects] for n, held in world.held().items()}


def test_a_car_of_a_class_is_suspected_in_its_layer_alone() -> None:
    found = ends(Layered([ONE, READ, car("c", "9XYZ999")]))
    assert found == {
        JUDICIAL: [],
        2: [],
        BOTH: [],
        MET: [],
        INFORMANT: [{ONE.id, READ.id}],
        SEALED: [],
        21: [],
    }


def test_nothing_joins_by_being_alike_in_a_layer() -> None:
    world = Layered([car("a", "1ABC234"), car("b", "1A8C234", INFORMANT)])
    held = world.held()[INFORMANT]
    assert all(len(cluster) == 1 for cluster in held.clusters) and len(held.suspects) == 1
    assert held.suspects[0].pair.weight >= 10


def test_words_are_as_rare_as_the_base_and_the_layer_hold_them() -> None:
    firms = [thing(f"r{n}", "Organisation", name=f"Garage Zelzate {n}x") for n in range(300)]
    own = replace(thing("own", "Organisation", name="Garage Vandevelde Evergem"), class_=INFORMANT)
    rare = thing("base", "Organisation", name="Garage Vandevlede Evergem")
    [suspect] = Layered([*firms, own, rare]).held()[INFORMANT].suspects
    fewer = Layered([*firms[:1], own, rare]).held()[INFORMANT].suspects
    assert {suspect.pair.a, suspect.pair.b} == {own.id, rare.id}
    assert not fewer or fewer[0].pair.weight > suspect.pair.weight


def test_the_queue_of_a_layer_asks_about_its_own_and_a_judgement_counts_there() -> None:
    with stores([ONE, READ]) as (store, clusters):
        resolve_all(store, clusters, ())
        layer = Layer(store, clusters, MODEL, INFORMANT, (), (JUDICIAL,))
        [item] = things_to_review(layer, 10)
        assert {item.pair.a, item.pair.b} == {ONE.id, READ.id}
        assert not things_to_review(Layer(store, clusters, MODEL, JUDICIAL), 10)
        assert why_things(layer, ONE, READ) == item.pair
        a, b = sorted((ONE.id, READ.id))
        stands = Judgement("1", "positive", a, b, INFORMANT, "ana", "seen")
        assert not things_to_review(replace(layer, standing=[stands]), 10)
        resolve_all(store, clusters, [Decision("positive", {"a": a, "b": b}, INFORMANT)])
        assert clusters.cluster_of(INFORMANT, [a])[a] == (a, b)
        assert clusters.cluster_of(JUDICIAL, [ONE.id])[ONE.id] == (ONE.id,)
        assert not clusters.suspects.heaviest(INFORMANT, "Vehicle", 5)
