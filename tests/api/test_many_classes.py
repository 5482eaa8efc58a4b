"""Installations with many classes: what changed alone is touched, and the result is that of doing it all."""

from __future__ import annotations

from pathlib import Path

from layered_house import BASE, BRIDGE, FEED, ONE, TWO, accept, bring, erase, layered

from api.installation import Installation
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from ledger.entry import Decision
from ledger.record import Marking
from policy.classes import load

__all__ = ["FEED"]
CASES = [f"C{n}" for n in range(30)]


def _number(house: Installation, case: str) -> int:
    return house.classes.classify(Marking(compartment=case))


def _filled(house: Installation, folder: Path) -> None:
    """The classes that Locard comes with; a person of the base, and in each case one who may be the same."""
    del house.__dict__["classes"]
    accept(house, folder, ONE)
    for n, case in enumerate(CASES):
        accept(house, folder, f"{n + 10},Jan,Peeters,1980-05-12,", compartment=case)
    bring(house)


def _state(house: Installation) -> dict[int, list[tuple[str, ...]]]:
    return {layer: list(house.clusters.clusters(layer)) for layer in house.clusters.layers()}


def _anew(house: Installation) -> dict[int, list[tuple[str, ...]]]:
    house.clusters.reset()
    resolve_layers(house)
    return _state(house)


def test_a_record_in_one_case_touches_its_layer_alone(tmp_path: Path) -> None:
    with layered(tmp_path) as house:
        _filled(house, tmp_path)
        assert len(house.clusters.layers()) == 31 and len(house.classes.classes) < 10
        accept(house, tmp_path, BRIDGE, compartment="C7")
        understand(house)
        done = [one.layer for one in resolve_layers(house)]
        assert done == [1, _number(house, "C7")]
        assert {house.clusters.position(n) for n in house.clusters.layers()} == {house.mentions.position}
        assert [one.layer for one in resolve_layers(house) if one.resolved] == []
        assert _state(house) == _anew(house)


def test_a_record_of_the_base_reaches_every_case_that_has_to_do_with_it(tmp_path: Path) -> None:
    with layered(tmp_path) as house:
        _filled(house, tmp_path)
        accept(house, tmp_path, "4,Tom,Claes,1970-01-01,")
        understand(house)
        assert [one.layer for one in resolve_layers(house)] == BASE
        assert {house.clusters.position(n) for n in house.clusters.layers()} == {house.mentions.position}
        accept(house, tmp_path, TWO, BRIDGE)
        bring(house)
        assert _state(house) == _anew(house)
        (base,) = (c for c in house.clusters.clusters(1) if len(c) > 1)
        assert all(set(base) <= set(next(iter(house.clusters.clusters(_number(house, c))))) for c in CASES)


def test_a_judgement_over_two_cases_makes_their_compound(tmp_path: Path) -> None:
    with layered(tmp_path) as house:
        _filled(house, tmp_path)
        north, south = _number(house, "C3"), _number(house, "C4")
        a, b = (next(house.mentions.of_type("Person", [n])).id for n in (north, south))
        both = house.classes.compound(north, south)
        act = house.act("combination", "a test")
        house.ledger.decide(Decision("positive", {"a": a, "b": b}, both, "ana", "the same"), act)
        understand(house)
        assert [one.layer for one in resolve_layers(house)][-1] == both
        assert any({a, b} <= set(c) for c in house.clusters.clusters(both))
        accept(house, tmp_path, BRIDGE, compartment="C3")
        understand(house)
        assert {one.layer for one in resolve_layers(house)} >= {north, both}
        assert _state(house) == _anew(house)


def test_another_process_knows_the_classes_from_the_registry(tmp_path: Path) -> None:
    with layered(tmp_path) as house:
        _filled(house, tmp_path)
        number = _number(house, "C9")
        afresh = load().over(house.ledger.registry)
        assert afresh.stands_on(number) == (1,) and afresh.label(number, "en") == "closed case: C9"
        assert house.mentions.classes() == sorted([1, *(_number(house, c) for c in CASES)])
        house.__dict__["classes"] = afresh
        assert _state(house) == _anew(house)


def test_what_is_erased_leaves_its_layer(tmp_path: Path) -> None:
    with layered(tmp_path) as house:
        _filled(house, tmp_path)
        (record,) = accept(house, tmp_path, BRIDGE, compartment="C7")
        bring(house)
        erase(house, record)
        resolve_layers(house)
        assert _state(house) == _anew(house) and BASE == [1]
