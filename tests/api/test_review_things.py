"""Vehicles and other things in the queue, why, and judgements on them, over GraphQL and at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from edge import PURPOSE, Edge, served
from identity_house import mention
from typer.testing import CliRunner
from warm import installation

from api.cli.app import app
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse
from ledger.errors import BadInput

FEED = """\
name: cars
source: TEST
labels: {nl: voertuigen, fr: véhicules, de: Fahrzeuge, en: cars}
format: csv
key: [number]
mentions:
  driver: {type: Person, values: {firstName: given, lastName: family}, when: family}
  vehicle:
    type: Vehicle
    values:
      {vin: vin, registrationNumber: plate, make: make, model: model, color: color, country: {const: BE}}
relations:
  - {type: DRIVES, from: driver, to: vehicle}
"""
ROWS = """\
number,given,family,plate,make,model,color,vin
1,Jan,Peeters,1ABC234,Volkswagen,Golf,grijs,
2,,,1ABC235,Volkswagen,Golf,grijs,
3,Els,Maes,1ABC235,Volkswagen,Golf,grijs,
4,Jan,Peeters,9XYZ876,Audi,A4,rood,
5,,,2DEF258,Fiat,Punto,wit,
6,,,2DEF25B,Fiat,Punto,wit,
7,,,2DEF258,,,,
8,,,3GHI111,Seat,Leon,wit,VSSZZZ1PZ7R000001
9,,,3GHI111,Seat,Leon,wit,VSSZZZ1PZ7R000002
"""
QUEUE = """query ($types: [String!]) { reviewQueue(first: 10, types: $types) { kind type text mentions links
  why { headline a { mention record } b { mention record } lines { field text left right } notes } } }"""
WHY = """query ($a: ID!, $b: ID!, $lang: String!) { why(a: $a, b: $b, lang: $lang) {
  together headline probability weight notes lines { field weight left } a { mention caption } } }"""
HOW = """query ($id: ID!, $lang: String!) { how(entity: $id, lang: $lang) {
  mentions steps { how text weight left right lines { text } } } }"""
JUDGE = """mutation ($a: ID!, $b: ID!, $kind: JudgementKind!) {
  judge(a: $a, b: $b, kind: $kind, reason: "seen") { warnings judgement { id } } }"""
RETRACT = 'mutation ($id: ID!) { retract(id: $id, reason: "wrong") { id } }'
FOR = ["--as", "ana", "--case", "GE.20.LB.000001/2026", "--reason", "a test"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder: Path = tmp_path_factory.mktemp("cars")
    (folder / "cars.csv").write_text(ROWS)
    with installation(folder) as made:
        receive(made, [folder / "cars.csv"], parse(FEED, "cars"))
        bring_up_to_date(made)
        yield made


@pytest.fixture(scope="module")
def cars(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def ids(house: Installation) -> list[str]:
    return [mention(house, number, "vehicle") for number in range(1, 5)]


def cluster(house: Installation, id_: str) -> tuple[str, ...]:
    return house.clusters.cluster_of(1, [id_])[id_]


def test_the_queue_shows_cars_that_may_be_one(house: Installation, cars: Edge) -> None:
    one, two, _, _ = ids(house)
    [item] = cars.data(QUEUE, types=["Vehicle"])["reviewQueue"]
    assert (item["type"], item["kind"]) == ("Vehicle", "near") and item["links"] == 1
    assert one in {item["why"][side]["mention"] for side in "ab"}
    plate = next(line for line in item["why"]["lines"] if line["field"] == "plate")
    assert plate["text"] == "plates that differ in one sign: speaks for, 6.5 bits"
    assert {plate["left"], plate["right"]} == {"1ABC234", "1ABC235"} and cluster(house, one) != cluster(
        house, two
    )
    everything = cars.data(QUEUE)["reviewQueue"]
    assert {found["type"] for found in everything} >= {"Vehicle", "Person"}
    assert not cars.data(QUEUE, types=["Location", "Object"])["reviewQueue"]
    assert cars.refusal(QUEUE, types=["Case"])["code"] == "BadInput"


def test_why_answers_for_cars_in_every_language(house: Installation, cars: Edge) -> None:
    one, two, three, other = ids(house)
    near = cars.data(WHY, a=one, b=two, lang="en")["why"]
    assert (
        near["weight"] == pytest.approx(sum(line["weight"] for line in near["lines"]))
        and not near["together"]
    )
    assert near["lines"][1]["left"] == near["a"]["caption"]
    exact = cars.data(WHY, a=two, b=three, lang="en")["why"]
    assert exact["together"] and exact["notes"] == ["joined by plate 1ABC235"] and not exact["lines"]
    far = cars.data(WHY, a=one, b=other, lang="en")["why"]
    assert far["probability"] < 0.0001 and "too little to ask anybody about it" in far["notes"]
    said = {cars.data(WHY, a=one, b=two, lang=lang)["why"]["notes"][1] for lang in ("nl", "fr", "de", "en")}
    assert len(said) == 4


def test_a_judgement_on_cars_counts_in_the_next_run(house: Installation, cars: Edge) -> None:
    one, two, three, _ = ids(house)
    positive = cars.data(JUDGE, a=one, b=two, kind="POSITIVE")["judge"]["judgement"]["id"]
    assert not cars.data(QUEUE, types=["Vehicle"])["reviewQueue"]
    bring_up_to_date(house)
    assert set(cluster(house, one)) == {one, two, three}
    negative = cars.data(JUDGE, a=two, b=three, kind="NEGATIVE")["judge"]["judgement"]["id"]
    bring_up_to_date(house)
    assert three not in cluster(house, two) and one in cluster(house, two)
    for made in (positive, negative):
        cars.data(RETRACT, id=made)
    bring_up_to_date(house)
    assert cluster(house, one) == (one,) and set(cluster(house, two)) == {two, three}
    assert len(cars.data(QUEUE, types=["Vehicle"])["reviewQueue"]) == 1


def test_two_chassis_numbers_are_a_warning(house: Installation, cars: Edge) -> None:
    a, b = (mention(house, number, "vehicle") for number in (8, 9))
    assert cluster(house, a) != cluster(house, b)
    why = cars.data(WHY, a=a, b=b, lang="en")["why"]
    assert "they share plate 3GHI111, which does not decide here: something tells them apart" in why["notes"]
    made = cars.data(JUDGE, a=a, b=b, kind="POSITIVE")["judge"]
    assert made["warnings"] == [
        "recorded, though different chassis numbers: check that no number or date was misread"
    ]
    cars.data(RETRACT, id=made["judgement"]["id"])


def test_how_tells_what_was_read_badly(house: Installation, cars: Edge) -> None:
    five, six, seven = (mention(house, number, "vehicle") for number in (5, 6, 7))
    made = cars.data(HOW, id=six, lang="nl")["how"]
    assert made["mentions"] == 3 and {five, six, seven} == set(cluster(house, six))
    first, last = made["steps"]
    assert first["how"] == "identifier" and first["text"][0].endswith("kenmerken: plate 2DEF258")
    assert last["how"] == "misread" and last["weight"] >= 10 and "één keer slecht gelezen" in last["text"][0]
    assert any("het land kent er geen" in line["text"] for line in last["lines"])
    why = cars.data(WHY, a=five, b=six, lang="en")["why"]
    assert why["together"] and why["probability"] > 0.99 and why["weight"] == last["weight"]


def test_another_domain_is_told_of_no_car(house: Installation, cars: Edge) -> None:
    headers = PURPOSE | {"X-Locard-Domain": "administrative"}
    assert cars.ask(QUEUE, headers, types=["Vehicle"])["data"]["reviewQueue"] == []
    one, two, *_ = ids(house)
    assert cars.refusal(WHY, headers, a=one, b=two, lang="en")["code"] == "Missing"


def test_the_command_filters_by_type(house: Installation) -> None:
    environment = {
        "LOCARD_DATA": str(house.settings.data),
        "COLUMNS": "200",
        "LOCARD_GRAPH_IDLE_SECONDS": "2",
    }

    def run(*arguments: str, keys: str = ""):  # type: ignore[no-untyped-def]
        return CliRunner(env=environment).invoke(app, ["review", *arguments, *FOR], input=keys)

    found = orjson.loads(run("--json", "--type", "Vehicle", "--type", "Object").stdout)
    assert [item["type"] for item in found] == ["Vehicle"]
    shown = run("--type", "Vehicle", "--lang", "nl", keys="s\n").output
    assert (
        "Vehicle: het bewijs beslist nauwelijks" in shown
        and "nummerplaten die in één teken verschillen" in shown
    )
    assert isinstance(run("--type", "Case").exception, BadInput)
