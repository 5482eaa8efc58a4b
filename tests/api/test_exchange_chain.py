"""What one installation exports, another takes in and comes to the same; each export is kept and logged."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from layered_house import BASE, CLEARED, bring, layered, person_of, tell
from warm import installation

from api.cli.export import exports
from api.installation import Installation
from api.purpose import Purpose
from api.reads.exports import Asked, Done
from api.reads.identity import HouseIdentity
from api.reads.places import Folder, paths_of
from api.stages.receive import publish, receive
from api.stages.takeover import take_over
from graph.content_hash import content_hash
from graph.exchange import FORMATS, format_of
from ingest.feeds import load, parse
from ingest.readers import read
from ledger.errors import BadInput, Forbidden
from ledger.record import Draft

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PURPOSE = Purpose("judicial", "BR.1", "joint investigation", "owner")
ROWS = (
    "1,Jan,Peeters,1980-05-12,80051200193",
    "2,Jan,Peeters,1980-05-12,80051200193",
    "3,Anna,De Smet,1990-01-02,",
    "4,Ana,Desmet,1990-01-02,",
)
FEED = """\
name: cars
source: CARS
labels: {nl: a, fr: a, de: a, en: a}
format: csv
key: [number]
handling: {column: handling, map: {H0: H0, H2: H2}}
mentions:
  driver: {type: Person, values: {name: driver, nationalNumber: {column: nn, clean: text}}}
  car: {type: Vehicle, values: {registrationNumber: plate, color: color}}
  phone: {type: Object, values: {kind: {const: phone}, number: {column: phone, clean: text}}}
  place: {type: Location, values: {city: city, country: {const: BE}}}
  event: {type: Event, values: {kind: {const: control}, startDate: time}, when: time}
relations:
  - {type: DRIVES, from: driver, to: car}
  - {type: USES, from: driver, to: phone, status: {const: alleged}, valid_from: since}
  - {type: LIVES_AT, from: driver, to: place, kind: {const: assessment}}
  - {type: PARTICIPATES_IN, from: driver, to: event, role: {const: driver}}
"""
CARS = (
    "1,Jan Peeters,80051200193,1ABC234,red,+32470112233,2020-01,Gent,2026-04-01T10:00:00+02:00,H0",
    "2,Jan Peeters,80051200193,2XYZ987,blue,,,,,H0",
    "3,Piet Claes,,2XYZ987,,+32470112233,,,,H2",
)


def cars(house: Installation, folder: Path, *rows: str) -> list[str]:
    """Accept these rows and bring everything up to date; ids of the records."""
    feed = parse(FEED, "cars.yaml")
    publish(house, feed)
    head = "number,driver,nn,plate,color,phone,since,city,time,handling"
    (folder / "cars.csv").write_text("\n".join([head, *rows]) + "\n")
    drafts = [d for d in read(folder / "cars.csv", feed) if isinstance(d, Draft)]
    receipts = house.ledger.accept(drafts, house.classes.classify, house.act("collection", "a test"))
    bring(house)
    return [receipt.record_id for receipt in receipts]


def everything(house: Installation) -> list[str]:
    return [e.id for type_ in house.ontology.types for e in house.mentions.of_type(type_, [1, 11])]


def exported(
    house: Installation,
    to: Path,
    ids: list[str],
    form: str = "json",
    allowed: tuple[int, ...] = (1,),
    **more: object,
) -> Done:
    asked = Asked(format_of(form), "FGP Gent", ids, **more)  # type: ignore[arg-type]
    return exports(house).export(asked, Folder(to), "ana", PURPOSE, allowed)


def test_another_installation_comes_to_the_same_entities(tmp_path: Path) -> None:
    with layered(tmp_path / "a") as here, installation(tmp_path / "b") as there:
        first = tell(here, tmp_path, *ROWS)
        identity = HouseIdentity(here.store, here.ledger, here.mentions, here.clusters, here.classes)
        ends = person_of(here, first[2]), person_of(here, first[3])
        identity.judge(*ends, "positive", "same address", "en", BASE, "ana", PURPOSE)
        bring(here)
        exported(here, tmp_path / "all.json", everything(here))
        taken = take_over(there, tmp_path / "all.json")
        assert (taken.new, taken.decisions, taken.renamed) == (4, 1, 0)
        bring(there)
        assert content_hash(there.store) == content_hash(here.store)
        exported(there, tmp_path / "back.json", everything(there))
        ends_of = [(tmp_path / name).read_bytes().splitlines()[-1] for name in ("all.json", "back.json")]
        assert ends_of[0] == ends_of[1]
        again = take_over(there, tmp_path / "all.json")
        assert (again.new, again.known, again.decisions) == (0, 4, 0)


def test_a_file_that_was_cut_or_changed_is_not_taken(tmp_path: Path) -> None:
    with layered(tmp_path / "a") as here, installation(tmp_path / "b") as there:
        tell(here, tmp_path, *ROWS)
        exported(here, tmp_path / "all.json", everything(here))
        whole = (tmp_path / "all.json").read_bytes()
        for made in (
            whole[:-40],
            b"".join(whole.splitlines(True)[:-1]),
            whole.replace(b"Peeters", b"Peters"),
        ):
            (tmp_path / "bad.json").write_bytes(made)
            with pytest.raises(BadInput, match=r"cut|digest"):
                take_over(there, tmp_path / "bad.json")
        assert there.ledger.head() == 0


def told(path: Path) -> tuple[list[str], list[str]]:
    """The things and links of a FollowTheMoney file without the ids: the things by what they say."""
    entities = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    ends = {"subject", "object", "owner", "asset", "person", "relative", "party", "case", "member"}
    said = {}
    for one in entities:
        if one.get("named") is False:  # our caption of it, in which a time stands as it was received
            del one["properties"]["name"]
        if not ends & {*one["properties"]}:
            made = [one["schema"], one["properties"]]
            said[one["id"]] = orjson.dumps(made, option=orjson.OPT_SORT_KEYS).decode()
    links = []
    for one in (one for one in entities if one["id"] not in said):
        given = {
            name: [said.get(value, value) for value in sorted(some)]
            for name, some in one["properties"].items()
        }
        links.append(orjson.dumps([one["schema"], given], option=orjson.OPT_SORT_KEYS).decode())
    return sorted(said.values()), sorted(links)


def test_followthemoney_comes_back_with_the_same_entities_values_and_links(tmp_path: Path) -> None:
    with installation(tmp_path / "a") as here, installation(tmp_path / "b") as there:
        cars(here, tmp_path, *CARS[:2])
        exported(here, tmp_path / "out.ftm.json", everything(here), "ftm")
        got = receive(there, [tmp_path / "out.ftm.json"], load("followthemoney"))
        bring(there)
        assert (got.new, got.rejected) == (11, 0)
        exported(there, tmp_path / "back.ftm.json", everything(there), "ftm")
        things, links = told(tmp_path / "out.ftm.json")
        assert (things, links) == told(tmp_path / "back.ftm.json")
        assert (len(things), len(links)) == (6, 5)


def test_an_export_is_logged_and_kept_with_what_it_held(tmp_path: Path) -> None:
    with installation(tmp_path / "a") as here:
        records = cars(here, tmp_path, *CARS[:2])
        driver = next(m for m in here.mentions.of_records(records) if m.type == "Person")
        done = exported(here, tmp_path / "chart.csv", [driver.id], "csv", hops=1)
        [kept] = here.ledger.decisions(kinds=["export"])
        assert (kept.id, kept.class_, kept.author) == (done.decision, 1, "ana")
        assert (
            kept.subject["recipient"] == "FGP Gent" and kept.subject["marking"] == "H0 · internal · judicial"
        )
        assert set(kept.subject["records"]) == set(records) and driver.id in kept.subject["ids"]
        acts = [event for event in here.ledger.events() if event.act.kind == "disclosure"]
        assert [event.phase for event in acts] == ["intent", "intent", "done", "done"]
        assert all(event.act.recipient == "FGP Gent" and event.act.case == "BR.1" for event in acts)
        assert set(records) <= set(acts[-1].act.details["returned"])
        with (tmp_path / "chart.nodes.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == done.things == 6


def test_what_may_not_be_passed_on_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with installation(tmp_path / "a") as here:
        cars(here, tmp_path, *CARS)
        with pytest.raises(Forbidden, match="1 of 3 records"):
            exported(here, tmp_path / "all.json", everything(here))
        assert not list(tmp_path.glob("*.json*")) and not here.ledger.decisions(kinds=["export"])
        [failed] = [event for event in here.ledger.events() if event.phase == "failed"]
        assert failed.act.details["error"] == "Forbidden"
        done = exported(here, tmp_path / "all.json", everything(here), without=True)
        assert done.left_out == 1 and b"Piet" not in (tmp_path / "all.json").read_bytes()
        assert done.met == done.things  # no --most would take more


def test_a_hidden_record_is_in_no_byte(tmp_path: Path) -> None:
    """With a hidden record that joins two visible persons, and without it ever having been."""
    made = []
    hidden = "9,Jan,Peeters,1980-05-12,", "8,Anna,Desmet,1990-01-02,"
    for name, secret in (("with", True), ("without", False)):
        with layered(tmp_path / name) as here:
            ids = [person_of(here, one) for one in tell(here, tmp_path, *ROWS)]
            if secret:
                tell(here, tmp_path, *hidden, compartment="north")
            made.append({form: files(here, tmp_path, ids, form, BASE) for form in FORMATS})
            cleared = {form: files(here, tmp_path, ids, form, CLEARED) for form in FORMATS}
            assert all((made[-1][form] == cleared[form]) is not secret for form in FORMATS)
    assert made[0] == made[1]


def files(house: Installation, folder: Path, ids: list[str], form: str, allowed: list[int]) -> list[bytes]:
    """What an export writes at noon, without when this installation received it."""
    place = Folder(folder / "out", force=True)
    fixed = replace(exports(house), now=lambda: NOON)
    fixed.export(Asked(format_of(form), "FGP", ids, hops=2), place, "ana", PURPOSE, allowed)
    return [re.sub(rb'"received":"[^"]*"', b"", path.read_bytes()) for path in place.paths]


def test_what_only_a_forbidden_record_joins_comes_apart(tmp_path: Path) -> None:
    with installation(tmp_path / "a") as here:
        rows = ("1,Jan Peeters,,1ABC234,,+32470112233,,,,H0", "2,Jan Peeters,85051200104,3CAR333,,,,,,H0")
        bridge = "3,Jan Peeters,85051200104,1ABC234,,+32470112233,,,,H2"
        records = cars(here, tmp_path, *rows, bridge)
        persons = [m.id for m in here.mentions.of_records(records) if m.type == "Person"]
        joined = {here.clusters.cluster_of(1, [id_])[id_] for id_ in persons}
        exported(here, tmp_path / "all.json", persons, without=True)
        lines = [orjson.loads(line) for line in (tmp_path / "all.json").read_bytes().splitlines()]
        mentions = [line["thing"]["mentions"] for line in lines if "thing" in line]
        assert len(joined) == 1 and sorted(map(len, mentions)) == [1, 1]


def test_files_are_named_after_the_format() -> None:
    names = [path.name for path in paths_of(Path("x/chart.csv"), FORMATS["csv"])]
    assert names == ["chart.nodes.csv", "chart.links.csv"]
    assert paths_of(Path("chart"), FORMATS["anx"]) == [Path("chart.anx")]
    assert format_of("", "a.stix.json").name == "stix" and format_of("", "a.csv").name == "csv"
    with pytest.raises(BadInput, match="graphml"):
        format_of("", "a.txt")
