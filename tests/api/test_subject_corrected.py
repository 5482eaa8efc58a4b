"""What a person is told of what somebody corrected who saw more than their record's class."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_subject import PURPOSE, reported

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.sessions import Session
from api.subject import Bundle, Gathering, Request, answer
from ledger.entry import Decision
from ledger.record import Marking
from policy.subject import load


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with reported(tmp_path_factory.mktemp("corrected")) as made:
        north = made.classes.classify(Marking(domain="judicial", compartment="north"))
        source = made.classes.classify(Marking(domain="judicial", classification="source", unit="5350"))
        correct(made, north, "person", "firstName", "Fatima", "Fatma")
        correct(made, north, "phone", "number", "+32470123456", "+32470999999")
        correct(made, source, "person", "lastName", "Demir", "Codename")
        bring_up_to_date(made)
        yield made


def correct(house: Installation, class_: int, anchor: str, name: str, was: str, value: str) -> None:
    record = house.ledger.current("TEST", "1")
    assert record is not None
    [mention] = [one for one in house.mentions.of_records([record.id]) if one.anchor == anchor]
    subject: dict[str, Any] = {"record": record.id, "type": mention.type, "anchor": anchor}
    subject |= {"mention": mention.id, "property": name, "was": was, "value": value}
    made = Decision("correction", subject, class_, "ana", "seen in the file")
    house.ledger.decide(made, house.act("alteration", "a test"))


def classes(house: Installation) -> tuple[int, int]:
    """The class of the compartment, and that of the informants."""
    known = {house.classes.of(one.class_).rule: one.class_ for one in house.mentions.above()}
    return known["compartment"], known["sources"]


def gathered(house: Installation, *allowed: int, decided: bool = False) -> Bundle:
    record = house.ledger.current("TEST", "1")
    assert record is not None
    id_ = next(one.id for one in house.mentions.of_records([record.id]) if one.anchor == "person")
    return Gathering(house, (1, *allowed), load(), decided, today="2026-01-01").bundle(id_)


def said(bundle: Bundle) -> set[tuple[str, str, str]]:
    return {(one.property, one.value, one.status) for source in bundle.sources for one in source.said}


def test_it_is_told_when_the_officer_decided(house: Installation) -> None:
    north, _ = classes(house)
    plain, seen = gathered(house, decided=True), gathered(house, north, decided=True)
    assert ("firstName", "Fatma", "asserted") not in said(plain)
    right, wrong = ("firstName", "Fatma", "asserted"), ("firstName", "Fatima", "superseded")
    assert {right, wrong, ("USES", "+32470999999", "asserted")} <= said(seen)
    assert ("USES", "+32470123456", "asserted") in said(plain)
    assert (plain.classes, seen.classes) == ((1,), (1, north)) and not plain.held + seen.held


def test_before_that_it_waits_and_who_does_not_see_the_class_finds_no_trace(house: Installation) -> None:
    north, _ = classes(house)
    plain, seen = gathered(house), gathered(house, north)
    assert said(plain) == said(seen) and (plain.classes, plain.person) == (seen.classes, seen.person)
    assert [one.why for one in plain.held] == ["open_investigation"]
    waiting = [one for one in seen.held if one.why == "correction"]
    assert len(waiting) == 2 and {one.source for one in waiting} == {"Person", "Object"}


def test_what_informants_know_is_told_to_nobody(house: Installation) -> None:
    _, source = classes(house)
    for decided in (False, True):
        bundle, plain = gathered(house, source, decided=decided), gathered(house, decided=decided)
        assert "Codename" not in repr(bundle) and (bundle.held, said(bundle)) == (plain.held, said(plain))
        assert bundle.classes == plain.classes


def test_the_written_bundle_strikes_through_what_was_wrong(house: Installation, tmp_path: Path) -> None:
    north, _ = classes(house)
    id_ = gathered(house).mentions[0]
    session = Session("dpo", PURPOSE, (1, north))
    answer(house, session, Request(id_, decided_by="the officer"), tmp_path / "answer", load())
    told = json.loads((tmp_path / "answer" / "for-the-person" / "subject.json").read_text())
    values = {one["value"] for source in told["sources"] for one in source["said"]}
    assert {"Fatma", "Fatima"} <= values and "Fatma" in told["person"] + str(values)
    [kept] = house.ledger.decisions(["export"])
    assert kept.class_ == north
