"""Records, erasures and judgements one by one through the pipeline end where a whole run ends."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from layered_house import accept, erase, layered

from api.cli.resolve import said
from api.installation import Installation
from api.stages.inherit import inherited
from api.stages.resolve import LayerResolved, resolve_layers
from api.stages.understand import understand
from ledger.entry import Decision
from resolution.layers.batch import Resolved, resolve
from resolution.layers.domain import Domain
from resolution.store.clusters import ClusterStore
from resolution.weights.model import Model

GIVEN, FAMILY = ("Jan", "Jan", "Jean", "Els"), ("Peeters", "Peeters", "Peters", "Maes")
BORN = ("1980-05-12", "1980-05-12", "1980-05-21", "")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        yield made


def row(chance: random.Random, number: int) -> str:
    return f"{number},{chance.choice(GIVEN)},{chance.choice(FAMILY)},{chance.choice(BORN)},"


def bring(house: Installation) -> dict[int, LayerResolved]:
    understand(house)
    return {done.layer: done for done in resolve_layers(house)}


def step(house: Installation, folder: Path, chance: random.Random) -> None:
    """One record that comes or changes, one that is erased, or one judgement."""
    kind = chance.choice(("record", "record", "restricted", "erase", "judge"))
    ids = list(house.mentions.of_type("Person", [1, 11]))
    if kind == "erase":
        erase(house, chance.choice(ids).record)
    elif kind == "judge":
        a, b = chance.sample(ids, 2)
        class_ = max(a.class_, b.class_)
        made = Decision(
            chance.choice(("positive", "negative")), {"a": a.id, "b": b.id}, class_, "ana", "a test"
        )
        house.ledger.decide(made, house.act("alteration", "a test"))
    elif kind == "restricted":
        accept(house, folder, row(chance, chance.randint(100, 103)), compartment="north")
    else:
        accept(house, folder, row(chance, chance.randint(0, 15)))


def check(house: Installation) -> None:
    """Every layer is what resolving it from the beginning makes it."""
    published = house.ledger.published("model", "persons-1")
    assert published
    model = Model.from_json(published.content["json"])
    decisions = inherited(house.ledger, house.mentions)
    with ClusterStore.open(":memory:") as fresh:
        resolve(house.mentions, fresh, model, 1, decisions)
        Domain(house.mentions, fresh, model, 1, [11], decisions).resolve(11)
        for layer in (1, 11):
            for ask in (ClusterStore.clusters, ClusterStore.pairs, ClusterStore.against):
                assert list(ask(house.clusters, layer)) == list(ask(fresh, layer))


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_ends_as_a_whole_run(house: Installation, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    accept(house, tmp_path, *[row(chance, number) for number in range(12)])
    accept(house, tmp_path, *[row(chance, number) for number in range(100, 102)], compartment="north")
    assert "records" not in told(bring(house)[1])
    for _ in range(10):
        step(house, tmp_path, chance)
        done = bring(house)
        assert done[1].resolved is None or "records" in told(done[1])
        check(house)


def told(done: LayerResolved) -> dict[str, int]:
    assert done.resolved
    return dict(done.resolved.counts)


def test_a_layer_of_which_nothing_changed_only_moves_on(house: Installation, tmp_path: Path) -> None:
    accept(house, tmp_path, "1,Jan,Peeters,1980-05-12,", "2,Els,Maes,1990-01-01,")
    accept(house, tmp_path, "3,Jan,Peeters,1980-05-12,", compartment="north")
    bring(house)
    head = house.clusters.head()
    accept(house, tmp_path, "9,Tom,Claes,1970-01-01,", compartment="south")
    done = bring(house)
    assert 11 not in done and told(done[1])["changes"] == told(done[1])["records"] == 0
    assert house.clusters.position(11) == house.mentions.position
    assert all(change.layer == 12 for change in house.clusters.changes(head))
    accept(house, tmp_path, "4,Jan,Peeters,1980-05-12,")
    done = bring(house)
    assert done[11].resolved is not None and told(done[1])["records"] == 1
    assert all(layer.resolved is None for layer in bring(house).values())


def test_what_it_did_is_said_in_words() -> None:
    one = Resolved({"records": 1, "changes": 3}, {"index": 0.04, "write": 0.01})
    assert said(one) == "1 record, 3 changes, 0.05 s"
    assert said(Resolved({"changes": 1200}, {"persons": 2.0})) == "all mentions, 1,200 changes, 2.00 s"
