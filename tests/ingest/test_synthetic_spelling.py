"""How names are misspelt, and what a perfect judge makes of it."""

from __future__ import annotations

from random import Random

from ingest.synthetic.ceiling import Shown, measure
from ingest.synthetic.spelling import by_digit, by_key, folded, machine, other_spelling


def shown(number: int, entity: str, *facts: str) -> Shown:
    return Shown(("feed", str(number), "person"), entity, frozenset(facts))


def test_machine_letters_are_those_of_passports() -> None:
    assert machine("Müller") == "MUELLER"
    assert machine("Łukasz Wójcik") == "LUKASZ WOJCIK"
    assert machine("Şahin") == "SAHIN"
    assert machine("D'Angelo") == "DANGELO"


def test_spellings_in_use_are_known() -> None:
    found = {other_spelling(Random(seed), "Mohamed", "given") for seed in range(40)}
    assert {"Mohammed", "Muhammad"} <= found
    assert "Mohamed" not in found


def test_a_slip_changes_little() -> None:
    for seed in range(60):
        assert abs(len(by_key(Random(seed), "Verhoeven")) - len("Verhoeven")) <= 1
        assert len(by_digit(Random(seed), "12/03/1985")) == 10
    assert folded("El Khattabi") == folded("ElKhattabi") == "elkhattabi"


def test_the_judge_joins_what_shares_enough() -> None:
    mentions = [
        shown(1, "p1", "f:maes", "g:jan", "b:1980-01-02"),
        shown(2, "p1", "f:maes", "g:jan", "y:1980", "t:+32470000001"),
        shown(3, "p1", "t:+32470000001", "f:maes"),
        shown(4, "p2", "f:claes", "g:jan", "b:1980-01-02"),
    ]
    assert measure(mentions).f1 == 1.0


def test_the_judge_cannot_tell_father_from_son_without_a_date() -> None:
    mentions = [
        shown(1, "father", "f:maes", "g:jan", "b:1950-01-02"),
        shown(2, "father", "f:maes", "g:jan", "b:1950-01-02", "t:+32470000001"),
        shown(3, "son", "f:maes", "g:jan", "b:1980-01-02"),
        shown(4, "son", "f:maes", "g:jan"),
    ]
    found = measure(mentions)
    assert found.f1 < 1.0
    assert [(lost.reason, lost.others) for lost in found.unresolvable] == [
        ("same values as others", ("father",))
    ]


def test_the_judge_cannot_join_what_shares_nothing() -> None:
    mentions = [
        shown(1, "p1", "f:maes", "g:jan"),
        shown(2, "p1", "t:+32470000001"),
    ]
    found = measure(mentions)
    assert found.precision == 1.0
    assert found.recall == 0.5
