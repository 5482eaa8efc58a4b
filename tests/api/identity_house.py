"""A real installation with a handful of persons, for the tests of review, why and how."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warm import installation

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: persons}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values: {firstName: given, lastName: family, birthDate: born, nationalNumber: national, birthPlace: place}
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}}, when: plate}
relations:
  - {type: DRIVES, from: person, to: vehicle}
"""
ROWS = """\
number,given,family,born,national,place,plate
1,Jan,Peeters,1980-05-12,,Gent,
2,Jan,Peeters,1980-05-12,,,1ABC234
3,Jan,Petersen,1980-05-12,,,
4,Els,Maes,1990-01-01,,,1ABC234
5,Fatima,Demir,1975-03-03,75030300249,,
6,Fatima,Demir,1975-03-03,75030300447,,
7,Tom,Claes,,,,
8,Tom,Claes,,,,
"""


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation that has taken in the rows and brought everything up to date."""
    (folder / "people.csv").write_text(ROWS)
    with installation(folder) as made:
        receive(made, [folder / "people.csv"], parse(FEED, "people"))
        bring_up_to_date(made)
        yield made


def mention(house: Installation, number: int, anchor: str = "person") -> str:
    """The id of a mention of one row."""
    record = house.ledger.current("TEST", str(number))
    assert record is not None
    return next(m.id for m in house.mentions.of_records([record.id]) if m.anchor == anchor)
