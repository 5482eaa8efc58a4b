"""How two rows are compared, field by field: each level as SQL for the batch and as Python for one pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from resolution import judges
from resolution.features import Features

Judge = Callable[[Features, Features], int]


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


_BIS = "(national_number_{side}[3:3] IN ('2', '3', '4', '5'))"


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
        judges.surname,
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
        judges.given,
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
        judges.birth,
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
        judges.birth_place,
        ("birth_place",),
    ),
    Comparison(
        "gender",
        _silent("gender"),
        (Level("equal", _equal("gender"), 0.985, 0.55), Level("different", "ELSE", 0.015, 0.45)),
        judges.gender,
        ("gender",),
    ),
    Comparison(
        "nationality",
        _silent("nationality"),
        (
            Level("equal", _equal("nationality"), 0.93, 0.5, "nationality"),
            Level("different", "ELSE", 0.07, 0.5),
        ),
        judges.nationality,
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
        judges.national_number,
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
        judges.contacts,
        ("contacts",),
    ),
    Comparison(
        "documents",
        _no_list("documents"),
        (
            Level("one in common", "list_has_any(documents_l, documents_r)", 0.60, 1e-6),
            Level("none in common", "ELSE", 0.40, 0.999999),
        ),
        judges.documents,
        ("documents",),
    ),
    Comparison(
        "plates",
        _no_list("plates"),
        (
            Level("one in common", "list_has_any(plates_l, plates_r)", 0.60, 1e-4),
            Level("none in common", "ELSE", 0.40, 0.9999),
        ),
        judges.plates,
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
        judges.address,
        ("street", "house", "postcode", "city"),
    ),
)
BY_FIELD = {comparison.field: comparison for comparison in COMPARISONS}
FREQUENCIES = tuple(sorted({level.frequency for c in COMPARISONS for level in c.levels if level.frequency}))
"""Columns whose values are counted, because a rare one says more."""
