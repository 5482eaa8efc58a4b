"""The national database: persons with their aliases, and facts with those involved (ANG/BNG)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from ingest.synthetic.chance import few, happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import DESK, REGISTER
from ingest.synthetic.incidents import moment
from ingest.synthetic.lists import listed
from ingest.synthetic.people import Person
from ingest.synthetic.records.desk import (
    Desk,
    anchors_of,
    day,
    dwelling,
    identity,
    local,
    place_anchor,
    vehicle_anchor,
)
from ingest.synthetic.saying import say

ROLES = {"suspect": "verdachte", "victim": "slachtoffer", "witness": "getuige"}
ROLES_FR = {"suspect": "suspect", "victim": "victime", "witness": "témoin"}


def ang_person(desk: Desk) -> Iterator[Entry]:
    """Register rows of the hub; one in four persons has a second that nobody joined, some are revised."""
    rng = desk.rng("ang_person")
    turn = 0
    for person in desk.quarter.persons:
        for _ in range(few(rng, 0.75 + 0.5 * happens(rng, 0.5))):
            turn += 1
            yield from _person_rows(desk, rng, person, desk.key("F", turn))


def _person_rows(desk: Desk, rng: Random, person: Person, key: str) -> Iterator[Entry]:
    at = moment(rng)
    yield _person_row(desk, rng, person, key, 1, at)
    if happens(rng, 0.04):
        yield _person_row(desk, rng, person, key, 2, max(at, datetime(2025, 3, 1)))


def _person_row(desk: Desk, rng: Random, person: Person, key: str, version: int, at: datetime) -> Entry:
    said = say(person, REGISTER, rng, at.date())
    alias = desk.alias_of(person) if happens(rng, 0.6) else None
    nickname = person.nickname if happens(rng, 0.6) else ""
    values = {
        "fiche": key,
        "versie": str(version),
        **identity(said),
        "geboorteplaats": person.birth_place,
        **dwelling(said),
        "bijnaam": nickname,
        "alias_naam": alias.family if alias else "",
        "alias_voornaam": alias.given if alias else "",
        "alias_geboortedatum": day(alias.born) if alias else "",
        "geregistreerd": local(at),
    }
    anchors = anchors_of(person, said)
    anchors += [Anchor("alias", "Alias", alias.id)] if alias else []
    return Entry("ang_person", key, values, tuple(anchors), version=str(version))


def ang_fact(desk: Desk) -> Iterator[Entry]:
    """One row for each person involved in a fact, the vehicle of the fact beside the first."""
    rng = desk.rng("ang_fact")
    turn = 0
    for incident in desk.incidents:
        fact = listed("things")["facts"][incident.kind]
        french = incident.lang == "fr"
        for place, (index, role) in enumerate(incident.parts()):
            if happens(rng, 0.2):
                continue
            turn += 1
            person, key = desk.person(index), desk.key("X", turn)
            said = desk.presented(person, DESK, rng, incident.at.date())
            vehicle = incident.vehicle if place == 0 else None
            values = {
                "lijn": key,
                "pv": incident.number,
                "feit": fact["fr"] if french else fact["nl"],
                "feitcode": fact["code"],
                "datum": day(incident.at.date()),
                "plaats_straat": incident.place.street,
                "plaats_nummer": incident.place.number,
                "plaats_postcode": incident.place.town.postcode,
                "plaats_gemeente": incident.place.town.name,
                "hoedanigheid": (ROLES_FR if french else ROLES)[role],
                **identity(said),
                **dwelling(said),
                "nummerplaat": vehicle.plate.written if vehicle else "",
                "plaatland": vehicle.plate.country if vehicle else "",
                "eenheid": incident.unit,
            }
            anchors = [
                Anchor("file", "Case", incident.id),
                place_anchor("scene", incident.place),
                *anchors_of(person, said),
                *([vehicle_anchor("vehicle", vehicle)] if vehicle else []),
            ]
            yield Entry("ang_fact", key, values, tuple(anchors))


def signalment(desk: Desk) -> Iterator[Entry]:
    """Measures to take when somebody, one of their aliases, a vehicle or an object is met (ANG/CROSS)."""
    rng = desk.rng("signalment")
    for turn, person in enumerate(desk.often(rng, 0.06)):
        said = say(person, DESK, rng, date(2025, 1, 1))
        alias = desk.alias_of(person) if happens(rng, 0.5) else None
        own = [vehicle for vehicle in desk.quarter.vehicles if person.index in vehicle.drivers]
        vehicle = rng.choice(own) if own and happens(rng, 0.4) else None
        since = moment(rng).date()
        key = desk.key("S", turn)
        values = {
            "seining": key,
            **identity(said),
            "alias_naam": alias.family if alias else "",
            "alias_voornaam": alias.given if alias else "",
            "alias_geboortedatum": day(alias.born) if alias else "",
            "document": person.document if happens(rng, 0.3) else "",
            "nummerplaat": vehicle.plate.written if vehicle else "",
            "maatregel": rng.choice(
                ["aanhouden", "verhoren", "verblijfplaats melden", "discreet controleren", "voertuig vatten"]
            ),
            "overheid": rng.choice(
                ["parket Antwerpen", "parquet de Liège", "onderzoeksrechter Gent", "Staatsanwaltschaft Eupen"]
            ),
            "van": day(since),
            "tot": day(since.replace(year=since.year + rng.randrange(1, 4), day=min(since.day, 28))),
        }
        anchors = [
            *anchors_of(person, said, home="", phone=""),
            Anchor("event", "Event", f"e:signalment:{key}"),
            *([Anchor("alias", "Alias", alias.id)] if alias else []),
            *([Anchor("document", "Object", f"d:{person.document}")] if values["document"] else []),
            *([vehicle_anchor("vehicle", vehicle)] if vehicle else []),
        ]
        yield Entry("signalment", key, values, tuple(anchors))
