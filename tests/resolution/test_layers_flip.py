"""Hiding a record gives the same layers as never having had it, in any small world."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import (
    ADMINISTRATIVE,
    BOTH,
    COMPOUNDS,
    INFORMANT,
    JUDICIAL,
    LAYERS,
    MET,
    SEALED,
    WATCHED,
    Layered,
    above,
    held_in,
    resolve_all,
)
from people import GIVEN, SURNAME, Decision, holding, person, stores

from graph.derive.takenback import takes_back
from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution.change import Cluster
from resolution.layers import persons as layer_persons
from resolution.store.clusters import ClusterStore

CONTAINED = (
    {base: {base} for base in LAYERS}
    | {layer: {base, layer} for base, layers in LAYERS.items() for layer in layers}
    | {compound: {compound, *over} for compound, over in COMPOUNDS.items()}
)
HIDING = [
    (INFORMANT, MET),
    (SEALED, MET),
    (MET,),
    (WATCHED,),
    (BOTH,),
    (INFORMANT, SEALED, MET, WATCHED, BOTH),
]
RECORD_CLASSES = [JUDICIAL, JUDICIAL, JUDICIAL, ADMINISTRATIVE, INFORMANT, INFORMANT, SEALED, WATCHED]


def number(start: int) -> str:
    return f"{start}{97 - start % 97:02}"


def some_world(chance: random.Random) -> Layered:
    """A few persons whom records of any class describe in part, two to a record at times, with vehicles."""
    people = [_someone(chance, who) for who in range(chance.randint(1, 3))]
    mentions: list[Mention] = []
    for place in range(chance.randint(2, 9)):
        class_ = chance.choice(RECORD_CLASSES)
        for anchor in ("p", "q")[: chance.choice((1, 1, 2))]:
            mentions += _said(chance, f"r{place}", anchor, class_, chance.choice(people))
    return Layered(mentions, list(_decisions(chance, mentions)))


def _someone(chance: random.Random, who: int) -> dict[str, str]:
    return {
        "firstName": chance.choice(GIVEN[:3]),
        "lastName": chance.choice(SURNAME[:2]),
        "birthDate": f"198{who}-05-1{chance.randint(0, 2)}",
        "nationalNumber": number(800512001 + 2 * who),
        "birthPlace": chance.choice(("Gent", "Brugge")),
    }


def _said(
    chance: random.Random, record: str, anchor: str, class_: int, who: dict[str, str]
) -> Iterable[Mention]:
    said = {name: value for name, value in who.items() if chance.random() < 0.65}
    told = person(record, anchor, class_, **said)
    if chance.random() < 0.4:
        plate = chance.choice(("1ABC234", "1XYZ987", "1A8C234"))
        vin = chance.choice(("", "", "VF1AAAAA", "VF1BBBBB"))
        values = tuple(Statement(k, v) for k, v in (("registrationNumber", plate), ("vin", vin)) if v)
        car = Mention(record, "Vehicle", f"{anchor}-car", class_, values)
        yield car
        told = holding(told, "DRIVES", car)
    yield told


def _decisions(chance: random.Random, mentions: list[Mention]) -> Iterable[Decision]:
    made: list[Decision] = []
    for place in range(chance.choice((0, 0, 1, 2, 4, 6))):
        a, b = chance.choice(mentions), chance.choice(mentions)
        fits = [class_ for class_, held in sorted(CONTAINED.items()) if {a.class_, b.class_} <= held]
        if a.type == b.type and fits:
            kind = chance.choice(("positive", "negative", "negative", "unsure"))
            made.append(Decision(kind, {"a": a.id, "b": b.id}, chance.choice(fits), f"d{place}"))
            yield made[-1]
        if made and chance.random() < 0.3:
            old = chance.choice(made)
            fits = [class_ for class_, held in sorted(CONTAINED.items()) if old.class_ in held]
            yield Decision("retraction", {**old.subject, "judgement": old.id}, chance.choice(fits))


def flip(seed: int) -> None:
    world = some_world(random.Random(seed))
    held = world.held()
    for hidden in HIDING:
        without = world.without(*hidden).held()
        seen = [layer for layer in held if layer not in hidden]
        assert {layer: held[layer] for layer in seen} == {layer: without[layer] for layer in seen}, seed


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30))
def test_hiding_is_never_having_had(seed: int) -> None:
    flip(seed)


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_hiding_is_never_having_had_in_many_worlds() -> None:
    for seed in range(2000):
        flip(seed)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30))
def test_no_layer_cuts_a_base_cluster_or_breaks_a_judgement(seed: int) -> None:
    world = some_world(random.Random(seed))
    held = world.held()
    for base, layers in LAYERS.items():
        atoms = {m: atom for atom in held[base].clusters for m in atom}
        for layer in layers:
            for cluster in held[layer].clusters:
                assert all(set(atoms[m]) <= set(cluster) for m in cluster if m in atoms), seed
            back = {(one.a, one.b) for one in held[layer].against if base in takes_back(one.reason)}
            apart = [one for below in (base, layer) for one in held[below].against if one.judged]
            mine = {m: cluster for cluster in held[layer].clusters for m in cluster}
            for one in (one for one in apart if (one.a, one.b) not in back):
                together = one.b in mine.get(one.a, ())
                assert not together or one.b in atoms.get(one.a, ()), seed


@pytest.mark.parametrize("seed", range(12))
def test_a_change_at_a_time_gives_what_a_fresh_start_gives(seed: int) -> None:
    chance = random.Random(seed)
    world = some_world(chance)
    with stores([]) as (store, clusters):
        for position, mention in enumerate(world.mentions, start=2):
            store.apply([mention], [], position, "x")
            if chance.random() < 0.5:
                resolve_all(store, clusters, world.decisions)
        resolve_all(store, clusters, world.decisions)
        layers = (*LAYERS, *COMPOUNDS, *above())
        assert {layer: held_in(clusters, layer) for layer in layers} == world.held()


@pytest.mark.parametrize("seed", range(25))
def test_looking_at_what_is_touched_gives_what_looking_at_all_gives(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = some_world(random.Random(seed))
    looking = layer_persons.hanging_together

    def at_all(
        clusters: ClusterStore, base: int, _: Iterable[str]
    ) -> tuple[dict[str, Cluster], dict[tuple[str, str], float]]:
        persons = {m.id for m in world.mentions if m.type == "Person"}
        return looking(clusters, base, persons)

    few = world.held()
    monkeypatch.setattr(layer_persons, "hanging_together", at_all)
    assert world.held() == few
