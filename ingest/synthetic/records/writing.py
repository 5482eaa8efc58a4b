"""Texts: reports, interviews, information notes, declarations of citizens, captures of the open web."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from ingest.synthetic.chance import draw, happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import DESK, Habit
from ingest.synthetic.incidents import Incident
from ingest.synthetic.people import Person
from ingest.synthetic.records.desk import Desk, identity, later, local
from ingest.synthetic.reports.cast import Cast, cast_for
from ingest.synthetic.reports.compose import compose, fitting, gold_of, parts_played, stated_pairs
from ingest.synthetic.reports.page import Page
from ingest.synthetic.saying import Said, say

LANGUAGES = ("nl", "fr", "de", "en")
_SHARES = tuple(accumulate((50, 33, 9, 8)))
GENRES = {
    "drugs": ("drugs",),
    "firearms": ("drugs", "violence"),
    "theft": ("theft",),
    "damage": ("theft", "violence"),
    "vehicles": ("theft", "traffic"),
    "fraud": ("fraud",),
    "violence": ("violence",),
    "threat": ("violence", "missing"),
    "domestic": ("domestic", "missing"),
    "traffic": ("traffic",),
}
WORDS = {"suspect": "verdachte", "victim": "slachtoffer", "witness": "getuige", "complainant": "klager"} | {
    "driver": "bestuurder",
    "passenger": "passagier",
    "missing": "vermiste",
    "other": "andere",
}
PLATFORMS = ("forum.example", "market.example", "photos.example", "video.example")


@dataclass(frozen=True)
class Written:
    """A text with its cast and genre."""

    cast: Cast
    page: Page
    genre: str
    incident: Incident


def written(desk: Desk, rng: Random, incident: Incident, genres: Sequence[str]) -> Written:
    """A text about an incident in one of the genres that its cast can play, else a theft, as any can."""
    cast = cast_for(desk, rng, incident, draw(rng, LANGUAGES, _SHARES))
    playable = [genre for genre in genres if fitting(cast, genre)] or ["theft"]
    genre = rng.choice(playable)
    return Written(cast, compose(rng, cast, genre), genre, incident)


def _entry(
    feed: str,
    key: str,
    values: dict[str, Any],
    anchors: Sequence[Anchor],
    text: Written,
    column: str = "text",
) -> Entry:
    states = stated_pairs(text.page, text.cast)
    return Entry(feed, key, values, tuple(anchors), states, {column: gold_of(text.page, text.genre)})


def islp_report(desk: Desk) -> Iterator[Entry]:
    """Register reports of the local police: those involved in columns, the rest as text (ISLP)."""
    rng = desk.rng("islp_report")
    for turn, incident in enumerate(i for i in desk.incidents if happens(rng, 0.66)):
        text, key = written(desk, rng, incident, GENRES[incident.kind]), desk.key("PV", turn)
        people, anchors = _involved(desk, rng, text)
        sent = happens(rng, 0.38)
        values = {
            "report": key,
            "notice": incident.number,
            "unit": text.cast.unit,
            "date": text.cast.written.isoformat(),
            "lang": text.cast.lang,
            "persons": people,
            "sent_to_hub": "yes" if sent else "no",
            "not_sent_because": ""
            if sent
            else rng.choice(["not concrete", "awaiting validation", "fact not codable"]),
            "text": text.page.text,
        }
        yield _entry("islp_report", key, values, [Anchor("file", "Case", incident.id), *anchors], text)


def _involved(desk: Desk, rng: Random, text: Written) -> tuple[list[dict[str, str]], list[Anchor]]:
    """The persons with a role in the text, as the officer typed them into the columns."""
    people: list[dict[str, str]] = []
    anchors: list[Anchor] = []
    for slot, role in parts_played(text.page):
        person = text.cast.persons.get(slot)
        if person is None or happens(rng, 0.15):
            continue
        said = say(person, DESK, rng, text.cast.written)
        anchors.append(Anchor(f"person[{len(people)}]", "Person", person.id, _typed(said)))
        people.append({**identity(said), "hoedanigheid": WORDS[role]})
    return people, anchors


def _typed(said: Said) -> tuple[str, ...]:
    return tuple(fact for fact in said.shows if fact[0] not in "azt")


def interview(desk: Desk) -> Iterator[Entry]:
    """Interviews: who was heard in columns, what they said as text."""
    rng = desk.rng("interview")
    for turn, incident in enumerate(i for i in desk.incidents if happens(rng, 0.4)):
        text, key = written(desk, rng, incident, ("interview",)), desk.key("IV", turn)
        played = [(slot, role) for slot, role in parts_played(text.page) if slot in text.cast.persons]
        slot, role = played[0] if played else ("s", "suspect")
        person = text.cast.persons[slot]
        said = say(person, DESK, rng, text.cast.written)
        values = {
            "interview": key,
            "notice": incident.number,
            "date": text.cast.written.isoformat(),
            "lang": text.cast.lang,
            **identity(said),
            "hoedanigheid": WORDS[role],
            "text": text.page.text,
        }
        anchors = [Anchor("file", "Case", incident.id), Anchor("person", "Person", person.id, _typed(said))]
        yield _entry("interview", key, values, anchors, text)


def information_note(desk: Desk) -> Iterator[Entry]:
    """Information notes, each with its grade and handling code."""
    rng = desk.rng("information_note")
    for turn, incident in enumerate(i for i in desk.incidents if i.suspects and happens(rng, 0.26)):
        text, key = (
            written(desk, rng, incident, ("information", "information", "phone")),
            desk.key("RIR", turn),
        )
        values = {
            "note": key,
            "date": text.cast.written.isoformat(),
            "lang": text.cast.lang,
            "unit": text.cast.unit,
            "reliability": rng.choice("AABBBC"),
            "credibility": rng.choice("122334"),
            "handling": rng.choice(("H0", "H0", "H1", "H1")),
            "text": text.page.text,
        }
        yield _entry("information_note", key, values, [], text)


CITIZEN = Habit(
    spelling=0.02, key=0.06, no_birth=0.15, no_number=0.4, no_phone=0.3, no_sex=1.0, marital=0.4, upper=0.05
)


def declaration(desk: Desk) -> Iterator[Entry]:
    """Declarations that citizens make online: the complainant in columns, the story in their words."""
    rng = desk.rng("declaration")
    for turn, incident in enumerate(i for i in desk.incidents if i.victims and happens(rng, 0.28)):
        text, key = written(desk, rng, incident, ("declaration",)), desk.key("EC", turn)
        person = text.cast.persons["v"]
        said = say(person, CITIZEN, rng, text.cast.written)
        mail = person.mail if happens(rng, 0.8) else ""
        values = {
            "declaration": key,
            "time": local(later(rng, incident.at, 3)),
            "date": text.cast.written.isoformat(),
            "lang": text.cast.lang,
            "status": rng.choice(["received", "in treatment", "closed"]),
            "complainant": _complainant(said, mail),
            "text": text.page.text,
        }
        yield _entry("declaration", key, values, _complainant_anchors(person, said, mail, key), text)


def _complainant(said: Said, mail: str) -> dict[str, str]:
    return {
        "given": said.given,
        "family": said.family,
        "born": said.born_iso,
        "national_number": said.number,
        "street": said.street,
        "number": said.house,
        "postcode": said.postcode,
        "town": said.town,
        "phone": said.phone,
        "mail": mail,
    }


def _complainant_anchors(person: Person, said: Said, mail: str, key: str) -> list[Anchor]:
    shows = (*said.shows, *((f"m:{mail}",) if mail else ()))
    place = next((fact[2:] for fact in said.shows if fact.startswith("a:")), "")
    found = [
        Anchor("declared", "Event", f"e:declaration:{key}"),
        Anchor("complainant", "Person", person.id, shows),
    ]
    found += [Anchor("home", "Location", f"l:{place}")] if place else []
    found += [Anchor("phone", "Object", f"t:{said.phone}")] if said.phone else []
    return found + ([Anchor("mail", "Object", f"mail:{mail}")] if mail else [])


def osint_capture(desk: Desk) -> Iterator[Entry]:
    """Pages of the open web as a virtual patrol saved them: address, digest, low grade."""
    rng = desk.rng("osint_capture")
    turn = 0
    for incident in (i for i in desk.incidents if i.suspects and happens(rng, 0.8)):
        if not desk.person(incident.suspects[0]).handle:
            continue
        turn += 1
        text, key = written(desk, rng, incident, ("osint",)), desk.key("OS", turn)
        handle = text.cast.persons["s"].handle
        url = f"https://{rng.choice(PLATFORMS)}/{handle.removeprefix('@')}/{rng.randrange(10**6)}"
        values = {
            "capture": key,
            "url": url,
            "captured": local(later(rng, incident.at, 20)),
            "sha256": hashlib.sha256(text.page.text.encode()).hexdigest(),
            "handle": handle,
            "date": text.cast.written.isoformat(),
            "lang": text.cast.lang,
            "text": text.page.text,
        }
        anchors = [Anchor("page", "Object", f"url:{url}"), Anchor("account", "Object", f"handle:{handle}")]
        yield _entry(
            "osint_capture",
            key,
            values,
            [*anchors, Anchor("capture", "Event", f"e:osint_capture:{key}")],
            text,
        )


DOCUMENTS = {"docx": 10, "pdf": 10, "txt": 15}
"""How many documents of each kind a quarter of 500 persons has."""


def islp_document(desk: Desk) -> Iterator[Entry]:
    """Whole documents: letters, reports and statements as TXT, DOCX and PDF files."""
    rng = desk.rng("islp_document")
    turn = 0
    for form, count in DOCUMENTS.items():
        for _ in range(max(1, count * len(desk.quarter.persons) // 500)):
            turn += 1
            incident = rng.choice(desk.incidents)
            text = written(desk, rng, incident, (*GENRES[incident.kind], "interview"))
            id_, date = desk.key("DOC", turn), text.cast.written.isoformat()
            key, values = f"{id_}|{text.cast.lang}|{date}", {"file": f"{id_}_{text.cast.lang}_{date}"}
            entry = _entry("islp_document", key, values, [], text)
            yield Entry(entry.feed, key, values, (), entry.states, entry.texts, form=form)
