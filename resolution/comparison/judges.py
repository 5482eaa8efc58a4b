"""How two rows agree in one field: the place of the level that fits, the same as the SQL beside it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from resolution.names.across import GIVEN, SURNAME, is_one

if TYPE_CHECKING:
    from resolution.comparison.features import Features

NULL = -1
"""The level of a comparison where one side says nothing: no evidence either way."""
ANOTHER = 4
"""The level of a date of birth that is another of theirs."""
ODD = "13579"
DEFAULT = "01-01"
"""Month and day that are written where they are not known."""


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
    return _in_place(a.surname, b.given) and _in_place(a.given, b.surname)


def _in_place(x: str, y: str) -> bool:
    return _is_close(x, y, 0.88) or (min(len(x), len(y)) == 1 and x[0] == y[0])


def given(a: Features, b: Features) -> int:
    """Given names: equal, variants or close, one in two scripts, an initial, somewhat alike, different."""
    if not a.given or not b.given:
        return NULL
    if a.given == b.given:
        return 0
    if crossed(a, b):
        initials = min(map(len, (a.given, b.given, a.surname, b.surname))) == 1
        return 3 if initials else 0 if a.given == b.surname else 1
    across = _across(GIVEN, a, b)
    if not across and (
        a.given_root == b.given_root
        or _is_close(a.given, b.given, 0.92)
        or _share(a.given_parts, b.given_parts)
    ):
        return 1
    if across:
        return 2
    if min(len(a.given), len(b.given)) == 1 and a.given[0] == b.given[0]:
        return 3
    slip = min(len(a.given), len(b.given)) > 2 and DamerauLevenshtein.distance(a.given, b.given) <= 1
    return 4 if slip or _is_close(a.given, b.given, 0.8) else 5


def surname(a: Features, b: Features) -> int:
    """Surnames: equal, close, another one of theirs, one in two scripts, a part shared … different."""
    if not a.surname or not b.surname:
        return NULL
    if a.surname == b.surname:
        return 0
    across = _across(SURNAME, a, b)
    if not across and (_is_close(a.surname, b.surname, 0.93) or a.surname_sound == b.surname_sound):
        return 1
    if (a.surnames or b.surnames) and _another_surname(a, b):
        return 2
    if across:
        return 3
    if _share(a.surname_parts, b.surname_parts):
        return 4
    if crossed(a, b):
        return 5
    return 6 if _is_close(a.surname, b.surname, 0.85) else 7


def _another_surname(a: Features, b: Features) -> bool:
    return a.surname in b.surnames or b.surname in a.surnames or bool(_share(a.surnames, b.surnames))


def _across(part: int, a: Features, b: Features) -> bool:
    if not a.written and not b.written:
        return False
    return is_one(part, a.written, f"{a.given}|{a.surname}", b.written, f"{b.given}|{b.surname}")


def birth(a: Features, b: Features) -> int:
    """Dates of birth: equal, one slip apart, agreeing as far as known, another one's, near, different."""
    if not (a.birth or a.birth_part) or not (b.birth or b.birth_part):
        return NULL
    if a.birth and a.birth == b.birth:
        return 0
    found = _two_dates(a.birth, b.birth) if a.birth and b.birth else _as_far_as_known(a, b)
    return ANOTHER if found > ANOTHER and (a.births or b.births) and _another_birth(a, b) else found


def _as_far_as_known(a: Features, b: Features) -> int:
    known_a, known_b = a.birth or a.birth_part, b.birth or b.birth_part
    if known_a[:7] == known_b[:7] and len(known_a) > 4 and len(known_b) > 4:
        return 2
    agree = known_a[:4] == known_b[:4] and min(len(known_a), len(known_b)) == 4
    return 3 if agree else 7


def _two_dates(a: str, b: str) -> int:
    if DamerauLevenshtein.distance(a, b) <= 1 or (a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]):
        return 1
    if a[:4] == b[:4] and DEFAULT in (a[5:], b[5:]):
        return 3
    same_day = a[5:] == b[5:] != DEFAULT
    if (a[:7] == b[:7]) + same_day + (a[:4] + a[8:] == b[:4] + b[8:]):
        return 5
    return 6 if abs(int(a[:4]) - int(b[:4])) <= 1 else 7


def _another_birth(a: Features, b: Features) -> bool:
    return _among(a, b) or _among(b, a) or bool(_share(a.births, b.births))


def _among(a: Features, b: Features) -> bool:
    """True when an other date of one side is the other's, as far as it is known."""
    known = b.birth or b.birth_part
    return known in a.births or known[:7] in a.births or known[:4] in a.births


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
    """National numbers: equal, one digit apart, a bis number and another that agree or not, different."""
    x, y = a.national_number, b.national_number
    if not x or not y:
        return NULL
    if x == y or x in b.numbers or y in a.numbers or _share(a.numbers, b.numbers):
        return 0
    if is_bis(x) == is_bis(y):
        return 1 if DamerauLevenshtein.distance(x, y) <= 1 else 4
    return NULL if len(x) != 11 or len(y) != 11 else 2 if _of_one_birth(x, y) else 3


def _of_one_birth(x: str, y: str) -> bool:
    """True when two numbers agree in date of birth and sex, as far as each says them."""
    month = (x[2] in ODD) == (y[2] in ODD) and x[3] == y[3]
    unknown = any(number[3] == "0" and number[2] not in ODD for number in (x, y))
    day = x[4:6] == y[4:6] or "00" in (x[4:6], y[4:6])
    sex = (x[8] in ODD) == (y[8] in ODD) or x[2] in "23" or y[2] in "23"
    return x[:2] == y[:2] and (unknown or (month and day)) and sex


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


def company(a: Features, b: Features) -> int:
    """What is named beside both: several things, one; what one holds beside the other; nothing."""
    common = _share(a.company, b.company)
    if common:
        return 0 if common > 1 else 1
    if _beside(a, b) or _beside(b, a):
        return 2
    return 3 if a.company and b.company else NULL


def _beside(a: Features, b: Features) -> bool:
    """True when something that one side holds is named beside the other."""
    return bool(b.company) and any(token in b.company for token in (*a.contacts, *a.documents, *a.plates))


def plates(a: Features, b: Features) -> int:
    """Vehicles: one in common, none."""
    return NULL if not a.plates or not b.plates else int(not _share(a.plates, b.plates))


def address(a: Features, b: Features) -> int:
    """Home: same house, with slips, a former one, same street, same number and town, town, elsewhere."""
    if not (a.street or a.postcode or a.city) or not (b.street or b.postcode or b.city):
        return NULL
    postcode, city = _same(a.postcode, b.postcode), _same(a.city, b.city)
    house = _same(a.house, b.house)
    street = bool(a.street and b.street) and _is_close(a.street, b.street, 0.88)
    if (postcode or city) and _same(a.street, b.street) and a.house == b.house:
        return 0
    if street and house and (postcode or city or _slip_in_place(a, b)):
        return 1
    if (a.homes or b.homes) and _former_home(a, b):
        return 2
    if street and (postcode or city):
        return 3
    if postcode and city:
        return 4 if house else 5
    return 6 if postcode else 7 if city else 8


def _former_home(a: Features, b: Features) -> bool:
    return _lived(a, b) or _lived(b, a) or bool(_share(a.homes, b.homes))


def _lived(a: Features, b: Features) -> bool:
    """True when the present home of one side is another one of the other's."""
    return f"{b.street}|{b.house}|{b.postcode}" in a.homes or f"{b.street}|{b.house}|{b.city}" in a.homes


def _same(a: str, b: str) -> bool:
    return bool(a) and a == b


def _slip_in_place(a: Features, b: Features) -> bool:
    close = bool(a.city and b.city) and _is_close(a.city, b.city, 0.9)
    return close or (
        bool(a.postcode and b.postcode) and DamerauLevenshtein.distance(a.postcode, b.postcode) <= 1
    )
