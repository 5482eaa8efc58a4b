"""The registry of classes: written with the first record of one, never changed, and not to be forged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from ledger.act import Act
from ledger.database import Database
from ledger.entry import Decision, Reclassification
from ledger.errors import BadInput, Tampered
from ledger.ledger import Ledger
from ledger.record import Draft, Marking
from ledger.visibility import COMPOUND, FIRST, Described

ACT = Act("ana", "collection", "test of the ledger")
NORTH = Described("compartment", "judicial", compartment="NORTH")
ZONE = Described("confidential", "judicial", classification="secret", unit="5345")
BOTH = Described(COMPOUND, "judicial", parts=tuple(sorted((NORTH.number, ZONE.number))))
KNOWN = {one.number: one for one in (NORTH, ZONE, BOTH)}


@pytest.fixture
def registered(ledger: Ledger) -> Ledger:
    ledger.registry.describe = KNOWN.get
    return ledger


def _draft(key: str) -> Draft:
    return Draft("s", "f", key, {"n": key}, marking=Marking(compartment="NORTH"))


def test_a_number_depends_on_nothing_but_what_it_stands_for() -> None:
    assert NORTH.number == Described("compartment", "judicial", compartment="NORTH").number == 51087357188530
    others = {
        replace(NORTH, **one).number
        for one in ({"rule": "x"}, {"domain": "administrative"}, {"compartment": "N"}, {"archived": True})
    }
    assert len(others | {NORTH.number}) == 5 and all(FIRST <= one < FIRST + 2**48 for one in others)


def test_the_first_record_of_a_class_registers_it_and_the_next_does_not(registered: Ledger) -> None:
    before = registered.registry.edition()
    registered.accept([_draft("1"), _draft("2")], lambda _: NORTH.number, ACT)
    edition = registered.registry.edition()
    registered.accept([_draft("3")], lambda _: NORTH.number, ACT)
    assert before != edition == registered.registry.edition()
    assert registered.registry.described([NORTH.number, ZONE.number, 1]) == {NORTH.number: NORTH}
    assert [one.class_ for one in registered.entries()] == [NORTH.number] * 3


def test_a_class_of_the_file_is_not_registered(registered: Ledger) -> None:
    registered.accept([_draft("1")], lambda _: 4, ACT)
    assert registered.registry.described([4]) == {} and registered.registry.edition() == ""


def test_a_judgement_and_a_reclassification_register_theirs(registered: Ledger) -> None:
    registered.accept([_draft("1")], lambda _: NORTH.number, ACT)
    registered.decide(Decision("positive", {"a": "m1", "b": "m2"}, BOTH.number, "ana"), ACT)
    marking = Marking(classification="secret", unit="5345")
    registered.reclassify(Reclassification("s", "1", ZONE.number, marking, "ana", "why"), ACT)
    assert registered.registry.compounds() == [BOTH]
    assert registered.registry.around(["NORTH", "", "SOUTH"], "") == [NORTH]
    assert registered.registry.around([], "5345") == [ZONE]
    assert registered.registry.around([], "") == []


def test_a_number_that_nothing_makes_is_refused_and_nothing_is_written(registered: Ledger) -> None:
    with pytest.raises(BadInput, match="no class 123456"):
        registered.accept([_draft("1")], lambda _: 123456, ACT)
    assert registered.head() == 0 and registered.registry.edition() == ""


def test_a_row_that_was_changed_is_found(registered: Ledger, ledger_url: str) -> None:
    registered.accept([_draft("1")], lambda _: NORTH.number, ACT)
    database = Database(ledger_url)
    with database.writing() as connection:
        if database.sqlite:
            connection.execute(text("DROP TRIGGER visibility_no_update"))
        else:
            connection.execute(text("DROP TRIGGER visibility_append_only ON visibility"))
        connection.execute(text("UPDATE visibility SET compartment = 'SOUTH'"))
    database.close()
    with pytest.raises(Tampered, match="visibility"):
        registered.registry.around(["SOUTH"], "")
