"""What a record says of a person: true values gone through ears, keyboards, habits and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.habits import Habit
from ingest.synthetic.people import FalseIdentity, Person
from ingest.synthetic.places import Address
from ingest.synthetic.spelling import by_digit, by_ear, by_key, folded, machine, other_spelling


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the columns; "" where nothing stands. `born` is DD/MM/YYYY."""

    given: str
    family: str
    born: str
    sex: str
    nationality: str
    number: str
    street: str
    house: str
    box: str
    postcode: str
    town: str
    phone: str
    shows: tuple[str, ...]

    @property
    def born_iso(self) -> str:
        """The date of birth as YYYY-MM-DD, YYYY when only the year is known."""
        day, month, year = self.born.split("/") if self.born else ("", "", "")
        return "" if not year else year if month == "00" else f"{year}-{month}-{day}"

    @property
    def name(self) -> str:
        """Family name first, as officers write it."""
        return f"{self.family} {self.given}".strip()

    @property
    def place(self) -> str:
        """Postcode and town."""
        return f"{self.postcode} {self.town}".strip()


def say(person: Person, habit: Habit, rng: Random, on: date) -> Said:
    """What a system with this habit writes of the person on that day."""
    given, family, name_shown = _names(person, habit, rng)
    born, birth_shown = _birth(person.born, habit, rng)
    number = "" if happens(rng, habit.no_number) else person.number(on)
    home = None if happens(rng, habit.no_address) else person.home(on)
    phone = "" if happens(rng, habit.no_phone) else rng.choice(person.phones)
    sex = "" if happens(rng, habit.no_sex) else person.sex
    shown = [*name_shown, *birth_shown, *_others_shown(person, number, home, phone, sex)]
    return _said((given, family), born, sex, person.nationality, number, home, phone, shown, rng)


def say_false(identity: FalseIdentity, habit: Habit, rng: Random, sex: str) -> Said:
    """What a system writes of somebody who showed a false identity."""
    given, family = _cased(identity.given, identity.family, habit, rng)
    born = identity.born.strftime("%d/%m/%Y")
    shown = [
        f"g:{folded(identity.given)}",
        f"f:{folded(identity.family)}",
        f"b:{identity.born.isoformat()}",
        f"s:{sex}",
    ]
    return _said((given, family), born, sex, identity.nationality, "", None, "", shown, rng)


def _said(
    name: tuple[str, str],
    born: str,
    sex: str,
    nationality: str,
    number: str,
    home: Address | None,
    phone: str,
    shown: list[str],
    rng: Random,
) -> Said:
    return Said(
        given=name[0],
        family=name[1],
        born=born,
        sex=sex,
        nationality=nationality,
        number=number,
        street=_street(home, rng),
        house=home.number if home else "",
        box=home.box if home and happens(rng, 0.7) else "",
        postcode=home.town.postcode if home else "",
        town=_town(home, rng),
        phone=phone,
        shows=tuple(shown),
    )


def _names(person: Person, habit: Habit, rng: Random) -> tuple[str, str, list[str]]:
    """Given and family name as written, and what they show."""
    family = person.marital if person.marital and happens(rng, habit.marital) else person.family
    given, shown = person.given, [f"f:{folded(family)}"]
    if happens(rng, habit.initial):
        given = given[0] + "."
        shown.append(f"i:{folded(person.given)[:1]}")
    else:
        shown.append(f"g:{folded(person.given)}")
        given = _slipped(given, "given", habit, rng)
        if person.second and happens(rng, 0.2):
            given = f"{given} {person.second}"
            shown.append(f"h:{folded(person.second)}")
    family = _slipped(family, "family", habit, rng)
    return (*_cased(given, family, habit, rng), shown)


def _slipped(name: str, part: str, habit: Habit, rng: Random) -> str:
    if happens(rng, habit.spelling):
        name = other_spelling(rng, name, part)
    if happens(rng, habit.ear):
        name = by_ear(rng, name)
    if happens(rng, habit.key):
        name = by_key(rng, name)
    return name


def _cased(given: str, family: str, habit: Habit, rng: Random) -> tuple[str, str]:
    if happens(rng, habit.swapped):
        given, family = family, given
    if habit.machine:
        return machine(given), machine(family)
    if happens(rng, habit.upper):
        family = family.upper()
    return given, family


def _birth(born: date, habit: Habit, rng: Random) -> tuple[str, list[str]]:
    if happens(rng, habit.no_birth):
        return "", []
    if happens(rng, habit.year_only):
        return f"00/00/{born.year}", [f"y:{born.year}"]
    written, shown = born.strftime("%d/%m/%Y"), [f"b:{born.isoformat()}"]
    if born.day <= 12 and happens(rng, habit.day_month):
        written = born.strftime("%m/%d/%Y")
    elif happens(rng, habit.digit):
        written = _wrong_date(born, rng)
    return written, shown


def _wrong_date(born: date, rng: Random) -> str:
    """A date of birth with one digit wrong that is still a date."""
    for _ in range(9):
        day, month, year = by_digit(rng, born.strftime("%d/%m/%Y")).split("/")
        if 1 <= int(day) <= 28 and 1 <= int(month) <= 12 and 1915 <= int(year) <= 2015:
            return f"{day}/{month}/{year}"
    return born.strftime("%d/%m/%Y")


def _others_shown(person: Person, number: str, home: Address | None, phone: str, sex: str) -> list[str]:
    shown = [f"s:{sex}"] if sex else []
    shown += [f"n:{person.index}"] if number else []
    shown += [f"a:{home.key}", f"z:{home.town.postcode}"] if home else []
    return shown + ([f"t:{phone}"] if phone else [])


def _street(home: Address | None, rng: Random) -> str:
    if home is None:
        return ""
    street = home.street
    if happens(rng, 0.12):
        for long, short in (
            ("straat", "str."),
            ("steenweg", "stwg"),
            ("Chaussée", "Ch."),
            ("Avenue", "Av."),
            ("Straße", "Str."),
        ):
            street = street.replace(long, short)
    return by_key(rng, street) if happens(rng, 0.03) else street


def _town(home: Address | None, rng: Random) -> str:
    if home is None:
        return ""
    return home.town.other_name if happens(rng, 0.08) else home.town.name
