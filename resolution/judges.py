"""How two rows agree in one field: the place of the level that fits, the same as the SQL beside it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

if TYPE_CHECKING:
    from resolution.features import Features

NULL = -1
"""The level of a comparison where one side says nothing: no evidence either way."""


def _is_close(a: str, b: str, least: float) -> bool:
    return JaroWinkler.similarity(a, b, prefix_weight=0.1) >= least


def _share(a: Sequence[str], b: Sequence[str]) -> int:
    return len(set(a) & set(b))


def crossed(a: Features, b: Features) -> bool:
    """True when given name and surname of one side stand in each other's place."""
    if not (a.surname and b.surname and a.given and b.given):
        return False
    if a.surname == b.surname or a.given == b.given:
        return False
    return _across(a.surname, b.given) and _across(a.given, b.surname)


def _across(x: str, y: str) -> bool:
    return _is_close(x, y, 0.88) or (min(len(x), len(y)) == 1 and x[0] == y[0])


def given(a: Features, b: Features) -> int:
    """Given names: equal, variants of one name or close, an initial, somewhat alike, different."""
    if not a.given or not b.given:
        return NULL
    if a.given == b.given:
        return 0
    if crossed(a, b):
        initials = min(map(len, (a.given, b.given, a.surname, b.surname))) == 1
        return 2 if initials else 0 if a.given == b.surname else 1
    if (
        a.given_root == b.given_root
        or _is_close(a.given, b.given, 0.92)
        or _share(a.given_parts, b.given_parts)
    ):
        return 1
    if min(len(a.given), len(b.given)) == 1 and a.given[0] == b.given[0]:
        return 2
    slip = min(len(a.given), len(b.given)) > 2 and DamerauLevenshtein.distance(a.given, b.given) <= 1
    return 3 if slip or _is_close(a.given, b.given, 0.8) else 4


def surname(a: Features, b: Features) -> int:
    """Surnames: equal, close or sounding alike, sharing a part, in the given name's place, different."""
    if not a.surname or not b.surname:
        return NULL
    if a.surname == b.surname:
        return 0
    if _is_close(a.surname, b.surname, 0.93) or a.surname_sound == b.surname_sound:
        return 1
    if _share(a.surname_parts, b.surname_parts):
        return 2
    if crossed(a, b):
        return 3
    return 4 if _is_close(a.surname, b.surname, 0.85) else 5


def birth(a: Features, b: Features) -> int:
    """Dates of birth: equal, one slip apart, agreeing as far as known, two parts equal, near, different."""
    if not (a.birth or a.birth_part) or not (b.birth or b.birth_part):
        return NULL
    if a.birth and b.birth:
        return _two_dates(a.birth, b.birth)
    known_a, known_b = a.birth or a.birth_part, b.birth or b.birth_part
    if known_a[:7] == known_b[:7] and len(known_a) > 4 and len(known_b) > 4:
        return 2
    agree = known_a[:4] == known_b[:4] and min(len(known_a), len(known_b)) == 4
    return 3 if agree else 6


def _two_dates(a: str, b: str) -> int:
    if a == b:
        return 0
    if DamerauLevenshtein.distance(a, b) <= 1 or (a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]):
        return 1
    if (a[:7] == b[:7]) + (a[5:] == b[5:]) + (a[:4] + a[8:] == b[:4] + b[8:]):
        return 4
    return 5 if abs(int(a[:4]) - int(b[:4])) <= 1 else 6


def birth_place(a: Features, b: Features) -> int:
    """Places of birth: equal, close, different."""
    if not a.birth_place or not b.birth_place:
        return NULL
    return 0 if a.birth_place == b.birth_place else 1 if _is_close(a.birth_place, b.birth_place, 0.9) else 2


def gender(a: Features, b: Features) -> int:
    """Sex as written: equal, different."""
    return NULL if not a.gender or not b.gender else int(a.gender != b.gender)


def nationality(a: Features, b: Features) -> int:
    """Nationality: equal, different."""
    return NULL if not a.nationality or not b.nationality else int(a.nationality != b.nationality)


def national_number(a: Features, b: Features) -> int:
    """National numbers: equal, one digit apart, different; a bis number and another one say nothing."""
    x, y = a.national_number, b.national_number
    if not x or not y or (x != y and is_bis(x) != is_bis(y)):
        return NULL
    return 0 if x == y else 1 if DamerauLevenshtein.distance(x, y) <= 1 else 2


def is_bis(number: str) -> bool:
    """True for a number given to somebody outside the register: its month is 20 or 40 too high."""
    return number[2:3] in ("2", "3", "4", "5")


def contacts(a: Features, b: Features) -> int:
    """Phones, mail addresses, accounts and handles: several in common, one, none."""
    if not a.contacts or not b.contacts:
        return NULL
    common = _share(a.contacts, b.contacts)
    return 0 if common > 1 else 1 if common else 2


def documents(a: Features, b: Features) -> int:
    """Identity documents, cards and devices: one in common, none."""
    return NULL if not a.documents or not b.documents else int(not _share(a.documents, b.documents))


def plates(a: Features, b: Features) -> int:
    """Vehicles: one in common, none."""
    return NULL if not a.plates or not b.plates else int(not _share(a.plates, b.plates))


def address(a: Features, b: Features) -> int:
    """Home: same house, the same with slips, same street, same number and town, same town, elsewhere."""
    if not (a.street or a.postcode or a.city) or not (b.street or b.postcode or b.city):
        return NULL
    postcode, city = _same(a.postcode, b.postcode), _same(a.city, b.city)
    house = _same(a.house, b.house)
    street = bool(a.street and b.street) and _is_close(a.street, b.street, 0.88)
    if (postcode or city) and _same(a.street, b.street) and a.house == b.house:
        return 0
    if street and house and (postcode or city or _slip_in_place(a, b)):
        return 1
    if street and (postcode or city):
        return 2
    if postcode and city:
        return 3 if house else 4
    return 5 if postcode else 6 if city else 7


def _same(a: str, b: str) -> bool:
    return bool(a) and a == b


def _slip_in_place(a: Features, b: Features) -> bool:
    close = bool(a.city and b.city) and _is_close(a.city, b.city, 0.9)
    return close or (
        bool(a.postcode and b.postcode) and DamerauLevenshtein.distance(a.postcode, b.postcode) <= 1
    )
