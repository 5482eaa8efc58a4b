"""Households: singles, couples, children, twins, sons named after their fathers, moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.identifiers import bis_number, national_number
from ingest.synthetic.lists import listed
from ingest.synthetic.origins import Origin, any_origin
from ingest.synthetic.people import Person, Register
from ingest.synthetic.places import Address, Zone, any_address, any_zone

Homes = tuple[tuple[date, Address], ...]


@dataclass
class Cradle:
    """Makes persons one after the other, each with numbers of their own."""

    rng: Random
    register: Register
    next: int

    def born(
        self,
        origin: Origin,
        sex: str,
        birthday: date,
        homes: Homes,
        lang: str,
        family: str = "",
        given: str = "",
    ) -> Person:
        """A person; family and given name are drawn unless they are said."""
        rng = self.rng
        day, turn = self._free_day(birthday, sex)
        surname = family or origin.surname(rng)
        belgian = origin.nationality == "BE" or happens(rng, 0.5)
        bis = "" if belgian or not happens(rng, 0.3) else bis_number(day, sex, turn)
        number = "" if bis and happens(rng, 0.45) else national_number(day, sex, turn)
        person = Person(
            index=self.next,
            given=given or origin.given(rng, sex),
            second=origin.given(rng, sex) if happens(rng, 0.3) else "",
            family=origin.feminine(surname) if sex == "F" else surname,
            sex=sex,
            born=day,
            birth_place=_birth_place(rng, origin, belgian, homes[0][1]),
            origin=origin.name,
            nationality="BE" if belgian else origin.nationality,
            lang=lang,
            national_number=number,
            bis_number=bis,
            homes=homes,
        )
        self.next += 1
        return person

    def _free_day(self, birthday: date, sex: str) -> tuple[date, int]:
        """The birthday, or the next day whose numbers are not used up."""
        turn = self.register.turn(birthday, sex)
        while turn < 0:
            birthday += timedelta(days=1)
            turn = self.register.turn(birthday, sex)
        return birthday, turn


def _birth_place(rng: Random, origin: Origin, belgian: bool, home: Address) -> str:
    places: dict[str, list[str]] = listed("places")["birth_places"]
    abroad = places.get(origin.nationality)
    if abroad and happens(rng, 0.25 if belgian else 0.85):
        return rng.choice(abroad)
    return home.town.name if happens(rng, 0.5) else any_zone(rng).towns[0].name


def _birthday(rng: Random, oldest: int, youngest: int) -> date:
    first = date(oldest, 1, 1).toordinal()
    return date.fromordinal(rng.randrange(first, date(youngest, 12, 31).toordinal()))


def _homes(rng: Random, zone: Zone) -> Homes:
    homes = [(date(2000, 1, 1), any_address(rng, zone))]
    if happens(rng, 0.42):
        homes.append(
            (_moved(rng, 2022, 2023), any_address(rng, zone if happens(rng, 0.7) else any_zone(rng)))
        )
    if happens(rng, 0.15):
        homes.append(
            (_moved(rng, 2024, 2024), any_address(rng, zone if happens(rng, 0.5) else any_zone(rng)))
        )
    return tuple(homes)


def _moved(rng: Random, first: int, last: int) -> date:
    return _birthday(rng, first, last)


def household(cradle: Cradle, zone: Zone, room: int) -> list[Person]:
    """The people behind one front door, at most `room` of them."""
    rng = cradle.rng
    origin, homes = any_origin(rng, zone.lang), _homes(rng, zone)
    sex = "M" if happens(rng, 0.68) else "F"
    head = cradle.born(origin, sex, _birthday(rng, 1952, 2004), homes, zone.lang)
    members = [head]
    if room < 2 or happens(rng, 0.4):
        return members
    if happens(rng, 0.8):
        members.append(_partner(cradle, head, origin, homes))
    if head.born.year < 1988 and happens(rng, 0.75):
        members += _children(cradle, members, origin, homes, room - len(members))
    return members


def _partner(cradle: Cradle, head: Person, origin: Origin, homes: Homes) -> Person:
    rng = cradle.rng
    own = origin if happens(rng, 0.75) else any_origin(rng, head.lang)
    birthday = head.born + timedelta(days=rng.randrange(-2500, 2500))
    partner = cradle.born(own, "F" if head.sex == "M" else "M", birthday, homes, head.lang)
    partner.spouse, head.spouse = head.index, partner.index
    wife, husband = (partner, head) if partner.sex == "F" else (head, partner)
    if happens(rng, 0.35):
        wife.marital = husband.family
    return partner


def _children(cradle: Cradle, parents: list[Person], origin: Origin, homes: Homes, room: int) -> list[Person]:
    rng = cradle.rng
    children: list[Person] = []
    for birthday in _birthdays(rng, parents[0].born.year, min(room, rng.randrange(1, 5))):
        children.append(_child(cradle, parents, origin, homes, birthday))
        if len(children) < room and happens(rng, 0.05):
            children.append(_twin(cradle, children[-1], parents, origin, homes))
        if len(children) >= room:
            break
    return children


def _birthdays(rng: Random, parent_year: int, count: int) -> Iterator[date]:
    year = parent_year + rng.randrange(20, 32)
    for _ in range(count):
        if year > 2010:
            return
        yield _birthday(rng, year, year)
        year += rng.randrange(1, 5)


def _family_name(parents: list[Person], origin: Origin) -> str:
    father = next((parent for parent in parents if parent.sex == "M"), parents[0])
    mother = next((parent for parent in parents if parent is not father), father)
    if origin.double and mother is not father:
        return f"{mother.family.split()[-1]} {father.family.split()[-1]}"
    return father.family


def _child(cradle: Cradle, parents: list[Person], origin: Origin, homes: Homes, birthday: date) -> Person:
    rng = cradle.rng
    sex = "M" if happens(rng, 0.6) else "F"
    father = next((parent for parent in parents if parent.sex == "M"), None)
    named_after = father.given if father and sex == "M" and happens(rng, 0.07) else ""
    child = cradle.born(
        origin, sex, birthday, homes, parents[0].lang, _family_name(parents, origin), named_after
    )
    child.parents = tuple(parent.index for parent in parents)
    if child.born.year < 2000 and happens(rng, 0.5):
        child.homes = (*homes[:1], (_moved(rng, 2022, 2024), any_address(rng, any_zone(rng))))
    return child


def _twin(cradle: Cradle, first: Person, parents: list[Person], origin: Origin, homes: Homes) -> Person:
    """Born on the same day, in half of the cases with a name that begins alike."""
    rng = cradle.rng
    sex = first.sex if happens(rng, 0.65) else ("F" if first.sex == "M" else "M")
    names = origin.male if sex == "M" else origin.female
    alike = [name for name in names if name[0] == first.given[0] and name != first.given]
    given = (
        rng.choice(alike)
        if alike and happens(rng, 0.5)
        else rng.choice([n for n in names if n != first.given])
    )
    twin = cradle.born(origin, sex, first.born, homes, first.lang, _family_name(parents, origin), given)
    twin.parents, twin.twin, first.twin = first.parents, first.index, twin.index
    return twin
