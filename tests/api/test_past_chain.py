"""What an older version of a record said, from the files to the answers of the edge."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warm import installation

from api.installation import Installation
from api.pipeline import bring_up_to_date, rebuild
from api.reads.house import HouseReads
from api.stages.receive import receive
from graph.read import Times
from ingest import feeds
from ledger.errors import Missing

EMPTY = (
    "land chassis merk model kleur geslacht nationaliteit firma ondernemingsnummer straat nummer bus"
    " postcode gemeente gsm"
)
HEADER = "inschrijving;plaat;voornaam;familienaam;geboortedatum;rijksregisternummer;sinds;" + ";".join(
    EMPTY.split()
)
JAN = "Jan;Peeters;1985-03-14;85031400137"
ELS = "Els;Maes;1990-07-02;"
SEEN = [1]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        yield made


def take_in(house: Installation, folder: Path, *rows: str) -> str:
    """Receive these rows of the register; the moment after, to the millisecond."""
    path = folder / "register.csv"
    path.write_text("\n".join((HEADER, *(row + ";" * len(EMPTY.split()) for row in rows))), encoding="utf-8")
    receive(house, [path], feeds.load("vehicle_register"))
    time.sleep(0.01)
    then = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    time.sleep(0.01)
    return then


def owners(house: Installation, at: Times, plate: str = "1ABC234") -> list[tuple[str, str]]:
    """Names of the owners of a car and since when, as of these times."""
    reads = HouseReads(house.store, house.ledger, house.mentions, past=house.past).at(at)
    (car,) = (hit for hit in reads.search(plate, 5, "Vehicle", SEEN).hits if hit.caption == plate)
    found = reads.neighbours(car.id, "OWNS", "", 50, "", SEEN).items
    return [(item.node.caption, item.link.valid_from) for item in found]


def test_the_owner_of_then_is_told_after_the_register_says_another(
    house: Installation, tmp_path: Path
) -> None:
    before = take_in(house, tmp_path, f"d1;1ABC234;{JAN};2019-05-01", f"d2;2DEF345;{JAN};2020-01-01")
    take_in(house, tmp_path, f"d1;1ABC234;{ELS};2024-02-03")
    bring_up_to_date(house)
    for _ in range(2):
        assert owners(house, Times()) == [("Els Maes", "2024-02-03")]
        assert owners(house, Times(known_at=before)) == [("Jan Peeters", "2019-05-01")]
        assert owners(house, Times(as_of="2023")) == []
        assert owners(house, Times(as_of="2018", known_at=before)) == []
        rebuild(house)


def test_a_version_that_comes_later_is_remembered_without_a_rebuild(
    house: Installation, tmp_path: Path
) -> None:
    before = take_in(house, tmp_path, f"d1;1ABC234;{JAN};2019-05-01")
    bring_up_to_date(house)
    take_in(house, tmp_path, f"d1;1ABC234;{ELS};2024-02-03")
    bring_up_to_date(house)
    assert owners(house, Times(known_at=before)) == [("Jan Peeters", "2019-05-01")]
    reads = HouseReads(house.store, house.ledger, house.mentions, past=house.past)
    (els,) = (hit.id for hit in reads.search("Els Maes", 5, "Person", SEEN).hits)
    with pytest.raises(Missing):
        reads.at(Times(known_at=before)).entity(els, SEEN)
    (record,) = {
        r for value in reads.entity(els, SEEN).properties for r in [value.values[0].statements[0].record]
    }
    assert reads.record(record, SEEN).key == "d1"
    with pytest.raises(Missing):
        reads.at(Times(known_at=before)).record(record, SEEN)
