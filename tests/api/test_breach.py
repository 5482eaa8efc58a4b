"""From a time span of the log to the persons and records that a breach touched."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from identity_house import installed, mention

from api.breach import OTHER, PERSON, RECORD, breach, span
from api.cli.breach import write
from api.installation import Installation
from graph import read
from ledger.act import Act
from ledger.errors import BadInput


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("breach")) as made:
        yield made


def look(house: Installation, who: str, *returned: str) -> None:
    with house.ledger.acted(Act(who, "consultation", "a test", "C-1", details={"operation": "x"})) as outcome:
        outcome["returned"] = list(returned)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_a_time_span_gives_the_persons_and_records_that_it_touched(
    house: Installation, tmp_path: Path
) -> None:
    jan, els = mention(house, 1), mention(house, 4)
    record = house.ledger.current("TEST", "5")
    assert record is not None
    look(house, "early", els)
    begins = now()
    look(house, "eve", jan, read.resolve_id(house.store, jan, [1]))
    look(house, "eve", record.id)
    found = breach(house, begins, "9999-01-01")
    assert (found.count(PERSON), found.count(RECORD), found.count(OTHER)) == (2, 1, 0)
    persons = {one.id: one for one in found.touched if one.what == PERSON}
    assert read.resolve_id(house.store, jan, [1]) in persons
    assert read.resolve_id(house.store, els, [1]) not in persons
    assert all(one.by == {"eve"} and begins <= one.first <= one.last for one in found.touched)
    write(found, tmp_path / "touched.csv")
    text = (tmp_path / "touched.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["what"] for row in rows] == ["person", "person", "record"] and rows[2]["source"] == "TEST"
    assert "Peeters" not in text


def test_the_acts_of_one_account_alone(house: Installation) -> None:
    begins = now()
    look(house, "ana", mention(house, 4))
    look(house, "bob", mention(house, 7))
    assert [one.by for one in breach(house, begins, "9999-01-01", who="bob").touched] == [{"bob"}]


def test_a_day_is_whole_and_a_wrong_one_is_told() -> None:
    assert span("2026-03-01", "2026-03-01") == ("2026-03-01T00:00:00", "2026-03-02T00:00:00")
    assert span("2026-03-01T08:00Z", "2026-03-01T09:30")[1] == "2026-03-01T09:30:00"
    with pytest.raises(BadInput, match="no day or moment"):
        span("1 March", "2026-03-02")
    with pytest.raises(BadInput, match="turn them round"):
        span("2026-03-02T08:00", "2026-03-01T08:00")
