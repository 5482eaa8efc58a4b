"""A person is told of older versions and of suggestions too, and of nobody else by them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_subject import FEED, PURPOSE
from warm import installation

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.sessions import Session
from api.stages.receive import publish, receive
from api.subject import Bundle, Gathering, Request, answer
from graph import read
from ingest.feeds import parse
from ledger.record import Marking
from models.suggestion import Evidence, Step, Suggestion
from models.write import write
from policy.subject import load

VERSIONED = FEED.replace("key: [number]\n", "key: [number]\nversion: version\n")
HEAD = "number;version;given;family;national;given2;family2;phone;case;status;role;text\n"
ROWS = f"""{HEAD}\
1;1;Fatima;Demirr;;Kevin;Vandewalle;;;;;Kevin Vandewalle sprak met Fatima Demirr.
1;2;Fatima;Demir;75030300249;Kevin;Vandewalle;;;;;
2;1;Els;Maes;80010100142;;;;;;;
2;2;Fatima;Demir;75030300249;;;;;;;
3;1;Tom;Claes;;;;;GE.9;open;suspect;
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    (tmp_path / "rows.csv").write_text(ROWS)
    with installation(tmp_path) as made:
        feed = parse(VERSIONED, "reports.yaml")
        publish(made, feed)
        receive(made, [tmp_path / "rows.csv"], feed)
        bring_up_to_date(made)
        yield made


def record(house: Installation, key: str) -> str:
    found = house.ledger.current("TEST", key)
    assert found is not None
    return found.id


def person(house: Installation, key: str) -> str:
    return next(m.id for m in house.mentions.of_records([record(house, key)]) if m.anchor == "person")


def suggest(house: Installation, *keys: str) -> None:
    """A suggestion that links Fatima to Tom, resting on the records of these keys."""
    ends = sorted(read.resolve_ids(house.store, [person(house, key) for key in ("1", "3")], (1,)).values())
    step = Step("ASSOCIATE_OF", ends[0], ends[1], tuple(record(house, key) for key in keys), "asserted")
    path = Evidence("shared_phone", 1.0, tuple(ends), (step,))
    made = Suggestion("associate", *ends, 0.7, (path,), model="associate-1", class_=1)
    with house.writing() as lease, house.store.projector("suggestions", lease.token) as projector:
        write(projector, [made], "associate", 1, "run-1", projector.position)


def gathered(house: Installation, decided: bool = False) -> Bundle:
    return Gathering(house, (1,), load(), decided, today="2026-01-01").bundle(person(house, "1"))


def test_older_versions_are_told_with_others_masked(house: Installation) -> None:
    bundle = gathered(house)
    [older] = [version for one in bundle.sources for version in one.earlier]
    assert {("lastName", "Demirr")} <= {(one.property, one.value) for one in older.said}
    assert older.texts and "Fatima Demirr" in older.texts[0]
    assert "Kevin" not in repr(older) and "Vandewalle" not in repr(older)


def test_an_older_version_about_somebody_else_is_for_the_officer_alone(house: Installation) -> None:
    bundle = gathered(house)
    assert "Maes" not in repr((bundle.person, bundle.sources)) and "80010100142" not in repr(bundle.sources)
    assert [(one.property, one.value) for one in bundle.doubts if one.property == "version"] == [
        ("version", "Els Maes")
    ]


def test_a_suggestion_is_told_without_whom_it_is_about(house: Installation, tmp_path: Path) -> None:
    suggest(house, "1", "2")
    [one] = gathered(house).suggestions
    assert (one.kind, one.type, one.sources, one.others) == ("associate", "Person", (1, 2), 0)
    answer(house, Session("dpo", PURPOSE, (1,)), Request(person(house, "1")), tmp_path / "answer", load())
    folder = tmp_path / "answer" / "for-the-person"
    assert "mogelijk contact" in (folder / "subject.nl.html").read_text()
    told = json.loads((folder / "subject.json").read_text())
    assert told["suggestions"][0]["kind"] == "associate" and "Claes" not in json.dumps(told)


def test_a_suggestion_that_rests_on_an_open_case_waits(house: Installation) -> None:
    suggest(house, "1", "3")
    waits, decided = gathered(house), gathered(house, decided=True)
    assert not waits.suggestions and "GE.9" not in repr(waits.sources)
    [back] = [one for one in waits.held if one.reference.startswith("suggestion ")]
    assert (back.source, back.why) == ("associate", "open_investigation")
    assert [(one.sources, one.others) for one in decided.suggestions] == [((1,), 1)]


def test_one_that_rests_on_what_nobody_is_told_is_told_to_nobody(house: Installation) -> None:
    suggest(house, "1", "3")
    never = replace(load(), never=replace(load().never, classification=frozenset({Marking().classification})))
    made = Gathering(house, (1,), never, True, today="2026-01-01").bundle(person(house, "1"))
    assert not made.suggestions and not made.held and not made.sources
