"""Pairs of rows one by one, in machine code: the levels that comparison/judges.py finds, and what they weigh.

Tests hold it to the judges.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from resolution.weights.compiled import compiled, real, whole
from resolution.weights.packed import ALONE, DATED, SAYS, WIDTH, Packed, Weights
from resolution.weights.signs import count, likeness, one_slip

NULL, ASK = -1, -2
"""Silence, and a level that is asked of the judge."""
FIELDS = 12
GIVEN, ROOT, SURNAME, SOUND, BIRTH_PLACE, GENDER, NATIONALITY = range(7)
NUMBER, STREET, HOUSE, POSTCODE, CITY, BIRTH, BIRTH_PART = range(7, 14)
"""Columns of a row."""
CONTACTS, DOCUMENTS, PLATES, COMPANY, GIVEN_PARTS, SURNAME_PARTS = range(6)
YEAR, MONTH_OF_YEAR, DAY_OF_MONTH, DAY_OF_YEAR, MONTH, DAY, FIRST, ABOUT, ODD, LENGTH = range(10)
F_SURNAME, F_GIVEN, F_BIRTH, F_PLACE, F_GENDER, F_NATION, F_NUMBER, F_CONTACTS = range(8)
F_DOCUMENTS, F_PLATES, F_COMPANY, F_ADDRESS = range(8, 12)
"""Fields in the order of the comparisons."""
UNDER = 1e-9
"""What a bound may lose in sums of fractions."""


@compiled
def _code(rows: Packed, row: int, column: int) -> Any:
    return whole(rows.pool, row * WIDTH + column)


@compiled
def _mask(rows: Packed, place: int) -> Any:
    low = np.uint64(np.uint32(whole(rows.pool, rows.masks + 2 * place)))
    return low | np.uint64(np.uint32(whole(rows.pool, rows.masks + 2 * place + 1))) << np.uint64(32)


@compiled
def _alike(rows: Packed, x: int, y: int, least: float) -> bool:
    """Two values, by their places among all, are alike; what their signs rule out is not compared."""
    i, j = whole(rows.pool, rows.starts + x), whole(rows.pool, rows.starts + y)
    m, n = whole(rows.pool, rows.starts + x + 1) - i, whole(rows.pool, rows.starts + y + 1) - j
    one, other = _mask(rows, x), _mask(rows, y)
    most = min(m - count(one & ~other), n - count(other & ~one))
    if most <= 0:
        return False
    jaro = (most / m + most / n + 1.0) / 3.0
    begin = 0
    while begin < min(m, n, 4) and whole(rows.pool, i + begin) == whole(rows.pool, j + begin):
        begin += 1
    if jaro + begin * 0.1 * (1.0 - jaro) < least - UNDER:
        return False
    return likeness(rows.pool, i, m, j, n) >= least


@compiled
def _place(rows: Packed, row: int, column: int) -> Any:
    return whole(rows.pool, rows.base + column) + _code(rows, row, column)


@compiled
def _long(rows: Packed, place: int) -> Any:
    return whole(rows.pool, rows.starts + place + 1) - whole(rows.pool, rows.starts + place)


@compiled
def _is_slip(rows: Packed, x: int, y: int) -> Any:
    return one_slip(
        rows.pool,
        whole(rows.pool, rows.starts + x),
        _long(rows, x),
        whole(rows.pool, rows.starts + y),
        _long(rows, y),
    )


@compiled
def _near(rows: Packed, a: int, b: int, column: int, least: float) -> bool:
    return _alike(rows, _place(rows, a, column), _place(rows, b, column), least)


@compiled
def _same(rows: Packed, a: int, b: int, column: int) -> Any:
    return _code(rows, a, column) == _code(rows, b, column)


@compiled
def _said(rows: Packed, a: int, b: int, column: int) -> Any:
    return _code(rows, a, column) != 0 and _code(rows, b, column) != 0


@compiled
def _equal(rows: Packed, a: int, b: int, column: int) -> Any:
    return _code(rows, a, column) != 0 and _code(rows, a, column) == _code(rows, b, column)


@compiled
def _plain(rows: Packed, a: int, b: int, column: int) -> int:
    """Silent, equal, or the last level of two."""
    if not _said(rows, a, b, column):
        return NULL
    return 0 if _same(rows, a, b, column) else 1


@compiled
def _common(rows: Packed, a: int, one: int, b: int, other: int, most: int) -> int:
    """How many values of one list of a row stand in a list of another row, up to `most`."""
    if not (_code(rows, a, SAYS) >> one & 1 and _code(rows, b, SAYS) >> other & 1):
        return 0
    found = 0
    i, j = rows.begins + one * (rows.size + 1) + a, rows.begins + other * (rows.size + 1) + b
    for x in range(whole(rows.pool, i), whole(rows.pool, i + 1)):
        for y in range(whole(rows.pool, j), whole(rows.pool, j + 1)):
            if whole(rows.pool, x) == whole(rows.pool, y):
                found += 1
                if found == most:
                    return found
    return found


@compiled
def _in_place(rows: Packed, a: int, mine: int, b: int, theirs: int) -> bool:
    x, y = _place(rows, a, mine), _place(rows, b, theirs)
    if min(_long(rows, x), _long(rows, y)) == 1 and whole(
        rows.pool, whole(rows.pool, rows.starts + x)
    ) == whole(rows.pool, whole(rows.pool, rows.starts + y)):
        return True
    return _alike(rows, x, y, 0.88)


@compiled
def _crossed(rows: Packed, a: int, b: int) -> bool:
    """Given name and surname stand in each other's place."""
    if not (_said(rows, a, b, GIVEN) and _said(rows, a, b, SURNAME)):
        return False
    if _same(rows, a, b, GIVEN) or _same(rows, a, b, SURNAME):
        return False
    return _in_place(rows, a, SURNAME, b, GIVEN) and _in_place(rows, a, GIVEN, b, SURNAME)


@compiled
def _surname(rows: Packed, a: int, b: int) -> int:
    if not _said(rows, a, b, SURNAME):
        return NULL
    if _same(rows, a, b, SURNAME):
        return 0
    if _same(rows, a, b, SOUND) or _near(rows, a, b, SURNAME, 0.93):
        return 1
    if _common(rows, a, SURNAME_PARTS, b, SURNAME_PARTS, 1):
        return 4
    if _crossed(rows, a, b):
        return 5
    return 6 if _near(rows, a, b, SURNAME, 0.85) else 7


@compiled
def _equal_signs(rows: Packed, x: int, y: int) -> Any:
    if _long(rows, x) != _long(rows, y):
        return False
    i, j, at = whole(rows.pool, rows.starts + x), whole(rows.pool, rows.starts + y), 0
    while at < _long(rows, x) and whole(rows.pool, i + at) == whole(rows.pool, j + at):
        at += 1
    return at == _long(rows, x)


@compiled
def _given(rows: Packed, a: int, b: int) -> int:
    if not _said(rows, a, b, GIVEN):
        return NULL
    if _same(rows, a, b, GIVEN):
        return 0
    x, y = _place(rows, a, GIVEN), _place(rows, b, GIVEN)
    shorter = min(_long(rows, x), _long(rows, y))
    if _crossed(rows, a, b):
        one, other = _place(rows, a, SURNAME), _place(rows, b, SURNAME)
        if min(shorter, _long(rows, one), _long(rows, other)) == 1:
            return 3
        return 0 if _equal_signs(rows, x, other) else 1
    if _same(rows, a, b, ROOT) or _common(rows, a, GIVEN_PARTS, b, GIVEN_PARTS, 1):
        return 1
    if _alike(rows, x, y, 0.92):
        return 1
    if shorter == 1 and whole(rows.pool, whole(rows.pool, rows.starts + x)) == whole(
        rows.pool, whole(rows.pool, rows.starts + y)
    ):
        return 3
    if shorter > 2 and _is_slip(rows, x, y):
        return 4
    return 4 if _alike(rows, x, y, 0.8) else 5


@compiled
def _birth(rows: Packed, a: int, b: int) -> int:
    one, other = _code(rows, a, BIRTH), _code(rows, b, BIRTH)
    x = one if one else _code(rows, a, BIRTH_PART)
    y = other if other else _code(rows, b, BIRTH_PART)
    if not x or not y:
        return NULL
    d, i, j = rows.pool, rows.dates + x * len(DATED), rows.dates + y * len(DATED)
    if whole(d, i + ODD) or whole(d, j + ODD):
        return ASK
    if not (one and other):
        shorter = min(whole(d, i + LENGTH), whole(d, j + LENGTH))
        if shorter > 4 and whole(d, i + MONTH_OF_YEAR) == whole(d, j + MONTH_OF_YEAR):
            return 2
        return 3 if shorter == 4 and whole(d, i + YEAR) == whole(d, j + YEAR) else 7
    if x == y:
        return 0
    year = whole(d, i + YEAR) == whole(d, j + YEAR)
    if year and whole(d, i + MONTH) == whole(d, j + DAY) and whole(d, i + DAY) == whole(d, j + MONTH):
        return 1
    if _is_slip(rows, whole(rows.pool, rows.base + BIRTH) + x, whole(rows.pool, rows.base + BIRTH) + y):
        return 1
    if year and (whole(d, i + FIRST) or whole(d, j + FIRST)):
        return 3
    day = whole(d, i + DAY_OF_MONTH) == whole(d, j + DAY_OF_MONTH) and not whole(d, i + FIRST)
    if (
        day
        or whole(d, i + MONTH_OF_YEAR) == whole(d, j + MONTH_OF_YEAR)
        or whole(d, i + DAY_OF_YEAR) == whole(d, j + DAY_OF_YEAR)
    ):
        return 5
    return 6 if abs(whole(d, i + ABOUT) - whole(d, j + ABOUT)) <= 1 else 7


@compiled
def _number(rows: Packed, a: int, b: int) -> int:
    found = _plain(rows, a, b, NUMBER)
    if found != 1:
        return found
    if whole(rows.pool, rows.bis + _code(rows, a, NUMBER)) != whole(
        rows.pool, rows.bis + _code(rows, b, NUMBER)
    ):
        return ASK
    return 1 if _is_slip(rows, _place(rows, a, NUMBER), _place(rows, b, NUMBER)) else 4


@compiled
def _lists(rows: Packed, a: int, b: int, held: int, most: int) -> int:
    """Silent, several in common (where that is asked), one, none."""
    if not (_code(rows, a, SAYS) & _code(rows, b, SAYS)) >> held & 1:
        return NULL
    return most - _common(rows, a, held, b, held, most)


@compiled
def _company(rows: Packed, a: int, b: int) -> int:
    if not (_code(rows, a, SAYS) | _code(rows, b, SAYS)) >> COMPANY & 1:
        return NULL
    found = _lists(rows, a, b, COMPANY, 2)
    if found == 0 or found == 1:
        return found
    for held in (CONTACTS, DOCUMENTS, PLATES):
        if _common(rows, a, held, b, COMPANY, 1) or _common(rows, b, held, a, COMPANY, 1):
            return 2
    return NULL if found == NULL else 3


@compiled
def _is_silent(rows: Packed, a: int) -> bool:
    return not (_code(rows, a, STREET) or _code(rows, a, POSTCODE) or _code(rows, a, CITY))


@compiled
def _address(rows: Packed, a: int, b: int) -> int:
    if _is_silent(rows, a) or _is_silent(rows, b):
        return NULL
    postcode, city = _equal(rows, a, b, POSTCODE), _equal(rows, a, b, CITY)
    house, place, equal = _equal(rows, a, b, HOUSE), postcode or city, _equal(rows, a, b, STREET)
    if equal and place and _same(rows, a, b, HOUSE):
        return 0
    street = equal
    if not street and (place or house) and _said(rows, a, b, STREET):
        street = _near(rows, a, b, STREET, 0.88)
    if street and house:
        if place or (_said(rows, a, b, CITY) and _near(rows, a, b, CITY, 0.9)):
            return 1
        x, y = _place(rows, a, POSTCODE), _place(rows, b, POSTCODE)
        if _said(rows, a, b, POSTCODE) and _is_slip(rows, x, y):
            return 1
    if street and place:
        return 3
    if postcode and city:
        return 4 if house else 5
    return 6 if postcode else 7 if city else 8


@compiled
def level_of(rows: Packed, a: int, b: int, field: int) -> int:
    """The level of two rows in a field, by its number; NULL where a side is silent, or ASK."""
    if field == F_SURNAME:
        return _surname(rows, a, b)
    if field == F_GIVEN:
        return _given(rows, a, b)
    if field == F_BIRTH:
        return _birth(rows, a, b)
    if field == F_PLACE:
        found = _plain(rows, a, b, BIRTH_PLACE)
        return 2 if found == 1 and not _near(rows, a, b, BIRTH_PLACE, 0.9) else found
    if field < F_NUMBER:
        return _plain(rows, a, b, GENDER + field - F_GENDER)
    if field == F_NUMBER:
        return _number(rows, a, b)
    if field < F_COMPANY:
        return _lists(rows, a, b, CONTACTS + field - F_CONTACTS, 2 if field == F_CONTACTS else 1)
    return _company(rows, a, b) if field == F_COMPANY else _address(rows, a, b)


@compiled
def levels_of(rows: Packed, left: Any, right: Any, fields: Any, found: Any) -> None:
    """Put the level of each pair into `found` (pairs × fields); ASK where a row says several values."""
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        alone = (_code(rows, a, SAYS) | _code(rows, b, SAYS)) & ALONE
        for at in range(len(fields)):
            found[pair, at] = ASK if alone else level_of(rows, a, b, fields[at])


@compiled
def _bits(rows: Packed, model: Weights, a: int, b: int, field: int, level: int) -> Any:
    """What a level adds."""
    at = field * model.size + level + 1
    column = int(real(model.pool, 2 * FIELDS * model.size + at))
    if column < 0:
        return real(model.pool, at)
    start = int(real(model.pool, model.base + column))
    one = real(model.pool, start + _code(rows, a, column))
    other = real(model.pool, start + _code(rows, b, column))
    return real(model.pool, FIELDS * model.size + at) - max(one, other)


@compiled
def _most(rows: Packed, model: Weights, a: int, b: int, field: int, column: int) -> Any:
    """The most that a field may add, by whether the words are equal."""
    if not _said(rows, a, b, column):
        return 0.0
    if _same(rows, a, b, column):
        return _bits(rows, model, a, b, field, 0)
    most, counted = real(model.pool, model.other + field), int(real(model.pool, model.counted + field))
    return most if counted < 0 else max(most, _bits(rows, model, a, b, field, counted))


@compiled
def weigh_some(
    rows: Packed, model: Weights, left: Any, right: Any, least: float, places: Any, weights: Any
) -> int:
    """Put down the places and weights of the pairs that weigh `least` or that the judges must be asked about
    (not a number); returns how many. Most are ruled out by what is cheap."""
    found = np.zeros(FIELDS)
    kept = 0
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if (_code(rows, a, SAYS) | _code(rows, b, SAYS)) & ALONE:
            places[kept], weights[kept] = pair, np.nan
            kept += 1
            continue
        asked = False
        total = model.prior + _most(rows, model, a, b, F_SURNAME, SURNAME)
        total += _most(rows, model, a, b, F_GIVEN, GIVEN) + _most(rows, model, a, b, F_PLACE, BIRTH_PLACE)
        home = 0.0 if _is_silent(rows, a) or _is_silent(rows, b) else real(model.pool, model.most + F_ADDRESS)
        for field in range(F_BIRTH, F_ADDRESS):
            if field != F_PLACE:
                level = level_of(rows, a, b, field)
                if level == ASK:
                    asked = True
                    found[field] = real(model.pool, model.most + field)
                else:
                    found[field] = _bits(rows, model, a, b, field, level)
                total += found[field]
        if total + home < least:
            continue
        found[F_ADDRESS] = _bits(rows, model, a, b, F_ADDRESS, _address(rows, a, b))
        if total + found[F_ADDRESS] < least:
            continue
        if asked:
            places[kept], weights[kept] = pair, np.nan
            kept += 1
            continue
        for field in (F_SURNAME, F_GIVEN, F_PLACE):
            found[field] = _bits(rows, model, a, b, field, level_of(rows, a, b, field))
        total = model.prior
        for field in range(FIELDS):
            total += found[field]
        if total >= least:
            places[kept], weights[kept] = pair, total
            kept += 1
    return kept
