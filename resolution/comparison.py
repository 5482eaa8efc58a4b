"""How two rows are compared, field by field: each level as SQL for the batch and as Python for one pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from resolution.features import Features

Judge = Callable[[Features, Features], int]
NULL = -1
"""The level of a comparison where one side says nothing: no evidence either way."""


@dataclass(frozen=True)
class Level:
    """One outcome: its words, its SQL condition, and default m and u for data too small to learn from."""

    found: str
    sql: str
    m: float
    u: float
    frequency: str = ""
    """Column whose term frequency adjusts the weight, "" for none."""


@dataclass(frozen=True)
class Comparison:
    """The levels of one field, best first; the last is taken when no other is ("ELSE")."""

    field: str
    null: str
    levels: tuple[Level, ...]
    judge: Judge
    """Index of the level of two rows, or NULL: the same as the SQL says."""
    columns: tuple[str, ...]
    """Columns whose values are shown beside the finding."""


def _close(column: str, least: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def _is_close(a: str, b: str, least: float) -> bool:
    return JaroWinkler.similarity(a, b, prefix_weight=0.1) >= least


def _share(a: Sequence[str], b: Sequence[str]) -> int:
    return len(set(a) & set(b))


# Names may stand in each other's place ("Peeters Jan"): surnames pay for it once, given names are then
# compared across.
_CROSS_L = "jaro_winkler_similarity(surname_l, given_r) >= 0.88"
_CROSS_R = "jaro_winkler_similarity(given_l, surname_r) >= 0.88"
_ONE_LETTER_L = "(least(length(surname_l), length(given_r)) = 1 AND surname_l[1:1] = given_r[1:1])"
_ONE_LETTER_R = "(least(length(given_l), length(surname_r)) = 1 AND given_l[1:1] = surname_r[1:1])"
CROSSED = (
    "(surname_l != '' AND surname_r != '' AND given_l != '' AND given_r != ''"
    " AND surname_l != surname_r AND given_l != given_r"
    f" AND ({_CROSS_L} OR {_ONE_LETTER_L}) AND ({_CROSS_R} OR {_ONE_LETTER_R}))"
)
_INITIALS = "least(length(given_l), length(given_r), length(surname_l), length(surname_r)) = 1"


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


_KNOWN_L, _KNOWN_R = "(birth_l || birth_part_l)", "(birth_r || birth_part_r)"
_BOTH = "birth_l != '' AND birth_r != ''"
_ONE_SLIP = (
    f"{_BOTH} AND (damerau_levenshtein(birth_l, birth_r) <= 1 OR (birth_l[1:4] = birth_r[1:4]"
    " AND birth_l[6:7] = birth_r[9:10] AND birth_l[9:10] = birth_r[6:7]))"
)
_MONTH = (
    f"NOT ({_BOTH}) AND length({_KNOWN_L}) > 4 AND length({_KNOWN_R}) > 4"
    f" AND {_KNOWN_L}[1:7] = {_KNOWN_R}[1:7]"
)
_YEAR = (
    f"NOT ({_BOTH}) AND least(length({_KNOWN_L}), length({_KNOWN_R})) = 4"
    f" AND {_KNOWN_L}[1:4] = {_KNOWN_R}[1:4]"
)
_TWO_PARTS = (
    f"{_BOTH} AND (birth_l[1:7] = birth_r[1:7] OR birth_l[6:10] = birth_r[6:10]"
    " OR birth_l[1:4] || birth_l[9:10] = birth_r[1:4] || birth_r[9:10])"
)
_NEAR = f"{_BOTH} AND abs(cast(birth_l[1:4] AS INTEGER) - cast(birth_r[1:4] AS INTEGER)) <= 1"


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


_BIS = "(national_number_{side}[3:3] IN ('2', '3', '4', '5'))"


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


_POSTCODE = "(postcode_l != '' AND postcode_l = postcode_r)"
_CITY = "(city_l != '' AND city_l = city_r)"
_HOUSE = "(house_l != '' AND house_l = house_r)"
_PLACE = f"({_POSTCODE} OR {_CITY})"
_STREET = "(street_l != '' AND street_r != '' AND jaro_winkler_similarity(street_l, street_r) >= 0.88)"
_SLIP = (
    "((city_l != '' AND city_r != '' AND jaro_winkler_similarity(city_l, city_r) >= 0.9) OR (postcode_l != ''"
    " AND postcode_r != '' AND damerau_levenshtein(postcode_l, postcode_r) <= 1))"
)


def _silent(*columns: str) -> str:
    """SQL: on one side none of these columns says anything."""
    return " OR ".join("(" + " AND ".join(f"{c}_{side} = ''" for c in columns) + ")" for side in "lr")


def _no_list(column: str) -> str:
    return f"len({column}_l) = 0 OR len({column}_r) = 0"


def _equal(column: str) -> str:
    return f"{column}_l = {column}_r"


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "surname",
        _silent("surname"),
        (
            Level("equal", _equal("surname"), 0.80, 0.002, "surname"),
            Level("close", f"{_close('surname', 0.93)} OR {_equal('surname_sound')}", 0.10, 0.002),
            Level("one part in common", "list_has_any(surname_parts_l, surname_parts_r)", 0.04, 0.001),
            Level("in the given name's place", CROSSED, 0.02, 3e-5, "surname"),
            Level("somewhat alike", _close("surname", 0.85), 0.02, 0.01),
            Level("different", "ELSE", 0.03, 0.985),
        ),
        surname,
        ("surname",),
    ),
    Comparison(
        "given",
        _silent("given"),
        (
            Level(
                "equal",
                f"{_equal('given')} OR ({CROSSED} AND given_l = surname_r AND NOT {_INITIALS})",
                0.78,
                0.01,
                "given",
            ),
            Level(
                "a variant",
                f"({CROSSED} AND NOT {_INITIALS}) OR (NOT {CROSSED} AND ({_equal('given_root')}"
                f" OR {_close('given', 0.92)} OR list_has_any(given_parts_l, given_parts_r)))",
                0.14,
                0.01,
            ),
            Level(
                "an initial",
                f"{CROSSED} OR (least(length(given_l), length(given_r)) = 1 AND given_l[1:1] = given_r[1:1])",
                0.03,
                0.002,
            ),
            Level(
                "somewhat alike",
                f"{_close('given', 0.8)} OR (least(length(given_l), length(given_r)) > 2"
                " AND damerau_levenshtein(given_l, given_r) <= 1)",
                0.02,
                0.02,
            ),
            Level("different", "ELSE", 0.03, 0.958),
        ),
        given,
        ("given",),
    ),
    Comparison(
        "birth",
        _silent("birth", "birth_part"),
        (
            Level("equal", f"birth_l != '' AND {_equal('birth')}", 0.85, 0.0001, "birth"),
            Level("one slip apart", _ONE_SLIP, 0.06, 0.001),
            Level("agree as far as known, to the month", _MONTH, 0.01, 0.0005),
            Level("agree as far as known, to the year", _YEAR, 0.02, 0.002),
            Level("two parts of three agree", _TWO_PARTS, 0.03, 0.006),
            Level("within a year", _NEAR, 0.01, 0.05),
            Level("different", "ELSE", 0.02, 0.94),
        ),
        birth,
        ("birth", "birth_part"),
    ),
    Comparison(
        "birth_place",
        _silent("birth_place"),
        (
            Level("equal", _equal("birth_place"), 0.88, 0.02, "birth_place"),
            Level("close", _close("birth_place", 0.9), 0.06, 0.01),
            Level("different", "ELSE", 0.06, 0.97),
        ),
        birth_place,
        ("birth_place",),
    ),
    Comparison(
        "gender",
        _silent("gender"),
        (Level("equal", _equal("gender"), 0.985, 0.55), Level("different", "ELSE", 0.015, 0.45)),
        gender,
        ("gender",),
    ),
    Comparison(
        "nationality",
        _silent("nationality"),
        (
            Level("equal", _equal("nationality"), 0.93, 0.5, "nationality"),
            Level("different", "ELSE", 0.07, 0.5),
        ),
        nationality,
        ("nationality",),
    ),
    Comparison(
        "national_number",
        f"{_silent('national_number')} OR (national_number_l != national_number_r"
        f" AND {_BIS.format(side='l')} != {_BIS.format(side='r')})",
        (
            Level("equal", _equal("national_number"), 0.97, 1e-6),
            Level(
                "one digit apart",
                "damerau_levenshtein(national_number_l, national_number_r) <= 1",
                0.02,
                1e-5,
            ),
            Level("different", "ELSE", 0.01, 0.99999),
        ),
        national_number,
        ("national_number",),
    ),
    Comparison(
        "contacts",
        _no_list("contacts"),
        (
            Level("several in common", "len(list_intersect(contacts_l, contacts_r)) > 1", 0.10, 1e-6),
            Level("one in common", "list_has_any(contacts_l, contacts_r)", 0.50, 2e-5),
            Level("none in common", "ELSE", 0.40, 0.99998),
        ),
        contacts,
        ("contacts",),
    ),
    Comparison(
        "documents",
        _no_list("documents"),
        (
            Level("one in common", "list_has_any(documents_l, documents_r)", 0.60, 1e-6),
            Level("none in common", "ELSE", 0.40, 0.999999),
        ),
        documents,
        ("documents",),
    ),
    Comparison(
        "plates",
        _no_list("plates"),
        (
            Level("one in common", "list_has_any(plates_l, plates_r)", 0.60, 1e-4),
            Level("none in common", "ELSE", 0.40, 0.9999),
        ),
        plates,
        ("plates",),
    ),
    Comparison(
        "address",
        _silent("street", "postcode", "city"),
        (
            Level(
                "same house",
                f"street_l != '' AND street_l = street_r AND house_l = house_r AND {_PLACE}",
                0.5,
                0.0003,
            ),
            Level("same house with slips", f"{_STREET} AND {_HOUSE} AND ({_PLACE} OR {_SLIP})", 0.05, 0.0001),
            Level("same street", f"{_STREET} AND {_PLACE}", 0.04, 0.0005),
            Level("same number, postcode and town", f"{_POSTCODE} AND {_CITY} AND {_HOUSE}", 0.01, 0.0003),
            Level("same postcode and town", f"{_POSTCODE} AND {_CITY}", 0.1, 0.01, "postcode"),
            Level("same postcode", _POSTCODE, 0.03, 0.002, "postcode"),
            Level("same town", _CITY, 0.05, 0.01, "city"),
            Level("elsewhere", "ELSE", 0.22, 0.9768),
        ),
        address,
        ("street", "house", "postcode", "city"),
    ),
)
BY_FIELD = {comparison.field: comparison for comparison in COMPARISONS}
FREQUENCIES = tuple(sorted({level.frequency for c in COMPARISONS for level in c.levels if level.frequency}))
"""Columns whose values are counted, because a rare one says more."""
