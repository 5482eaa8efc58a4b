"""The desk at which records are written: the quarter, its incidents and a stream of chance for each feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from ingest.synthetic.chance import chance, happens
from ingest.synthetic.entry import Anchor
from ingest.synthetic.habits import Habit
from ingest.synthetic.incidents import Incident
from ingest.synthetic.people import FalseIdentity, Person, Tie
from ingest.synthetic.places import Address
from ingest.synthetic.saying import Said, say, say_false
from ingest.synthetic.society import Company, Quarter, Vehicle

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class Desk:
    """Quarter and incidents, and what the feeds ask of them."""

    seed: int
    quarter: Quarter
    incidents: tuple[Incident, ...]

    def rng(self, feed: str) -> Random:
        """A stream of chance of this feed and quarter."""
        return chance(self.seed, feed, self.quarter.number)

    def key(self, prefix: str, turn: int) -> str:
        """A key that no other record of the feed has."""
        return f"{prefix}{self.quarter.number:04d}{turn:05d}"

    def person(self, index: int) -> Person:
        """The person with this index."""
        return self.quarter.person(index)

    def often(self, rng: Random, mean: float) -> list[Person]:
        """Persons of the quarter, the active ones more often; `mean` is records per person."""
        count = round(len(self.quarter.persons) * mean)
        weights = [person.activity for person in self.quarter.persons]
        return rng.choices(self.quarter.persons, weights, k=count)

    def active(self, rng: Random) -> Person:
        """One person, the active ones more often."""
        return rng.choices(self.quarter.persons, [person.activity for person in self.quarter.persons])[0]

    def anyone(self, rng: Random) -> Person:
        """A person of the quarter."""
        return rng.choice(self.quarter.persons)

    @cached_property
    def _aliases(self) -> dict[int, FalseIdentity]:
        return {alias.user: alias for alias in self.quarter.aliases}

    @cached_property
    def _ties(self) -> dict[int, list[Tie]]:
        ties: dict[int, list[Tie]] = {}
        for tie in self.quarter.ties:
            ties.setdefault(tie.a, []).append(tie)
            ties.setdefault(tie.b, []).append(tie)
        return ties

    def alias_of(self, person: Person) -> FalseIdentity | None:
        """The false identity that a person uses, if any."""
        return self._aliases.get(person.index)

    def presented(self, person: Person, habit: Habit, rng: Random, on: date) -> Said:
        """What is written of a person who shows their papers, which are now and then another's."""
        alias = self.alias_of(person)
        if alias and happens(rng, 0.3):
            return say_false(alias, habit, rng, person.sex)
        return say(person, habit, rng, on)

    def company(self, id_: str) -> Company:
        """The company with this id."""
        return next(company for company in self.quarter.companies if company.id == id_)

    def friends(self, person: Person, withheld: bool | None = None) -> list[Person]:
        """Those who truly have to do with a person; `withheld` leaves only those whose tie is so."""
        ties = self._ties.get(person.index, [])
        kept = [tie for tie in ties if withheld is None or tie.withheld is withheld]
        return [self.person(tie.b if tie.a == person.index else tie.a) for tie in kept]


def local(at: datetime) -> str:
    """A time as a Belgian system writes it: with the offset of Brussels."""
    return at.replace(tzinfo=BRUSSELS).isoformat(timespec="seconds")


def day(on: date) -> str:
    """DD/MM/YYYY."""
    return on.strftime("%d/%m/%Y")


def later(rng: Random, at: datetime, days: int) -> datetime:
    """A moment at most so many days later."""
    return at + timedelta(days=rng.randrange(days + 1), minutes=rng.randrange(600))


def identity(said: Said) -> dict[str, str]:
    """The columns that most Belgian systems share."""
    return {
        "familienaam": said.family,
        "voornaam": said.given,
        "geboortedatum": said.born,
        "geslacht": said.sex,
        "nationaliteit": said.nationality,
        "rijksregisternummer": said.number,
    }


def dwelling(said: Said) -> dict[str, str]:
    """Columns of an address and a phone."""
    return {
        "straat": said.street,
        "nummer": said.house,
        "bus": said.box,
        "postcode": said.postcode,
        "gemeente": said.town,
        "gsm": said.phone,
    }


def anchors_of(
    person: Person, said: Said, anchor: str = "person", home: str = "home", phone: str = "phone"
) -> list[Anchor]:
    """The anchors of a person and of the address and phone beside them, where these are said."""
    found = [Anchor(anchor, "Person", person.id, said.shows)]
    place = next((fact[2:] for fact in said.shows if fact.startswith("a:")), "")
    if place and home:
        found.append(Anchor(home, "Location", f"l:{place}"))
    if said.phone and phone:
        found.append(Anchor(phone, "Object", f"t:{said.phone}"))
    return found


def place_anchor(anchor: str, place: Address) -> Anchor:
    """The anchor of an address."""
    return Anchor(anchor, "Location", f"l:{place.key}")


def vehicle_anchor(anchor: str, vehicle: Vehicle) -> Anchor:
    """The anchor of a vehicle."""
    return Anchor(anchor, "Vehicle", vehicle.id)
