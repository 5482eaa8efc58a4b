"""One quarter of the society: households, gangs, companies, vehicles, and who truly has to do with whom.

The world is made quarter by quarter, so that its memory does not grow with its size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from ingest.synthetic.chance import chance, happens
from ingest.synthetic.households import Cradle, household
from ingest.synthetic.identifiers import account, identity_card, imei, mobile, passport, vin
from ingest.synthetic.lists import listed
from ingest.synthetic.origins import origins
from ingest.synthetic.people import FalseIdentity, Person, Register, Tie
from ingest.synthetic.places import Address, Zone, any_address, any_zone
from ingest.synthetic.plates import Plate, any_plate
from ingest.synthetic.spelling import folded

QUARTER = 500
PER_QUARTER = 4000


@dataclass(slots=True)
class Vehicle:
    """A vehicle with its plate, its keeper (a person's index or a company's id) and those who drive it."""

    index: int
    plate: Plate
    vin: str
    make: str
    model: str
    color: int
    keeper: int | str
    drivers: list[int]

    @property
    def id(self) -> str:
        """The id in the truth."""
        return f"v{self.index:07d}"


@dataclass(frozen=True, slots=True)
class Company:
    """A small firm: director, staff, account and seat."""

    id: str
    name: str
    form: str
    number: str
    seat: Address
    staff: tuple[int, ...]
    account: str


@dataclass(frozen=True, slots=True)
class Gang:
    """A gang by rank: the first member leads, the next two pass orders on, the rest run."""

    id: str
    name: str
    sector: str
    members: tuple[int, ...]
    phone: str
    house: Address
    vehicle: int


@dataclass(slots=True)
class Quarter:
    """Everything that is true in one quarter; lists of persons and vehicles by their place in it."""

    number: int
    zone: Zone
    persons: list[Person] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    gangs: list[Gang] = field(default_factory=list)
    aliases: list[FalseIdentity] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def person(self, index: int) -> Person:
        """The person with this index."""
        return self.persons[index - self.persons[0].index]

    def vehicle(self, index: int) -> Vehicle:
        """The vehicle with this index."""
        return self.vehicles[index - self.vehicles[0].index]


def settle(seed: int, number: int, size: int, register: Register) -> Quarter:
    """Quarter `number` of the world with `size` persons."""
    rng = chance(seed, "society", number)
    quarter = Quarter(number, any_zone(rng))
    _people(quarter, rng, size, register)
    _belongings(quarter, rng)
    _companies(quarter, rng)
    _vehicles(quarter, rng)
    _gangs(quarter, rng)
    _ties(quarter, rng)
    _aliases(quarter, rng)
    return quarter


def _people(quarter: Quarter, rng: Random, size: int, register: Register) -> None:
    cradle = Cradle(rng, register, quarter.number * QUARTER)
    while len(quarter.persons) < size:
        zone = quarter.zone if happens(rng, 0.6) else any_zone(rng)
        quarter.persons += household(cradle, zone, size - len(quarter.persons))


def _belongings(quarter: Quarter, rng: Random) -> None:
    nicknames: list[str] = listed("things")["nicknames"]
    for person in quarter.persons:
        slot = person.index * 3
        person.phones = [mobile(slot)] + ([mobile(slot + 1)] if happens(rng, 0.35) else [])
        person.account = account(person.index * 2)
        person.imei = imei(person.index)
        person.document = (identity_card if person.nationality == "BE" else passport)(person.index)
        if happens(rng, 0.6):
            person.mail = f"{folded(person.given)}.{folded(person.family)}{person.index % 97}@example.org"
        if happens(rng, 0.25):
            person.handle = f"@{folded(person.given)}_{person.index % 9973}"
        if happens(rng, 0.12):
            person.nickname = rng.choice(nicknames)
        person.activity = min(8.0, rng.lognormvariate(-0.3, 0.9))


def _companies(quarter: Quarter, rng: Random) -> None:
    lists = listed("things")["companies"]
    adults = [person.index for person in quarter.persons if person.born.year < 2004]
    for place in range(max(1, len(quarter.persons) // 80)):
        staff = tuple(rng.sample(adults, min(len(adults), rng.randrange(3, 8))))
        name = f"{rng.choice(lists['stem'])} {rng.choice(lists['name'])}"
        turn = quarter.number * PER_QUARTER + place
        base = f"1{(turn * 9973 + 7) % 10_000_000:07d}"
        number = f"{base}{97 - int(base) % 97:02d}"
        form, seat = rng.choice(lists["form"]), any_address(rng, quarter.zone)
        quarter.companies.append(
            Company(
                f"g{turn:07d}",
                name,
                form,
                number,
                seat,
                staff,
                account((quarter.number * QUARTER + place) * 2 + 1),
            )
        )


def _vehicles(quarter: Quarter, rng: Random) -> None:
    for person in quarter.persons:
        if person.born.year < 2005 and happens(rng, 0.45):
            _vehicle(quarter, rng, person.index, _drivers(person, rng))
    for company in quarter.companies:
        _vehicle(quarter, rng, company.id, list(company.staff[:3]))


def _drivers(person: Person, rng: Random) -> list[int]:
    shared = [person.spouse] if person.spouse >= 0 and happens(rng, 0.6) else []
    return [person.index, *shared]


def _vehicle(quarter: Quarter, rng: Random, keeper: int | str, drivers: list[int]) -> Vehicle:
    index = quarter.number * PER_QUARTER + len(quarter.vehicles)
    make, model = rng.choice(listed("things")["vehicles"])
    vehicle = Vehicle(
        index, any_plate(rng, index), vin(rng, index), make, model, rng.randrange(7), keeper, drivers
    )
    quarter.vehicles.append(vehicle)
    return vehicle


def _gangs(quarter: Quarter, rng: Random) -> None:
    things = listed("things")
    free = [
        person.index for person in quarter.persons if 1970 < person.born.year < 2008 and person.sex == "M"
    ]
    rng.shuffle(free)
    for place in range(max(2, len(quarter.persons) // 100)):
        size = rng.randrange(4, 10)
        members, free = tuple(free[:size]), free[size:]
        if len(members) < 4:
            return
        turn = quarter.number * PER_QUARTER + place
        front = _vehicle(quarter, rng, members[-1], list(members[:4]))
        phone = mobile((quarter.number * QUARTER + place) * 3 + 2)
        house = any_address(rng, quarter.zone)
        name, sector = things["gangs"][turn % 12], rng.choice(things["sectors"])
        quarter.gangs.append(Gang(f"k{turn:07d}", name, sector, members, phone, house, front.index))
        for member in members:
            person = quarter.person(member)
            person.activity = min(12.0, person.activity + 2.5)
            person.nickname = person.nickname or (
                rng.choice(things["nicknames"]) if happens(rng, 0.5) else ""
            )


def _ties(quarter: Quarter, rng: Random) -> None:
    seen: set[tuple[int, int]] = set()
    for a, b, kind in [*_gang_ties(quarter, rng), *_family_ties(quarter), *_other_ties(quarter, rng)]:
        pair = (min(a, b), max(a, b))
        if a != b and pair not in seen:
            seen.add(pair)
            quarter.ties.append(Tie(*pair, kind, kind != "family" and happens(rng, 0.35)))


def _gang_ties(quarter: Quarter, rng: Random) -> list[tuple[int, int, str]]:
    ties = []
    for gang in quarter.gangs:
        leader, *rest = gang.members
        middle, runners = rest[:2], rest[2:]
        ties += [(leader, other, "gang") for other in middle]
        ties += [(rng.choice(middle), runner, "gang") for runner in runners]
        ties += [(a, b, "gang") for a, b in pairwise(runners) if happens(rng, 0.5)]
    return ties


def _family_ties(quarter: Quarter) -> list[tuple[int, int, str]]:
    couples = [(p.index, p.spouse, "family") for p in quarter.persons if p.spouse > p.index]
    return couples + [(p.index, parent, "family") for p in quarter.persons for parent in p.parents]


def _other_ties(quarter: Quarter, rng: Random) -> list[tuple[int, int, str]]:
    first, count = quarter.persons[0].index, len(quarter.persons)
    friends = [
        (first + rng.randrange(count), first + rng.randrange(count), "friend")
        for _ in range(max(1, count // 12))
    ]
    work = [(c.staff[0], other, "colleague") for c in quarter.companies for other in c.staff[1:3]]
    return friends + work


def _aliases(quarter: Quarter, rng: Random) -> None:
    for person in quarter.persons:
        if happens(rng, 0.05 * min(person.activity, 6.0)):
            quarter.aliases.append(_alias(quarter, rng, person))


def _alias(quarter: Quarter, rng: Random, user: Person) -> FalseIdentity:
    """A false identity: invented, or that of another real person of about the same age."""
    id_ = f"a{user.index:07d}"
    alike = [p for p in quarter.persons if p.sex == user.sex and 0 < abs(p.born.year - user.born.year) < 6]
    if alike and happens(rng, 0.3):
        real = rng.choice(alike)
        return FalseIdentity(
            id_, user.index, real.given, real.family, real.born, real.nationality, real.document, real.index
        )
    origin = origins()[user.origin] if happens(rng, 0.6) else rng.choice(list(origins().values()))
    born: date = user.born + timedelta(days=rng.randrange(-1500, 1500))
    family = origin.surname(rng)
    return FalseIdentity(
        id_,
        user.index,
        origin.given(rng, user.sex),
        origin.feminine(family) if user.sex == "F" else family,
        born,
        origin.nationality,
        passport(5_000_000 + user.index),
        -1,
    )
