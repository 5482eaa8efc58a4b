"""A restricted record that bridges two persons, from the ledger to the card, and what is left without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.installation import Installation
from api.settings import Settings
from api.stages.project import project
from api.stages.receive import publish
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from graph.content_hash import content_hash
from graph.read import card, search
from ingest.feeds import parse
from ingest.readers import read
from ledger.entry import Decision
from ledger.errors import Missing
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
rules:
  - {{class: 1, when: {{domain: judicial, compartment: "", {ANY}}}}}
  - {{class: 11, when: {{domain: judicial, compartment: any, {ANY}}}}}
sessions:
  - {{domain: judicial, holds: [1, 11]}}
  - {{domain: administrative, holds: [2]}}
"""
BASE, CLEARED = [1], [1, 11]
ONE, TWO = "1,Jan,Peeters,1980-05-12,", "2,,Peters,,80051200193"
BRIDGE = "3,Jan,Peeters,1980-05-12,80051200193"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    settings = Settings(data=tmp_path / "data", graph_idle_seconds=1.0, graph_memory="512m")
    with Installation(settings) as made:
        made.classes = read_classes(CLASSES, "classes.yaml")
        publish(made, parse(FEED, "people.yaml"))
        yield made


def tell(house: Installation, folder: Path, *rows: str, compartment: str = "") -> list[str]:
    """Accept these rows, in a compartment where one is named, and bring everything up to date."""
    (folder / "rows.csv").write_text("\n".join(["number,first,last,born,nn", *rows]) + "\n")
    found = read(folder / "rows.csv", parse(FEED, "people.yaml"))
    drafts = [
        replace(draft, marking=replace(draft.marking, compartment=compartment))
        for draft in found
        if isinstance(draft, Draft)
    ]
    receipts = house.ledger.accept(drafts, house.classes.classify, house.act("collection", "a test"))
    bring(house)
    return [receipt.record_id for receipt in receipts]


def bring(house: Installation) -> None:
    understand(house)
    resolve_layers(house)
    project(house)


def erase(house: Installation, record: str) -> None:
    """What the erasure of a record does to the mentions; the ledger's place moves on by what comes next."""
    mentions = house.mentions
    mentions.apply([], [record], mentions.position, mentions.incarnation, mentions.mark)


def persons(house: Installation, allowed: list[int]) -> set[str]:
    """The cards of all that is called Peeters or Peters."""
    hits = [hit for name in ("Peeters", "Peters") for hit in search(house.store, name, allowed).hits]
    return {card(house.store, hit.entity.id, allowed).id for hit in hits}


def person_of(house: Installation, record: str) -> str:
    (mention,) = house.mentions.of_records([record])
    return mention.id


def test_a_restricted_record_joins_for_those_who_may_see_it_and_leaves_nothing(
    house: Installation, tmp_path: Path
) -> None:
    one, two = tell(house, tmp_path, ONE, TWO)
    before = content_hash(house.store)
    assert len(persons(house, BASE)) == len(persons(house, CLEARED)) == 2

    (hidden,) = tell(house, tmp_path, BRIDGE, compartment="north")
    assert len(persons(house, BASE)) == 2 and len(persons(house, CLEARED)) == 1
    seen = [card(house.store, person_of(house, record), CLEARED) for record in (one, two, hidden)]
    assert seen[0] == seen[1] == seen[2] and seen[0].records == 3
    assert seen[0].values["nationalNumber"] == "80051200193"
    for record in (one, two):
        alone = card(house.store, person_of(house, record), BASE)
        assert (alone.records, {m.record.id for m in alone.mentions}) == (1, {record})
    with pytest.raises(Missing):
        card(house.store, person_of(house, hidden), BASE)

    erase(house, hidden)
    tell(house, tmp_path, "9,Els,Maes,1991-11-30,", compartment="north")
    (other,) = [m.record for m in house.mentions.of_type("Person", [11])]
    erase(house, other)
    house.ledger.decide(Decision("unsure", {}, 1, "ana"), house.act("alteration", "a test"))
    bring(house)
    assert content_hash(house.store) == before
    for left in ("MATCH (n WHERE n.class = 11)", "MATCH ()-[n WHERE n.class = 11]->()"):
        assert house.store.read(f"{left} RETURN count(n) AS n") == [{"n": 0}]
    assert len(persons(house, BASE)) == len(persons(house, CLEARED)) == 2


def test_a_restricted_judgement_joins_and_parts_for_those_who_may_see_it(
    house: Installation, tmp_path: Path
) -> None:
    one, two = tell(house, tmp_path, ONE, TWO)
    subject = {"a": person_of(house, one), "b": person_of(house, two)}
    for kind, seen in (("positive", 1), ("negative", 2)):
        house.ledger.decide(Decision(kind, subject, 11, "ana", kind), house.act("alteration", "a test"))
        bring(house)
        assert (len(persons(house, BASE)), len(persons(house, CLEARED))) == (2, seen)
