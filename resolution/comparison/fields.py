"""How two rows are compared, field by field: each level as SQL for the batch and as Python for one pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from resolution.comparison import judges
from resolution.comparison.features import Features
from resolution.names.across import GIVEN, SURNAME

ACROSS = "locard_across"
"""The SQL function that tells whether a part of two names is one in two scripts."""
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
    fixed: bool = False
    """True where m and u are never learned: what agrees here agrees in another field, too."""


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
# The first of January is written where month and day are not known.
_DEFAULT_L, _DEFAULT_R = (f"birth_{side}[6:10] = '{judges.DEFAULT}'" for side in "lr")
_ONE_SLIP = (
    f"{_BOTH} AND (damerau_levenshtein(birth_l, birth_r) <= 1 OR (birth_l[1:4] = birth_r[1:4]"
    " AND birth_l[6:7] = birth_r[9:10] AND birth_l[9:10] = birth_r[6:7]))"
)
_MONTH = (
    f"NOT ({_BOTH}) AND length({_KNOWN_L}) > 4 AND length({_KNOWN_R}) > 4"
    f" AND {_KNOWN_L}[1:7] = {_KNOWN_R}[1:7]"
)
_YEAR = (
    f"({_KNOWN_L}[1:4] = {_KNOWN_R}[1:4] AND (NOT ({_BOTH})"
    f" AND least(length({_KNOWN_L}), length({_KNOWN_R})) = 4 OR {_BOTH} AND ({_DEFAULT_L} OR {_DEFAULT_R})))"
)
_TWO_PARTS = (
    f"{_BOTH} AND (birth_l[1:7] = birth_r[1:7] OR birth_l[6:10] = birth_r[6:10] AND NOT {_DEFAULT_L}"
    " OR birth_l[1:4] || birth_l[9:10] = birth_r[1:4] || birth_r[9:10])"
)
_NEAR = f"{_BOTH} AND abs(cast(birth_l[1:4] AS INTEGER) - cast(birth_r[1:4] AS INTEGER)) <= 1"


_BIS = "(national_number_{side}[3:3] IN ('2', '3', '4', '5'))"
_OTHER_KIND = f"{_BIS.format(side='l')} != {_BIS.format(side='r')}"
_LENGTHS = "length(national_number_l) = 11 AND length(national_number_r) = 11"


def _number(start: int, end: int = 0) -> tuple[str, str]:
    left, right = (f"national_number_{side}[{start}:{end or start}]" for side in "lr")
    return left, right


def _odd(digit: int) -> str:
    left, right = _number(digit)
    digits = ", ".join(f"'{sign}'" for sign in judges.ODD)
    return f"({left} IN ({digits})) = ({right} IN ({digits}))"


def _of_one_birth() -> str:
    """SQL: the numbers agree in date of birth and sex, as far as each says them."""
    (year_l, year_r), (tens_l, tens_r), (month_l, month_r) = _number(1, 2), _number(3), _number(4)
    day_l, day_r = _number(5, 6)
    unknown = " OR ".join(
        f"({month} = '0' AND {tens} IN ('0', '2', '4', '6', '8'))"
        for month, tens in ((month_l, tens_l), (month_r, tens_r))
    )
    month = f"{_odd(3)} AND {month_l} = {month_r}"
    day = f"({day_l} = {day_r} OR {day_l} = '00' OR {day_r} = '00')"
    sex = f"({_odd(9)} OR {tens_l} IN ('2', '3') OR {tens_r} IN ('2', '3'))"
    return f"{year_l} = {year_r} AND ({unknown} OR ({month} AND {day})) AND {sex}"


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


def _several(column: str, tests: str) -> str:
    """SQL: a test of rows of which at least one says several values."""
    return (
        f"(len({column}_l) > 0 OR len({column}_r) > 0) AND ({tests} OR list_has_any({column}_l, {column}_r))"
    )


def _listed(column: str, *values: str) -> str:
    """SQL: one side's value is in the other's list."""
    sides = (("l", "r"), ("r", "l"))
    return " OR ".join(
        f"list_contains({column}_{one}, {value.format(side=other)})"
        for one, other in sides
        for value in values
    )


def _across(part: int) -> str:
    """SQL: a part of the names is one in two scripts; asked only where there are two."""
    sides = ", ".join(f"written_{side}, given_{side} || '|' || surname_{side}" for side in "lr")
    return f"(CASE WHEN len(written_l) + len(written_r) > 0 THEN {ACROSS}({part}, {sides}) ELSE false END)"


_SAME_NUMBER = (
    f"{_equal('national_number')} OR {_several('numbers', _listed('numbers', 'national_number_{side}'))}"
)
_BESIDE = " OR ".join(
    f"list_has_any(company_{one}, {column}_{other})"
    for one, other in (("l", "r"), ("r", "l"))
    for column in ("contacts", "documents", "plates")
)
_HOME = "street_{side} || '|' || house_{side} || '|' || "
_KNOWN = "(birth_{side} || birth_part_{side})"


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "surname",
        _silent("surname"),
        (
            Level("equal", _equal("surname"), 0.80, 0.002, "surname"),
            Level(
                "close",
                f"({_close('surname', 0.93)} OR {_equal('surname_sound')}) AND NOT {_across(SURNAME)}",
                0.10,
                0.002,
            ),
            Level(
                "another of their surnames",
                _several("surnames", _listed("surnames", "surname_{side}")),
                0.02,
                2e-4,
            ),
            Level("the same in another script", _across(SURNAME), 0.02, 5e-5),
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
                f"({CROSSED} AND NOT {_INITIALS}) OR (NOT {CROSSED} AND NOT {_across(GIVEN)}"
                f" AND ({_equal('given_root')} OR {_close('given', 0.92)}"
                " OR list_has_any(given_parts_l, given_parts_r)))",
                0.14,
                0.01,
            ),
            Level("the same in another script", f"NOT {CROSSED} AND {_across(GIVEN)}", 0.02, 1e-4),
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
            Level(
                "another of their dates",
                _several("births", _listed("births", _KNOWN, f"{_KNOWN}[1:7]", f"{_KNOWN}[1:4]")),
                0.02,
                2e-5,
            ),
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
        f"{_silent('national_number')} OR ({_OTHER_KIND} AND NOT ({_SAME_NUMBER}) AND NOT ({_LENGTHS}))",
        (
            Level("equal", _SAME_NUMBER, 0.97, 1e-6),
            Level(
                "one digit apart",
                f"NOT ({_OTHER_KIND}) AND damerau_levenshtein(national_number_l, national_number_r) <= 1",
                0.02,
                1e-5,
            ),
            Level(
                "a bis number that agrees", f"{_OTHER_KIND} AND {_of_one_birth()}", 0.02, 0.008, fixed=True
            ),
            Level("a bis number that does not agree", _OTHER_KIND, 0.0005, 0.02, fixed=True),
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
        "company",
        f"({_no_list('company')}) AND NOT ({_BESIDE})",
        (
            Level("several in common", "len(list_intersect(company_l, company_r)) > 1", 0.05, 5e-5),
            Level("one in common", "list_has_any(company_l, company_r)", 0.10, 1e-3),
            Level("what one holds beside the other", _BESIDE, 0.05, 5e-5),
            Level("none in common", "ELSE", 0.80, 0.9994),
        ),
        judges.company,
        ("company",),
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
            Level(
                "a former home",
                _several("homes", _listed("homes", _HOME + "postcode_{side}", _HOME + "city_{side}")),
                0.02,
                0.0002,
            ),
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
