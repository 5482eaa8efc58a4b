"""Incidents: what happened, where, when, and who had which part in it. Most records are about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from ingest.synthetic.chance import chance, draw, happens
from ingest.synthetic.lists import listed
from ingest.synthetic.places import Address, any_address
from ingest.synthetic.society import PER_QUARTER, Gang, Quarter, Vehicle

START = datetime(2022, 9, 1)
DAYS = 1020
HOURS = (2, 1, 1, 1, 0.5, 0.5, 1, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6, 6, 5, 4, 3)
_HOUR_WEIGHTS = tuple(accumulate(HOURS))


@dataclass(frozen=True, slots=True)
class Incident:
    """One fact with its notice number; parts are indices of persons."""

    index: int
    kind: str
    at: datetime
    place: Address
    number: str
    lang: str
    unit: str
    suspects: tuple[int, ...]
    victims: tuple[int, ...]
    witnesses: tuple[int, ...]
    vehicle: Vehicle | None
    gang: Gang | None

    @property
    def id(self) -> str:
        """The case's id in the truth."""
        return f"c{self.index:07d}"

    def parts(self) -> list[tuple[int, str]]:
        """Everybody with their role."""
        roles = (("suspect", self.suspects), ("victim", self.victims), ("witness", self.witnesses))
        return [(index, role) for role, indices in roles for index in indices]


def moment(rng: Random) -> datetime:
    """A minute within the years that the records cover."""
    hour = draw(rng, range(24), _HOUR_WEIGHTS)
    return START + timedelta(days=rng.randrange(DAYS), hours=hour, minutes=rng.randrange(60))


def notice_number(rng: Random, kind: str, running: int, year: int, postcode: str) -> str:
    """A notice number: district, code of the fact, zone, running number (below a million) and year."""
    district = {
        "1": "BR",
        "2": "AN",
        "3": "LE",
        "4": "LI",
        "5": "NA",
        "6": "CH",
        "7": "MO",
        "8": "BG",
        "9": "GE",
    }
    code = listed("things")["facts"][kind]["code"]
    return f"{district[postcode[0]]}.{code[:2]}.L{rng.randrange(1, 9)}.{running % 1_000_000:06d}/{year}"


def happenings(seed: int, quarter: Quarter) -> list[Incident]:
    """The incidents of one quarter, in order of time."""
    rng = chance(seed, "incidents", quarter.number)
    count = max(4, round(len(quarter.persons) * 0.5))
    drafts = sorted(moment(rng) for _ in range(count))
    weights = tuple(accumulate(person.activity for person in quarter.persons))
    return [_incident(quarter, rng, place, at, weights) for place, at in enumerate(drafts)]


def _incident(
    quarter: Quarter, rng: Random, place: int, at: datetime, weights: tuple[float, ...]
) -> Incident:
    index = quarter.number * PER_QUARTER + place
    gang = rng.choice(quarter.gangs) if quarter.gangs and happens(rng, 0.3) else None
    kind = gang.sector if gang else rng.choice(list(listed("things")["facts"]))
    address = any_address(rng, quarter.zone)
    suspects = _suspects(quarter, rng, gang, weights)
    others = [rng.choice(quarter.persons).index for _ in range(4)]
    others = [other for other in dict.fromkeys(others) if other not in suspects]
    victims = others[: 0 if kind in ("drugs", "firearms") else 1 + (rng.random() < 0.15)]
    witnesses = others[len(victims) : len(victims) + (rng.random() < 0.4)]
    return Incident(
        index=index,
        kind=kind,
        at=at,
        place=address,
        number=notice_number(rng, kind, quarter.number * 300 + place, at.year, address.town.postcode),
        lang=quarter.zone.lang,
        unit=quarter.zone.unit,
        suspects=suspects,
        victims=tuple(victims),
        witnesses=tuple(witnesses),
        vehicle=_vehicle(quarter, rng, gang, suspects),
        gang=gang,
    )


def _suspects(
    quarter: Quarter, rng: Random, gang: Gang | None, weights: tuple[float, ...]
) -> tuple[int, ...]:
    if gang:
        return tuple(sorted(rng.sample(gang.members, min(len(gang.members), rng.choice((1, 2, 2, 3))))))
    if happens(rng, 0.15):
        return ()
    first = draw(rng, quarter.persons, weights).index
    friends = [tie.b if tie.a == first else tie.a for tie in quarter.ties if first in (tie.a, tie.b)]
    return (first, rng.choice(friends)) if friends and happens(rng, 0.2) else (first,)


def _vehicle(quarter: Quarter, rng: Random, gang: Gang | None, suspects: tuple[int, ...]) -> Vehicle | None:
    if gang and happens(rng, 0.5):
        return quarter.vehicle(gang.vehicle)
    own = [vehicle for vehicle in quarter.vehicles if suspects and suspects[0] in vehicle.drivers]
    return rng.choice(own) if own and happens(rng, 0.5) else None
