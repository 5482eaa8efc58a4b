"""Around a case: exhibits and their custody, conditional releases, results of outside matchers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import DESK, HEARSAY, STREET
from ingest.synthetic.incidents import Incident, moment
from ingest.synthetic.lists import listed
from ingest.synthetic.people import Person
from ingest.synthetic.places import any_address
from ingest.synthetic.records.desk import Desk, day, identity, later, local
from ingest.synthetic.saying import Said, say

STEPS = ("inbeslagname", "overdracht griffie", "labo", "terug griffie", "teruggave")


def seizure_custody(desk: Desk) -> Iterator[Entry]:
    """Each step of each exhibit: seized, handed over, examined, given back (PacOs)."""
    rng = desk.rng("seizure_custody")
    turn = 0
    for incident in desk.incidents:
        if incident.suspects and happens(rng, 0.4):
            turn += 1
            yield from _custody(desk, rng, incident, turn)


def _custody(desk: Desk, rng: Random, incident: Incident, turn: int) -> Iterator[Entry]:
    barcode = f"540{desk.quarter.number:05d}{turn:04d}"
    holder = desk.person(incident.suspects[0])
    kind, description = _thing(rng, incident)
    at = incident.at
    for step in range(rng.randrange(1, 5)):
        yield _step(desk, rng, incident, holder, barcode, kind, description, step, at)
        at = later(rng, at, 40)


def _thing(rng: Random, incident: Incident) -> tuple[str, str]:
    """Kind and description of an exhibit; a weapon loses its article."""
    things = listed("things")
    if incident.kind == "drugs":
        return "drug", f"{rng.randrange(2, 900)} gram {rng.choice(things['drugs']['nl'])}"
    if incident.kind == "firearms":
        return "weapon", str(rng.choice(things["weapons"]["nl"])).removeprefix("een ")
    if happens(rng, 0.4):
        return "phone", str(rng.choice(things["phones"]))
    return "other", str(rng.choice(things["objects"]["nl"])).removeprefix("een ")


def _step(
    desk: Desk,
    rng: Random,
    incident: Incident,
    holder: Person,
    barcode: str,
    kind: str,
    description: str,
    step: int,
    at: datetime,
) -> Entry:
    key = f"{barcode}-{step + 1}"
    said = say(holder, DESK, rng, at.date()) if step == 0 else None
    blank = dict.fromkeys(("familienaam", "voornaam", "geboortedatum", "geslacht", "nationaliteit"), "")
    values = {
        "gebeurtenis": key,
        "barcode": barcode,
        "pv": incident.number,
        "soort": {"drug": "verdovend middel", "weapon": "wapen", "phone": "gsm"}.get(kind, "voorwerp"),
        "omschrijving": description,
        "imei": holder.imei if kind == "phone" else "",
        "stap": STEPS[step],
        "tijdstip": local(at),
        "bewaarder": rng.choice(
            ["griffie Antwerpen", "greffe de Liège", "labo NICC", "PZ depot", "Greffe Charleroi"]
        ),
        **(identity(said) if said else {**blank, "rijksregisternummer": ""}),
    }
    anchors = [
        Anchor("exhibit", "Object", f"x:{barcode}"),
        Anchor("step", "Event", f"e:seizure_custody:{key}"),
        Anchor("file", "Case", incident.id),
    ]
    if said:
        anchors.append(Anchor("person", "Person", holder.id, _without_home(said)))
    if kind == "phone":
        anchors.append(Anchor("device", "Object", f"imei:{holder.imei}"))
    return Entry("seizure_custody", key, values, tuple(anchors))


def _without_home(said: Said) -> tuple[str, ...]:
    return tuple(fact for fact in said.shows if fact[0] not in "azt")


def conditional_release(desk: Desk) -> Iterator[Entry]:
    """Releases under conditions, entered by prosecutors: whom not to meet, where not to go, until when."""
    rng = desk.rng("conditional_release")
    for turn, incident in enumerate(i for i in desk.incidents if i.suspects and happens(rng, 0.12)):
        person = desk.person(incident.suspects[0])
        at, key = later(rng, incident.at, 30), desk.key("IB", turn)
        said = say(person, DESK, rng, at.date())
        avoided = [desk.person(index) for index in (*incident.victims, *incident.suspects[1:])][:1]
        other = say(avoided[0], HEARSAY, rng, at.date()) if avoided else None
        area = any_address(rng, desk.quarter.zone)
        values = {
            "numero": key,
            "notice": incident.number,
            "date": day(at.date()),
            "jusqu_au": day(later(rng, at, 300).date()),
            **identity(said),
            "contact_interdit_nom": other.family if other else "",
            "contact_interdit_prenom": other.given if other else "",
            "zone_interdite_rue": area.street,
            "zone_interdite_code_postal": area.town.postcode,
            "zone_interdite_localite": area.town.name,
        }
        anchors = [
            Anchor("release", "Event", f"e:conditional_release:{key}"),
            Anchor("file", "Case", incident.id),
            Anchor("person", "Person", person.id, _without_home(said)),
            Anchor("area", "Location", f"l:{area.street} {area.town.postcode}"),
        ]
        if avoided and other:
            shows = tuple(fact for fact in other.shows if fact[0] in "fgih")
            anchors.append(Anchor("avoided", "Person", avoided[0].id, shows))
        yield Entry("conditional_release", key, values, tuple(anchors))


def capture_match(desk: Desk) -> Iterator[Entry]:
    """What outside matchers of faces, prints and traces answered: candidates with a score, never facts."""
    rng = desk.rng("capture_match")
    for turn in range(max(2, len(desk.quarter.persons) // 12)):
        incident = rng.choice(desk.incidents)
        right = bool(incident.suspects) and happens(rng, 0.8)
        person = desk.person(rng.choice(incident.suspects)) if right else desk.anyone(rng)
        at, key = later(rng, incident.at, 60), desk.key("CM", turn)
        said = say(person, STREET, rng, at.date())
        digest = hashlib.sha256(f"{desk.seed}/{key}".encode()).hexdigest()
        values = {
            "result": key,
            "notice": incident.number,
            "method": rng.choice(["face", "fingerprint", "DNA", "shoe mark"]),
            "probe": digest,
            "captured": local(incident.at),
            "matched": local(at),
            "score": f"{rng.uniform(0.8, 0.99) if right else rng.uniform(0.5, 0.85):.2f}",
            "candidate": {
                "surname": said.family,
                "given": said.given,
                "born": said.born_iso,
                "sex": said.sex,
                "national_number": said.number,
            },
        }
        anchors = (
            Anchor("match", "Event", f"e:capture_match:{key}"),
            Anchor("probe", "Object", f"m:{digest}"),
            Anchor("person", "Person", person.id, _without_home(said)),
            Anchor("file", "Case", incident.id),
        )
        yield Entry("capture_match", key, values, anchors)


def bepad_event(desk: Desk) -> Iterator[Entry]:
    """Administrative police: who was seen at matches, demonstrations and in bars under supervision."""
    rng = desk.rng("bepad_event")
    turn = 0
    for place in range(max(2, len(desk.quarter.persons) // 40)):
        at, event = moment(rng), desk.key("BE", place)
        first = desk.anyone(rng)
        crowd = [first, *desk.friends(first)[:3], *(desk.anyone(rng) for _ in range(rng.randrange(2, 8)))]
        scene, venue = (
            any_address(rng, desk.quarter.zone),
            rng.choice(listed("things")["venues"][desk.quarter.zone.lang]),
        )
        for person in {person.index: person for person in crowd}.values():
            turn += 1
            said, key = say(person, STREET, rng, at.date()), desk.key("BP", turn)
            values = {
                "regel": key,
                "evenement": event,
                "soort": rng.choice(["voetbalwedstrijd", "betoging", "horecacontrole", "samenscholing"]),
                "tijdstip": local(at),
                "plaats": venue,
                "plaats_straat": scene.street,
                "plaats_postcode": scene.town.postcode,
                "plaats_gemeente": scene.town.name,
                **identity(said),
                "gsm": said.phone,
            }
            anchors = [
                Anchor("event", "Event", f"e:bepad_event:{event}"),
                Anchor("place", "Location", f"l:{venue} {scene.street} {scene.town.postcode}"),
                Anchor("person", "Person", person.id, tuple(f for f in said.shows if f[0] not in "az")),
                *([Anchor("phone", "Object", f"t:{said.phone}")] if said.phone else []),
            ]
            yield Entry("bepad_event", key, values, tuple(anchors))
