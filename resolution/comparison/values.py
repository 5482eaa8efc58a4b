"""Values of which a person may have several: which counts first, and how the others are kept."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution.names.text import bare, fold
from resolution.places.towns import town

MOST = 12
"""Other values of one kind that are kept."""
NO_DATE = frozenset(("000001", "002001", "004001"))
"""What stands in a number where nothing is known of the date."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Home(NamedTuple):
    """An address, folded; "" for what is not said."""

    street: str = ""
    house: str = ""
    postcode: str = ""
    city: str = ""

    @property
    def says(self) -> bool:
        """True when it says where."""
        return bool(self.street or self.postcode or self.city)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The house by its postcode and by its town: "kerkstraat|3|9000"."""
        places = (self.postcode, self.city) if self.street else ()
        return tuple(f"{self.street}|{self.house}|{place}" for place in places if place)


def homes_of(person: Mention, targets: Mapping[str, Mention]) -> tuple[Home, tuple[str, ...]]:
    """The present home, and the tokens of the others: the present one is not ended and begun last."""
    said = [s for s in person.relations() if s.property == "LIVES_AT" and s.status != "denied"]
    found = [
        home for s in _latest(said) if (place := targets.get(s.target)) and (home := home_of(place)).says
    ]
    if not found:
        return Home(), ()
    present, *former = found
    others = {token for home in former for token in home.tokens} - {*present.tokens}
    return present, tuple(sorted(others))[:MOST]


def _latest(said: Sequence[Statement]) -> list[Statement]:
    if len(said) > 1:
        said = sorted(said, key=lambda s: s.valid_from, reverse=True)
        said.sort(key=lambda s: bool(s.valid_to))
    return list(said)


def home_of(place: Mention) -> Home:
    """An address as it is compared."""
    return Home(
        fold(place.first("street") or place.first("full")).replace(" ", ""),
        bare(place.first("houseNumber")),
        bare(place.first("postalCode")),
        town(place.first("city")),
    )


def birth_of(values: Sequence[str]) -> tuple[str, str]:
    """The first birth date as (complete, incomplete); unknown days and months (00) are left out."""
    return next(filter(any, map(_birth, values)), ("", ""))


def births_of(values: Sequence[str], numbers: Iterable[str]) -> tuple[str, str, tuple[str, ...]]:
    """The same, and the other dates; where none is said, the date that a valid national number holds."""
    birth, part = birth_of(values)
    if not birth and not part:
        for number in numbers:
            birth, part = born_by(number)
            if birth or part:
                return birth, part, ()
    others = {a or b for a, b in map(_birth, values)} - {"", birth or part}
    return birth, part, tuple(sorted(others))[:MOST]


def _birth(value: str) -> tuple[str, str]:
    found = _DATE.match(value.strip())
    if not found or not 1850 <= int(found[1]) <= 2100:
        return "", ""
    year, month, day = found.groups()
    if month in (None, "00"):
        return "", year
    return (f"{year}-{month}-{day}", "") if day not in (None, "00") else ("", f"{year}-{month}")


def born_by(number: str) -> tuple[str, str]:
    """The date of birth that a valid Belgian national or bis number holds, as (complete, incomplete)."""
    if len(number) != 11 or not number.isascii() or not number.isdigit():
        return "", ""
    century = next((c for c, lead in ((1900, ""), (2000, "2")) if _checks(lead + number[:9], number[9:])), 0)
    year, month, day = century + int(number[:2]), int(number[2:4]) % 20, int(number[4:6])
    if not century or month > 12 or int(number[2:4]) >= 60 or number[:6] in NO_DATE:
        return "", ""
    if not month:
        return "", f"{year}"
    known = 1 <= day <= monthrange(year, month)[1]
    return (f"{year}-{month:02}-{day:02}", "") if known else ("", f"{year}-{month:02}")


def _checks(number: str, check: str) -> bool:
    return 97 - int(number) % 97 == int(check)


def numbers_of(values: Iterable[str]) -> tuple[str, ...]:
    """National numbers as digits, each once, in the order in which they are said."""
    found = (re.sub(r"\D", "", value)[:20] for value in values)
    return tuple(dict.fromkeys(number for number in found if number))[:MOST]
