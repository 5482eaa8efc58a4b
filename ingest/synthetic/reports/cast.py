"""The cast of a report: who plays which part, and the things in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from ingest.synthetic.chance import happens
from ingest.synthetic.incidents import Incident
from ingest.synthetic.lists import listed
from ingest.synthetic.origins import any_origin
from ingest.synthetic.people import FalseIdentity, Person
from ingest.synthetic.places import Address, Town, any_address, any_zone, zones
from ingest.synthetic.records.desk import Desk
from ingest.synthetic.society import Company, Vehicle


@dataclass(frozen=True, slots=True)
class Officer:
    """A police officer: known to the texts alone."""

    id: str
    given: str
    family: str


@dataclass
class Cast:
    """Everybody and everything that the slots of a template may name; None where there is none."""

    lang: str
    at: datetime
    written: date
    number: str
    case: str
    unit: str
    scene: Address
    town: Town
    persons: dict[str, Person] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    aliases: dict[str, FalseIdentity] = field(default_factory=dict)
    car: Vehicle | None = None
    firm: Company | None = None
    gang: tuple[str, str] = ("", "")
    things: dict[str, Any] = field(default_factory=dict)

    def may_say(self, template: str) -> bool:
        """False for words that would make an owner or a partner of somebody who is none."""
        keeper = self.car.keeper if self.car else None
        if "@OWNS(s,car)" in template and keeper != self.persons["s"].index:
            return False
        return "@FAMILY_OF(s,v)" not in template or self.persons["s"].spouse == self.persons["v"].index

    def slots(self) -> set[str]:
        """Every slot that this cast can fill."""
        found = {
            *(
                "today",
                "yesterday",
                "lastyear",
                "when",
                "day",
                "clock",
                "pv",
                "unit",
                "town",
                "town2",
                "street",
                "scene",
                "venue",
            ),
            *("bank", "drug", "weapon", "obj", "money", "money2", "count", "fake"),
            *self.persons,
            *self.officers,
        }
        for name, person in self.persons.items():
            found |= {f"{name}.{value}" for value in _values(person, name in self.aliases)}
        found |= {"car", "car.plate"} if self.car else set()
        found |= {"firm"} if self.firm else set()
        return found | ({"gang"} if self.gang[0] else set())


def _values(person: Person, alias: bool) -> list[str]:
    values = ["born", "addr", "phone", "iban", "doc", "imei"]
    values += ["nn"] if person.national_number or person.bis_number else []
    values += ["nick"] if person.nickname else []
    values += ["mail"] if person.mail else []
    values += ["handle"] if person.handle else []
    return values + (["alias"] if alias else [])


def cast_for(desk: Desk, rng: Random, incident: Incident, lang: str) -> Cast:
    """A cast for a report in `lang` about an incident; pairs whose tie is withheld never meet in it."""
    zone = rng.choice([zone for zone in zones() if zone.lang == (lang if lang != "en" else "nl")])
    persons = _persons(desk, rng, incident)
    cast = Cast(
        lang=lang,
        at=incident.at,
        written=(incident.at + timedelta(days=rng.choice((0, 0, 1, 1, 2, 9)))).date(),
        number=incident.number,
        case=incident.id,
        unit=zone.unit if happens(rng, 0.6) else incident.unit,
        scene=incident.place,
        town=incident.place.town,
        persons=persons,
        officers={slot: _officer(rng, desk, zone.lang) for slot in ("o", "o2")},
        car=incident.vehicle or _own_car(desk, rng, persons["s"]),
        firm=rng.choice(desk.quarter.companies),
        things={"town2": any_zone(rng).towns[0], "street": any_address(rng, zone)},
    )
    gangs = [gang for gang in desk.quarter.gangs if persons["s"].index in gang.members]
    cast.gang = (gangs[0].id, gangs[0].name) if gangs else _rumour(rng, desk)
    for slot, person in persons.items():
        alias = desk.alias_of(person)
        if alias:
            cast.aliases[slot] = alias
    return cast


def _rumour(rng: Random, desk: Desk) -> tuple[str, str]:
    """A gang that is talked of, whoever belongs to it."""
    if desk.quarter.gangs:
        gang = rng.choice(desk.quarter.gangs)
        return gang.id, gang.name
    return "", str(rng.choice(listed("things")["gangs"]))


def _persons(desk: Desk, rng: Random, incident: Incident) -> dict[str, Person]:
    """Suspect, companion, victim and witness; the companion is somebody whose tie may be told, if any."""
    first = desk.person(incident.suspects[0]) if incident.suspects else desk.active(rng)
    chosen = {"s": first}
    if incident.kind == "domestic" and first.spouse >= 0:
        chosen["v"] = desk.person(first.spouse)
    second = [desk.person(index) for index in incident.suspects[1:]] + desk.friends(first, withheld=False)
    for slot, wished in (("t", second[:3]), ("v", incident.victims), ("w", incident.witnesses)):
        if slot in chosen:
            continue
        people = [desk.person(one) if isinstance(one, int) else one for one in wished]
        fitting = [person for person in people if _may_meet(desk, person, chosen)]
        if fitting:
            chosen[slot] = fitting[0]
        elif slot != "t":
            chosen[slot] = _stranger(desk, rng, chosen)
    return chosen


def _stranger(desk: Desk, rng: Random, chosen: dict[str, Person]) -> Person:
    for _ in range(50):
        person = desk.anyone(rng)
        if _may_meet(desk, person, chosen):
            return person
    return next(p for p in desk.quarter.persons if p.index not in {one.index for one in chosen.values()})


def _may_meet(desk: Desk, person: Person, chosen: dict[str, Person]) -> bool:
    hidden = {friend.index for friend in desk.friends(person, withheld=True)}
    there = {one.index for one in chosen.values()}
    return person.index not in there and not hidden & there


def _officer(rng: Random, desk: Desk, lang: str) -> Officer:
    number = rng.randrange(40)
    id_ = f"u{desk.quarter.number:04d}{number:03d}{lang}"
    own = Random(f"{desk.seed}/{id_}")
    origin = any_origin(own, lang)
    sex = own.choice("MMF")
    family = origin.surname(own)
    return Officer(id_, origin.given(own, sex), origin.feminine(family) if sex == "F" else family)


def _own_car(desk: Desk, rng: Random, person: Person) -> Vehicle | None:
    own = [vehicle for vehicle in desk.quarter.vehicles if person.index in vehicle.drivers]
    return rng.choice(own) if own else None
