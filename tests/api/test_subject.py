"""What a person is told of what is held about them: their own, with sources; of others nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from warm import installation

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from api.sessions import Session
from api.stages.receive import publish
from api.subject import Bundle, Gathering, Request, answer
from graph.ontology import LANGUAGES
from ingest.feeds import parse
from ingest.readers import read
from ledger.act import Act
from ledger.errors import BadConfiguration, BadInput
from ledger.record import Draft
from policy.subject import load
from policy.subject import read as read_policy

FEED = """\
name: reports
source: TEST
labels: {nl: verslagen, fr: rapports, de: Berichte, en: reports}
format: csv
delimiter: ";"
key: [number]
grade: {scheme: 4x4, reliability: A, credibility: "1"}
mentions:
  person: {type: Person, values: {firstName: given, lastName: family, nationalNumber: national}}
  other: {type: Person, values: {firstName: given2, lastName: family2}, when: family2}
  phone: {type: Object, values: {kind: {const: phone}, number: {column: phone, clean: phone}}, when: phone}
  case: {type: Case, values: {caseNumber: case, status: status}, when: case}
relations:
  - {type: FAMILY_OF, from: person, to: other}
  - {type: USES, from: person, to: phone}
  - type: INVOLVED_IN
    from: person
    to: case
    role: {column: role, map: {victim: victim, suspect: suspect, informant: informant}}
text: [{column: text, lang: {const: nl}}]
"""
TEXT = "Fatima Demir werd gezien met Kevin Vandewalle. Hij belde naar 0471 98 76 54. Fatima Demir woont hier."
ROWS = f"""\
number;given;family;national;given2;family2;phone;case;status;role;text
1;Fatima;Demir;75030300249;Kevin;Vandewalle;0470123456;GE.1;closed;victim;{TEXT}
2;Fatima;Demir;75030300249;;;;GE.2;open;suspect;
3;Fatima;Demir;75030300249;;;;GE.3;closed;informant;
4;Fatima;Demir;75030300249;;;;;;;
"""
PURPOSE = Purpose("judicial", "DPO-1", "art. 14 LED", "information_officer", "p1")


@contextmanager
def reported(folder: Path) -> Iterator[Installation]:
    """An installation that has taken these rows in."""
    (folder / "rows.csv").write_text(ROWS)
    with installation(folder) as made:
        feed = parse(FEED, "reports.yaml")
        publish(made, feed)
        drafts = [one for one in read(folder / "rows.csv", feed) if isinstance(one, Draft)]
        made.ledger.accept(drafts, made.classes.classify, made.act("collection", "a test"))
        bring_up_to_date(made)
        yield made


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with reported(tmp_path_factory.mktemp("subject")) as made:
        yield made


def person(house: Installation, number: int) -> str:
    record = house.ledger.current("TEST", str(number))
    assert record is not None
    return next(one.id for one in house.mentions.of_records([record.id]) if one.anchor == "person")


def gathered(house: Installation, decided: bool = False) -> Bundle:
    made = Gathering(house, (1,), load(), decided, today="2026-01-01")
    return made.bundle(person(house, 1))


def told(bundle: Bundle) -> str:
    return repr((bundle.sources, bundle.looks))


def test_every_statement_comes_with_its_source_and_grade(house: Installation) -> None:
    bundle = gathered(house)
    [first] = [one for one in bundle.sources if any(said.property == "USES" for said in one.said)]
    assert (first.source, first.grade, first.handling) == ("TEST", "4x4 A 1", "H0") and first.received
    said = {(one.property, one.value) for one in first.said}
    assert {("lastName", "Demir"), ("nationalNumber", "75030300249"), ("USES", "+32470123456")} <= said
    assert ("INVOLVED_IN", "GE.1", "victim") in {(s.property, s.value, s.role) for s in first.said}
    assert {(one.kind, one.status) for one in first.said} == {("fact", "asserted")}


def test_others_are_masked_in_values_and_texts(house: Installation) -> None:
    bundle = gathered(house, decided=True)
    whole = told(bundle)
    assert "FAMILY_OF" in whole and "Kevin" not in whole and "Vandewalle" not in whole
    assert "98 76 54" not in whole and "Fatima Demir woont hier" in whole and "█████" in whole


def test_an_open_investigation_waits_and_an_informant_is_told_to_nobody(house: Installation) -> None:
    bundle, decided = gathered(house), gathered(house, decided=True)
    assert "GE.2" not in told(bundle) and "GE.2" in told(decided)
    assert [one.why for one in bundle.held] == ["open_investigation"] and not decided.held
    assert (len(bundle.sources), len(decided.sources)) == (2, 3)
    assert all("informant" not in told(one) for one in (bundle, decided))


def test_who_looked_is_told_by_function_and_not_by_name(house: Installation) -> None:
    for name, function, case in (
        ("ana", "analyst", "GE.1"),
        ("sam", "source_handler", "GE.1"),
        ("eve", "analyst", "GE.2"),
    ):
        details = replace(PURPOSE, function=function).told("entity")
        with house.ledger.acted(
            Act(name, "consultation", "a secret reason", case, details=details)
        ) as outcome:
            outcome["returned"] = [person(house, 4)]
    bundle = gathered(house)
    looks = [(one.kind, one.function, one.domain) for one in bundle.looks]
    assert looks == [("consultation", "analyst", "judicial")]
    assert not any(word in told(bundle) for word in ("ana'", "eve", "secret", "source_handler"))
    assert [one.source for one in bundle.held if one.reference.startswith("log ")] == ["consultation"]


def test_the_bundle_is_logged_as_a_disclosure_and_kept(house: Installation, tmp_path: Path) -> None:
    session = Session("dpo", PURPOSE, (1,))
    answer(house, session, Request(person(house, 1)), tmp_path / "answer", load())
    folder = tmp_path / "answer"
    names = {path.name for path in (folder / "for-the-person").iterdir()}
    assert names == {"subject.json", *(f"subject.{lang}.html" for lang in LANGUAGES)}
    page = (folder / "for-the-person" / "subject.nl.html").read_text()
    assert "Wat over u wordt bijgehouden" in page and "slachtoffer" in page and "GE.2" not in page
    assert "bewaartermijn: " in page
    assert "GE.2" not in json.dumps(json.loads((folder / "for-the-person" / "subject.json").read_text()))
    assert json.loads((folder / "for-the-dpo" / "review.json").read_text())["held"]
    acts = [one.act for one in house.ledger.events() if one.act.kind == "disclosure"]
    assert acts and all(
        (one.actor, one.case, one.recipient) == ("dpo", "DPO-1", "the person concerned") for one in acts
    )
    assert house.ledger.decisions(["export"])[-1].subject["format"] == "subject"
    with pytest.raises(BadInput, match="there already"):
        answer(house, session, Request(person(house, 1)), folder, load())


def test_a_thing_is_no_person_and_a_wrong_policy_is_refused_with_its_line(house: Installation) -> None:
    record = house.ledger.current("TEST", "1")
    assert record is not None
    phone = next(m.id for m in house.mentions.of_records([record.id]) if m.type == "Object")
    with pytest.raises(BadInput, match="no person"):
        Gathering(house, (1,), load()).bundle(phone)
    with pytest.raises(BadConfiguration, match=r"mine\.yaml:1"):
        read_policy("never: nobody", "mine.yaml")
