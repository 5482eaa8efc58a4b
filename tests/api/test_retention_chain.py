"""What falls due is archived or erased, what is held stays, and what was derived goes with its sources."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from retention_house import LATER, acts, falls, record, retained

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.retention.applying import apply
from api.retention.falling import Retention
from api.retention.listing import counted, to_review, written
from api.retention.verdicts import decide
from graph import read
from ledger.errors import BadInput, Missing
from ledger.record import Marking

SERVERS = ["embedded", pytest.param("neo4j", marks=pytest.mark.slow)]


@pytest.fixture(params=SERVERS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with retained(tmp_path, request.param) as made:
        yield made


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One that is only looked at."""
    with retained(tmp_path_factory.mktemp("shown")) as made:
        yield made


def found(house: Installation, text: str, *allowed: int) -> int:
    return read.search(house.store, text, allowed).total


def test_what_falls_due_and_what_holds_it(shown: Installation) -> None:
    assert falls(shown, date(2026, 11, 24)) == {}
    assert falls(shown) == {
        "1": ("archive", ()),
        "2": ("archive", ("investigation",)),
        "3": ("archive", ("measure",)),
        "4": ("review", ()),
        "5": ("archive", ("investigation",)),
        "M1": ("archive", ("measure",)),
        "M2": ("archive", ()),
        "9": ("erase", ()),
    }
    assert falls(shown, date(2026, 12, 31)).get("2") is None
    nine = shown.ledger.current("POLE", "9")
    assert nine is not None
    [told] = Retention(shown, date(2026, 12, 1)).of([nine]).values()
    assert told.action == "erase" and not told.falls(date(2026, 12, 1)) and "data of tests" in told.why


def test_counts_and_lists_are_of_what_the_session_sees(shown: Installation, tmp_path: Path) -> None:
    found = Retention(shown, LATER)
    lines = {(line.category, line.action): (line.due, line.blocked) for line in counted(found, acts(shown))}
    assert lines["judicial_fact", "archive"] == (4, 3) and lines["sample", "erase"] == (1, 0)
    assert counted(found, acts(shown, (2,))) == []
    assert written(found, acts(shown), tmp_path / "due.csv") == 8
    rows = {row["key"]: row for row in csv.DictReader((tmp_path / "due.csv").read_text().splitlines())}
    assert rows["2"]["blocked_by"] == "investigation" and "to be confirmed" in rows["1"]["why"]
    logged = [event.act for event in shown.ledger.events(limit=10_000) if event.phase == "done"][-1]
    assert (logged.kind, logged.case) == ("consultation", "RET")
    assert sorted(logged.details["returned"]) == sorted(row["record"] for row in rows.values())
    queue, total = to_review(found, acts(shown), 5)
    assert [one.key for one in queue] == ["4"] and total == 1


@pytest.mark.timeout(600)
def test_what_is_due_goes_with_all_that_was_derived_of_it(house: Installation) -> None:
    one, nine = record(house, "ANG-FACT", "1"), record(house, "POLE", "9")
    assert found(house, "Zwartepoort", 1) == 1 and found(house, "1ABC234", 1) == 1
    done = apply(Retention(house, LATER), acts(house))
    assert (done.archived, done.erased) == (2, 1)
    assert house.ledger.record(nine) is None and house.ledger.records([one])[one].class_ == 4
    versions = house.ledger.versions([("ANG-FACT", "1")])["ANG-FACT", "1"]
    assert [r.class_ for r in house.ledger.records(versions).values()] == [4, 4]
    assert [found(house, text, 1) for text in ("Zwartepoort", "1ABC234", "GE.1", "Ulbeek")] == [0, 0, 0, 0]
    assert [found(house, text, 1, 4) for text in ("Zwartepoort", "1ABC234", "Ulbeek")] == [1, 1, 0]
    assert read.documents.texts(house.words, house.ledger.records, "Ulbeek", (1, 4)).total == 0
    assert [found(house, text, 1) for text in ("Claes", "Maes", "Smet")] == [1, 1, 1]
    again = apply(Retention(house, LATER), acts(house, (1, 4)))
    assert (again.archived, again.erased) == (0, 0)
    assert falls(house, date(2050, 1, 1)).keys() == {"2", "3", "4", "5", "M1"}
    made = [entry.reclassification for entry in house.ledger.entries(limit=10_000)]
    reasons = [one.reason for one in made if one]
    assert len(reasons) == 2 and all("yearly review: " in reason for reason in reasons)
    apply(Retention(house, date(2100, 1, 1)), acts(house, (1, 4)))
    assert house.ledger.current("ANG-FACT", "1") is None and house.ledger.current("ANG-FACT", "2")


def test_a_session_acts_on_what_it_sees_and_holds_are_those_of_all(house: Installation) -> None:
    assert apply(Retention(house, LATER), acts(house, (2,))).archived == 0
    hidden = acts(house).current("CROSS", "M1")
    acts(house).reclassify(hidden, Marking("judicial", compartment="north"))
    bring_up_to_date(house)
    assert falls(house)["3"] == ("archive", ("measure",))
    done = apply(Retention(house, LATER), acts(house), everything=True)
    assert (done.archived, done.erased) == (2, 1) and found(house, "Maes", 1) == 1


def test_a_reviewer_keeps_archives_or_erases(house: Installation) -> None:
    four, today = record(house, "ANG-FACT", "4"), date(2026, 12, 1)
    with pytest.raises(BadInput, match="still to come"):
        decide(acts(house), four, "keep", today, today)
    with pytest.raises(Missing):
        decide(acts(house, (2,)), four, "keep", LATER, today)
    decide(acts(house), four, "keep", date(2070, 1, 1), today)
    assert "4" not in falls(house)
    assert falls(house, date(2070, 1, 1))["4"] == ("review", ())
    decide(acts(house), four, "erase", today, today)
    assert falls(house, today)["4"] == ("erase", ())
    assert apply(Retention(house, today), acts(house)).erased == 1
    assert house.ledger.record(four) is None and found(house, "Smet", 1) == 0
    assert house.ledger.decisions(kinds=["retention"]) == []


def test_a_held_record_is_not_erased_even_when_a_reviewer_says_so(house: Installation) -> None:
    three, today = record(house, "ANG-FACT", "3"), date(2026, 12, 1)
    decide(acts(house), three, "erase", today, today)
    assert falls(house, today)["3"] == ("erase", ("measure",))
    assert apply(Retention(house, today), acts(house)).erased == 0 and house.ledger.record(three)
