"""Travel and foreigners: bookings, crews, document checks, and reports to the immigration office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from ingest.synthetic.chance import happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import DESK, TRAVEL
from ingest.synthetic.identifiers import ship_number
from ingest.synthetic.incidents import moment
from ingest.synthetic.lists import listed
from ingest.synthetic.people import Person
from ingest.synthetic.records.desk import Desk, anchors_of, day, identity, local
from ingest.synthetic.saying import Said, say

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def pnr_booking(desk: Desk) -> Iterator[Entry]:
    """Bookings of flights with all their passengers; families and friends travel together."""
    rng = desk.rng("pnr_booking")
    for turn in range(max(2, len(desk.quarter.persons) // 10)):
        first = desk.active(rng) if happens(rng, 0.5) else desk.anyone(rng)
        party = _party(desk, rng, first)
        yield _booking(desk, rng, party, desk.key("PNR", turn), moment(rng))


def _party(desk: Desk, rng: Random, first: Person) -> list[Person]:
    """Somebody and some of those they truly have to do with."""
    friends = desk.friends(first)
    return [first, *rng.sample(friends, min(len(friends), rng.choice((0, 1, 1, 2, 3))))]


def _booking(desk: Desk, rng: Random, party: list[Person], key: str, at: datetime) -> Entry:
    carrier, origin, target = rng.choice(listed("things")["flights"])
    passengers, anchors = [], [Anchor("booking", "Event", f"e:pnr_booking:{key}")]
    for place, person in enumerate(party):
        said = desk.presented(person, TRAVEL, rng, at.date())
        document = _document(desk, person, said) if happens(rng, 0.6) else ""
        passengers.append({**_traveller(said), "document": document})
        anchors += _traveller_anchors(person, said, f"passenger[{place}]", f"document[{place}]", document)
    contact, mail = rng.choice(party[0].phones), party[0].mail if happens(rng, 0.6) else ""
    anchors.append(Anchor("phone", "Object", f"t:{contact}"))
    anchors += [Anchor("mail", "Object", f"mail:{mail}")] if mail else []
    values = {
        "booking": key,
        "locator": "".join(rng.choices(LETTERS, k=6)),
        "flight": f"{carrier}{rng.randrange(100, 9000)}",
        "from": origin,
        "to": target,
        "departure": local(at),
        "contact_phone": contact,
        "contact_mail": mail,
        "passengers": passengers,
    }
    return Entry("pnr_booking", key, values, tuple(anchors))


def _traveller(said: Said) -> dict[str, str]:
    return {
        "surname": said.family,
        "given": said.given,
        "born": said.born_iso,
        "sex": said.sex,
        "nationality": said.nationality,
    }


def _document(desk: Desk, person: Person, said: Said) -> str:
    """The papers shown: those of the false identity when that was shown."""
    alias = desk.alias_of(person)
    false = (
        alias is not None
        and f"b:{person.born.isoformat()}" not in said.shows
        and f"b:{alias.born}" in said.shows
    )
    return alias.document if alias and false else person.document


def _traveller_anchors(person: Person, said: Said, anchor: str, paper: str, document: str) -> list[Anchor]:
    shows = tuple(fact for fact in said.shows if fact[0] in "fgihbys")
    if not document:
        return [Anchor(anchor, "Person", person.id, shows)]
    return [
        Anchor(anchor, "Person", person.id, (*shows, f"d:{document}")),
        Anchor(paper, "Object", f"d:{document}"),
    ]


def crew_list(desk: Desk) -> Iterator[Entry]:
    """Crews of ships, handed in on arrival (Aquatask)."""
    rng = desk.rng("crew_list")
    seamen = [
        person for person in desk.quarter.persons if person.sex == "M" and 1960 < person.born.year < 2004
    ]
    for turn in range(max(1, len(desk.quarter.persons) // 100)):
        crew = rng.sample(seamen, min(len(seamen), rng.randrange(5, 12)))
        yield _crew(desk, rng, crew, desk.key("CL", turn), moment(rng))


def _crew(desk: Desk, rng: Random, crew: list[Person], key: str, at: datetime) -> Entry:
    ships: list[str] = listed("things")["ships"]
    which = rng.randrange(len(ships))
    number = ship_number(which)
    members: list[dict[str, Any]] = []
    anchors = [Anchor("call", "Event", f"e:crew_list:{key}"), Anchor("ship", "Vehicle", f"ship:{number}")]
    for place, person in enumerate(crew):
        said = say(person, TRAVEL, rng, at.date())
        document = person.document if happens(rng, 0.5) else ""
        rank = "master" if place == 0 else rng.choice(["AB", "oiler", "cook", "2/O", "bosun"])
        members.append({**_traveller(said), "rank": rank, "document": document})
        anchors += _traveller_anchors(person, said, f"member[{place}]", f"document[{place}]", document)
    values = {
        "list": key,
        "ship": ships[which],
        "imo": f"IMO{number}",
        "port": rng.choice(["Antwerpen", "Zeebrugge", "Gent", "Oostende"]),
        "arrival": local(at),
        "crew": members,
    }
    anchors.append(Anchor("port", "Location", f"l:port {values['port']}"))
    return Entry("crew_list", key, values, tuple(anchors))


def belvis_check(desk: Desk) -> Iterator[Entry]:
    """Checks of visa and travel documents; a false identity shows up here more than elsewhere."""
    rng = desk.rng("belvis_check")
    users = [desk.person(alias.user) for alias in desk.quarter.aliases]
    for turn, person in enumerate([*desk.often(rng, 0.08), *(user for user in users if happens(rng, 0.4))]):
        at, key = moment(rng), desk.key("V", turn)
        said = desk.presented(person, TRAVEL, rng, at.date())
        document = _document(desk, person, said)
        values = {
            "check": key,
            "time": local(at),
            "post": rng.choice(
                ["BRU airport", "CRL airport", "Zeebrugge", "Antwerpen haven", "Eurostar Bruxelles-Midi"]
            ),
            **_traveller(said),
            "document": document,
            "document_kind": "ID" if document.isdigit() else "passport",
            "result": rng.choice(["no hit", "no hit", "no hit", "hit visa", "hit document", "no answer SIS"]),
        }
        anchors = [Anchor("check", "Event", f"e:belvis_check:{key}")]
        anchors += _traveller_anchors(person, said, "person", "document", document)
        yield Entry("belvis_check", key, values, tuple(anchors))


def raavis_report(desk: Desk) -> Iterator[Entry]:
    """Foreign nationals met without a right to stay, reported to the immigration office: never suspects."""
    rng = desk.rng("raavis_report")
    foreign = [person for person in desk.quarter.persons if person.nationality not in ("BE", "NL", "FR")]
    for turn in range(min(len(foreign), max(1, len(desk.quarter.persons) // 25))):
        person, at, key = rng.choice(foreign), moment(rng), desk.key("RA", turn)
        said = desk.presented(person, DESK, rng, at.date())
        values = {
            "verslag": key,
            "datum": day(at.date()),
            **identity(said),
            "straat": said.street,
            "nummer": said.house,
            "postcode": said.postcode,
            "gemeente": said.town,
            "beslissing": rng.choice(
                ["bevel om het grondgebied te verlaten", "vrijlating", "opsluiting", "in onderzoek"]
            ),
        }
        anchors = [*anchors_of(person, said, phone=""), Anchor("report", "Event", f"e:raavis_report:{key}")]
        anchors[0] = Anchor(
            "person", "Person", person.id, tuple(fact for fact in said.shows if fact[0] != "t")
        )
        yield Entry("raavis_report", key, values, tuple(anchors))
