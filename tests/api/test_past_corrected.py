"""A value that somebody corrected, as it was known before, in between and after that was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from layered_house import BASE, accept, bring, layered, person_of

from api.installation import Installation
from api.stages.receive import publish
from api.stages.remember import remember
from graph.read import Times, at, card, neighbours
from graph.read.card import Card
from graph.read.near import near
from ingest.feeds import parse
from ledger.entry import Decision
from ledger.record import Draft

NORTH = [1, 11]
JAN = "1,Jan,Peeters,1980-05-12,"
WRONG, RIGHT = "1980-05-12", "1981-02-03"


class Days:
    """A ledger's clock that stands still on a day of January."""

    day = 1

    def __call__(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=self.day - 1)


@pytest.fixture(params=["embedded", "neo4j"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path, request.param) as made:
        monkey = pytest.MonkeyPatch()
        monkey.setattr(made.ledger, "_clock", Days())
        yield made
        monkey.undo()


def on(house: Installation, day: int) -> Installation:
    """The house on a day."""
    house.ledger._clock.day = day  # type: ignore[attr-defined]
    return house


def correct(house: Installation, record: str, class_: int, **right: str) -> Decision:
    [(name, value)] = right.items()
    received = house.ledger.record(record)
    assert received
    was = received.content[{"birthDate": "born", "firstName": "first"}[name]]
    subject: dict[str, Any] = {"record": record, "type": "Person", "anchor": "person", "property": name}
    subject |= {"mention": person_of(house, record), "was": was, "value": value}
    made = Decision("correction", subject, class_, "ana", "seen in the file")
    house.ledger.decide(made, house.act("alteration", "a test"))
    return made


def take_back(house: Installation, made: Decision) -> None:
    subject = {"correction": made.id, "record": made.subject["record"]}
    back = Decision("retraction", subject, made.class_, "bea", "it was right")
    house.ledger.decide(back, house.act("alteration", "a test"))


def all_brought(house: Installation) -> None:
    bring(house)
    remember(house)


def then(house: Installation, id_: str, day: int, allowed: list[int] = BASE) -> Card:
    return card(at(house.store, Times(known_at=f"2026-01-{day:02}"), house.past), id_, allowed)


def dates(house: Installation, id_: str, day: int, allowed: list[int] = BASE) -> list[str]:
    """The dates of birth that were told on a day; a "-" before those that did not count."""
    shown = then(house, id_, day, allowed)
    said = {s.value for m in shown.mentions for s in m.statements if s.property == "birthDate"}
    counting = [one.value for one in shown.every.get("birthDate", ())]
    return counting + sorted(f"-{value}" for value in said.difference(counting))


def test_a_value_is_told_as_it_was_corrected_by_then(house: Installation, tmp_path: Path) -> None:
    [record] = accept(on(house, 1), tmp_path, JAN)
    all_brought(house)
    born = correct(on(house, 3), record, 1, birthDate=RIGHT)
    correct(on(house, 4), record, 1, firstName="Johan")
    take_back(on(house, 6), born)
    all_brought(house)
    id_ = person_of(house, record)
    told = [dates(house, id_, day) for day in (1, 2, 3, 5, 6, 9)]
    assert told == [[WRONG], [WRONG], [RIGHT, f"-{WRONG}"], [RIGHT, f"-{WRONG}"], [WRONG], [WRONG]]
    assert [then(house, id_, day).caption for day in (2, 3, 4)] == [*["Jan Peeters"] * 2, "Johan Peeters"]
    assert then(house, id_, 9) == card(house.store, id_, BASE)


def test_an_older_version_is_told_as_it_was_corrected(house: Installation, tmp_path: Path) -> None:
    """Also where the newer one says what is right by itself, so that the correction counts no more."""
    [record] = accept(on(house, 1), tmp_path, JAN)
    all_brought(house)
    correct(on(house, 2), record, 1, birthDate=RIGHT)
    all_brought(house)
    [newer] = accept(on(house, 4), tmp_path, JAN.replace(WRONG, "1982-01-01"))
    all_brought(house)
    id_ = person_of(house, newer)
    assert [dates(house, id_, day) for day in (1, 3, 4)] == [
        [WRONG],
        [RIGHT, f"-{WRONG}"],
        ["1982-01-01"],
    ]


def test_what_a_class_above_knows_was_known_to_it_since_then(house: Installation, tmp_path: Path) -> None:
    [record] = accept(on(house, 1), tmp_path, JAN)
    all_brought(house)
    correct(on(house, 3), record, 11, birthDate=RIGHT)
    all_brought(house)
    id_ = person_of(house, record)
    assert [dates(house, id_, day, NORTH) for day in (2, 3)] == [[WRONG], [RIGHT, f"-{WRONG}"]]
    assert [dates(house, id_, day) for day in (2, 3)] == [[WRONG], [WRONG]]


def test_nothing_of_a_correction_stays_of_what_is_erased(house: Installation, tmp_path: Path) -> None:
    [record] = accept(on(house, 1), tmp_path, JAN)
    all_brought(house)
    correct(on(house, 2), record, 1, firstName="Onvergetelijk")
    all_brought(house)
    mention, files = person_of(house, record), sorted(house.settings.data.glob("past.db*"))
    assert house.past.said([mention])
    assert any(b"Onvergetelijk" in path.read_bytes() for path in files)
    house.ledger.erase([record], house.act("erasure", "a test"), "a test")
    all_brought(house)
    assert not house.past.said([mention])
    assert not any(b"Onvergetelijk" in path.read_bytes() for path in files if path.exists())


def test_it_is_the_same_when_it_is_made_anew(house: Installation, tmp_path: Path) -> None:
    [record] = accept(on(house, 1), tmp_path, JAN)
    all_brought(house)
    correct(on(house, 2), record, 1, birthDate=RIGHT)
    all_brought(house)
    mention = person_of(house, record)
    before = house.past.said([mention])
    house.past.reset("")
    remember(house)
    assert house.past.said([mention]) == before and len(before[mention, 1]) == 2
    assert neighbours(at(house.store, Times(known_at="2026"), house.past), mention, BASE).total == 0


PLACED = """\
name: sightings
source: SEEN
labels: {nl: w, fr: o, de: b, en: sightings}
format: csv
key: [number]
mentions:
  person: {type: Person, values: {lastName: last}}
  place: {type: Location, values: {name: place, latitude: lat, longitude: lon}}
relations:
  - {type: LIVES_AT, from: person, to: place}
"""


def test_near_is_where_a_place_lay_before_that_was_corrected(house: Installation) -> None:
    publish(house, parse(PLACED, "sightings.yaml"))
    content = {"number": "1", "last": "Peeters", "place": "Camera", "lat": "51.0500", "lon": "3.7200"}
    draft = Draft("SEEN", "sightings", "1", content)
    act = on(house, 1).act("collection", "a test")
    [receipt] = house.ledger.accept([draft], house.classes.classify, act)
    all_brought(house)
    [place] = house.mentions.of_records([receipt.record_id], "Location")
    subject = {"record": place.record, "type": place.type, "anchor": place.anchor, "mention": place.id}
    subject |= {"property": "latitude", "was": "51.0500", "value": "50.9000"}
    made = Decision("correction", subject, 1, "ana", "misread")
    on(house, 3).ledger.decide(made, house.act("alteration", "a test"))
    all_brought(house)
    found = {
        (day, latitude): near(
            at(house.store, Times(known_at=f"2026-01-{day:02}"), house.past), (latitude, 3.72), 100, BASE
        ).met
        for day in (2, 3)
        for latitude in (51.05, 50.9)
    }
    assert found == {(2, 51.05): 1, (2, 50.9): 0, (3, 51.05): 0, (3, 50.9): 1}
