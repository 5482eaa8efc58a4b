"""A real installation whose records may be in a compartment, for the tests of what each session sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from warm import installation

from api.installation import Installation
from api.stages.project import project
from api.stages.receive import publish
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from ingest.feeds import parse
from ingest.readers import read
from ledger.record import Draft
from policy.classes import read as read_classes

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: people}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values:
      firstName: first
      lastName: last
      birthDate: {column: born, clean: date}
      nationalNumber: {column: nn, clean: national_number}
"""
ANY = "classification: any, handling: any, unit: any, archived: any"
CLASSES = f"""\
classes:
  - {{class: 1, name: a, domain: judicial, base: true, labels: {{nl: a, fr: a, de: a, en: a}}}}
  - {{class: 2, name: b, domain: administrative, base: true, labels: {{nl: b, fr: b, de: b, en: b}}}}
  - {{class: 11, name: c, domain: judicial, labels: {{nl: c, fr: c, de: c, en: c}}}}
  - {{class: 12, name: d, domain: judicial, labels: {{nl: d, fr: d, de: d, en: d}}}}
  - {{class: 13, name: e, compound: [11, 12], labels: {{nl: e, fr: e, de: e, en: e}}}}
rules:
  - {{class: 1, when: {{domain: judicial, compartment: "", {ANY}}}}}
  - {{class: 11, when: {{domain: judicial, compartment: north, {ANY}}}}}
  - {{class: 12, when: {{domain: judicial, compartment: south, {ANY}}}}}
sessions:
  - {{domain: judicial, holds: [1, 11, 12, 13]}}
  - {{domain: administrative, holds: [2]}}
"""
BASE, CLEARED = [1], [1, 11]
ONE, TWO = "1,Jan,Peeters,1980-05-12,", "2,,Peters,,00000100166"
BRIDGE = "3,Jan,Peeters,1980-05-12,00000100166"
"""What one and two say, who alone say too little of each other: the number tells no date of birth."""


@contextmanager
def layered(folder: Path, server: str = "embedded") -> Iterator[Installation]:
    """An installation with two compartments, of which nothing is known yet."""
    with installation(folder, server) as made:
        made.classes = read_classes(CLASSES, "classes.yaml")
        publish(made, parse(FEED, "people.yaml"))
        yield made


def tell(
    house: Installation, folder: Path, *rows: str, compartment: str = "", domain: str = "judicial"
) -> list[str]:
    """Accept these rows, in a compartment where one is named, and bring everything up to date."""
    records = accept(house, folder, *rows, compartment=compartment, domain=domain)
    bring(house)
    return records


def accept(
    house: Installation, folder: Path, *rows: str, compartment: str = "", domain: str = "judicial"
) -> list[str]:
    """Accept these rows, in a compartment where one is named; ids of their records."""
    (folder / "rows.csv").write_text("\n".join(["number,first,last,born,nn", *rows]) + "\n")
    found = read(folder / "rows.csv", parse(FEED, "people.yaml"))
    drafts = [
        replace(draft, marking=replace(draft.marking, compartment=compartment, domain=domain))
        for draft in found
        if isinstance(draft, Draft)
    ]
    receipts = house.ledger.accept(drafts, house.classes.classify, house.act("collection", "a test"))
    return [receipt.record_id for receipt in receipts]


def bring(house: Installation) -> None:
    """Bring clusters and graph to the ledger's head."""
    understand(house)
    resolve_layers(house)
    project(house)


def erase(house: Installation, record: str) -> None:
    """What the erasure of a record does to the mentions; the ledger's place moves on by what comes next."""
    mentions = house.mentions
    mentions.apply([], [record], mentions.position, mentions.incarnation, mentions.mark)


def person_of(house: Installation, record: str) -> str:
    (mention,) = house.mentions.of_records([record])
    return mention.id
