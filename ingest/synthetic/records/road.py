"""On the road: the vehicle register, cameras, checks, fines and driving bans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import DESK, REGISTER, STREET
from ingest.synthetic.incidents import moment
from ingest.synthetic.lists import listed
from ingest.synthetic.places import any_address
from ingest.synthetic.plates import Plate
from ingest.synthetic.records.desk import (
    Desk,
    anchors_of,
    day,
    dwelling,
    identity,
    local,
    vehicle_anchor,
)
from ingest.synthetic.saying import say
from ingest.synthetic.society import Vehicle


def vehicle_register(desk: Desk) -> Iterator[Entry]:
    """Vehicles with their keepers, persons or companies."""
    rng = desk.rng("vehicle_register")
    for turn, vehicle in enumerate(desk.quarter.vehicles):
        yield _registration(desk, rng, vehicle, desk.key("DIV", turn))


def _registration(desk: Desk, rng: Random, vehicle: Vehicle, key: str) -> Entry:
    since = moment(rng).date()
    values = {
        "inschrijving": key,
        "plaat": vehicle.plate.written,
        "land": vehicle.plate.country,
        "chassis": vehicle.vin,
        "merk": vehicle.make,
        "model": vehicle.model,
        "kleur": listed("things")["colors"]["nl"][vehicle.color],
        "sinds": day(since),
    }
    anchors = [vehicle_anchor("vehicle", vehicle)]
    if isinstance(vehicle.keeper, int):
        person = desk.person(vehicle.keeper)
        said = say(person, REGISTER, rng, since)
        values |= {**identity(said), **dwelling(said), "firma": "", "ondernemingsnummer": ""}
        anchors += anchors_of(person, said)
    else:
        company = desk.company(vehicle.keeper)
        blank = say(desk.anyone(rng), REGISTER, rng, since)
        values |= dict.fromkeys([*identity(blank), *dwelling(blank)], "")
        values |= {"firma": f"{company.name} {company.form}", "ondernemingsnummer": company.number}
        anchors.append(Anchor("company", "Organisation", company.id))
    return Entry("vehicle_register", key, values, tuple(anchors))


def anpr_hit(desk: Desk) -> Iterator[Entry]:
    """Passages of plates that a camera was told to report, misread now and then; friends drive in convoy."""
    rng = desk.rng("anpr_hit")
    cameras = listed("places")["cameras"]
    turn = 0
    for _ in range(round(len(desk.quarter.persons) * 0.8)):
        vehicle, at = rng.choice(desk.quarter.vehicles), moment(rng)
        route = rng.sample(cameras, rng.choice((1, 1, 2)))
        convoy = [vehicle, *(_companions(desk, rng, vehicle) if happens(rng, 0.25) else [])]
        for leg, camera in enumerate(route):
            for place, member in enumerate(convoy):
                turn += 1
                passed = at + timedelta(minutes=31 * leg, seconds=40 * place + rng.randrange(30))
                yield _passage(rng, desk.key("P", turn), member, camera, local(passed))


def _companions(desk: Desk, rng: Random, vehicle: Vehicle) -> list[Vehicle]:
    """Another vehicle of somebody tied to one of its drivers."""
    friends = [friend.index for driver in vehicle.drivers for friend in desk.friends(desk.person(driver))]
    near = [
        other for other in desk.quarter.vehicles if other is not vehicle and set(other.drivers) & set(friends)
    ]
    return [rng.choice(near)] if near else []


def _passage(rng: Random, key: str, vehicle: Vehicle, camera: list[str], at: str) -> Entry:
    name, latitude, longitude = camera
    read, right = _read(rng, vehicle.plate)
    values = {
        "passage": key,
        "camera": name,
        "lat": str(latitude),
        "lon": str(longitude),
        "tijdstip": at,
        "plaat": read,
        "land": vehicle.plate.country,
        "richting": rng.choice(["in", "uit"]),
        "lijst": rng.choice(["gestolen", "geseind", "onderzoek", "onverzekerd"]),
        "zekerheid": f"{0.99 if right else 0.71:.2f}",
    }
    anchors = (
        Anchor("vehicle", "Vehicle", vehicle.id if right else f"misread:{key}"),
        Anchor("passage", "Event", f"e:anpr_hit:{key}"),
        Anchor("place", "Location", f"l:camera {name}"),
    )
    return Entry("anpr_hit", key, values, anchors)


def _read(rng: Random, plate: Plate) -> tuple[str, bool]:
    """What the camera read, and whether it is right."""
    if not happens(rng, 0.02):
        return plate.number, True
    pairs = {
        "0": "D",
        "8": "B",
        "B": "8",
        "1": "7",
        "5": "S",
        "S": "5",
        "G": "6",
        "Z": "2",
        "2": "Z",
        "M": "N",
    }
    for at, sign in enumerate(plate.number):
        if sign in pairs:
            return plate.number[:at] + pairs[sign] + plate.number[at + 1 :], False
    return plate.number, True


def control(desk: Desk) -> Iterator[Entry]:
    """Checks on the street: a person, whoever is with them, and their vehicle (FOCUS)."""
    rng = desk.rng("control")
    for turn, person in enumerate(desk.often(rng, 0.3)):
        at, key = moment(rng), desk.key("K", turn)
        said = desk.presented(person, STREET, rng, at.date())
        friends = desk.friends(person, withheld=False)
        companion = rng.choice(friends) if friends and happens(rng, 0.45) else None
        other = say(companion, STREET, rng, at.date()) if companion else None
        own = [vehicle for vehicle in desk.quarter.vehicles if person.index in vehicle.drivers]
        vehicle = rng.choice(own) if own and happens(rng, 0.5) else None
        place = any_address(rng, desk.quarter.zone)
        values = {
            "controle": key,
            "tijdstip": local(at),
            **identity(said),
            **dwelling(said),
            "met_familienaam": other.family if other else "",
            "met_voornaam": other.given if other else "",
            "met_geboortedatum": other.born if other else "",
            "nummerplaat": vehicle.plate.written if vehicle else "",
            "plaats_straat": place.street,
            "plaats_postcode": place.town.postcode,
            "plaats_gemeente": place.town.name,
            "reden": rng.choice(
                ["verkeerscontrole", "verdacht gedrag", "hotspot", "FIPA", "melding bewoner"]
            ),
        }
        anchors = [
            *anchors_of(person, said),
            Anchor("check", "Event", f"e:control:{key}"),
            Anchor("place", "Location", f"l:{place.street} {place.town.postcode}"),
            *([vehicle_anchor("vehicle", vehicle)] if vehicle else []),
        ]
        if companion and other:
            shown = tuple(fact for fact in other.shows if fact[0] in "fgihby")
            anchors.append(Anchor("companion", "Person", companion.id, shown))
        states = ((person.index, companion.index),) if companion else ()
        yield Entry("control", key, values, tuple(anchors), states)


def cross_border_fine(desk: Desk) -> Iterator[Entry]:
    """Immediate fines to keepers and drivers."""
    rng = desk.rng("cross_border_fine")
    for turn in range(round(len(desk.quarter.persons) * 0.2)):
        vehicle, at = rng.choice(desk.quarter.vehicles), moment(rng)
        person = desk.person(rng.choice(vehicle.drivers))
        said, place = say(person, DESK, rng, at.date()), any_address(rng, desk.quarter.zone)
        key = desk.key("B", turn)
        values = {
            "numero": key,
            "date": local(at),
            "nom": said.family,
            "prenom": said.given,
            "naissance": said.born,
            "rue": said.street,
            "numero_maison": said.house,
            "code_postal": said.postcode,
            "localite": said.town,
            "plaque": vehicle.plate.written,
            "pays": vehicle.plate.country,
            "lieu_rue": place.street,
            "lieu_code_postal": place.town.postcode,
            "lieu_localite": place.town.name,
            "infraction": rng.choice(["vitesse", "gsm au volant", "feu rouge", "stationnement", "ceinture"]),
            "montant": str(rng.choice((58, 116, 174, 473))),
        }
        shows = tuple(fact for fact in said.shows if fact[0] in "fgihbyaz")
        anchors = [
            Anchor("person", "Person", person.id, shows),
            *(found for found in anchors_of(person, said, phone="") if found.type == "Location"),
            vehicle_anchor("vehicle", vehicle),
            Anchor("fine", "Event", f"e:cross_border_fine:{key}"),
            Anchor("place", "Location", f"l:{place.street} {place.town.postcode}"),
        ]
        yield Entry("cross_border_fine", key, values, tuple(anchors))


def driving_ban(desk: Desk) -> Iterator[Entry]:
    """Persons who may not drive, and until when (Mercurius)."""
    rng = desk.rng("driving_ban")
    for turn, person in enumerate(desk.often(rng, 0.06)):
        since = moment(rng).date()
        said, key = say(person, DESK, rng, since), desk.key("R", turn)
        values = {
            "verval": key,
            **identity(said),
            **dwelling(said),
            "van": day(since),
            "tot": day(date(since.year + rng.randrange(1, 3), since.month, 1)),
            "rechtbank": rng.choice(
                ["politierechtbank Antwerpen", "tribunal de police de Liège", "Polizeigericht Eupen"]
            ),
        }
        anchors = [*anchors_of(person, said), Anchor("ban", "Event", f"e:driving_ban:{key}")]
        yield Entry("driving_ban", key, values, tuple(anchors))
