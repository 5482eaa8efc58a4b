"""The keys of rows with one value of each kind, as SQL: held by tests to what candidates/keys.py makes."""

from __future__ import annotations

from collections.abc import Sequence

from resolution.comparison.judges import DEFAULT

PLACES = ("p.postcode", "p.city", "p.birth_place")
"""Columns of table `persons` (p); w holds what words sound like."""
NEAR = ("p.postcode", "w.city")
NAMES = ("w.root", "p.surname_sound")
BOTH = "p.given != '' AND p.surname != ''"
YEAR = "coalesce(nullif(p.birth, ''), p.birth_part)[1:4]"
DAY = f"p.birth != '' AND NOT ends_with(p.birth, '{DEFAULT}')"
_Y, _M, _D = (f"split_part(p.birth, '-', {part})" for part in (1, 2, 3))


def _when(condition: str, *parts: str) -> str:
    return f"CASE WHEN {condition} THEN {' || '.join(parts)} END"


def _sorted(x: str, y: str) -> str:
    return f"least({x}, {y}) || '|' || greatest({x}, {y})"


def _misread() -> list[str]:
    names = _sorted("p.given[1:2]", "p.surname[1:2]")
    parts = (("'ym'", _Y, _M), ("'md'", f"least({_M}, {_D})", f"greatest({_M}, {_D})"), ("'yd'", _Y, _D))
    return [_when(f"{DAY} AND {BOTH}", names, *part) for part in parts]


def _near() -> list[str]:
    sides = (("p.surname_sound", "p.given[1:1]"), ("w.root", "p.surname[1:1]"))
    return [
        _when(f"{place} != '' AND {BOTH}", place, "'|'", name, "'|'", first)
        for place in NEAR
        for name, first in sides
    ]


_SOUNDING = _sorted(*NAMES)
_INITIALS = _sorted("p.given[1:1]", "p.surname[1:1]")
ONE: dict[str, Sequence[str]] = {
    "national_number": [_when("length(p.national_number) >= 6", "p.national_number")],
    "full_name": [_when(BOTH, _sorted("p.given", "p.surname"))],
    "sounding_name_year": [
        _when(f"{BOTH} AND {YEAR} != ''", _sorted("w.given", "p.surname_sound"), YEAR),
    ],
    "sounding_name_place": [_when(f"{BOTH} AND {place} != ''", _SOUNDING, place) for place in PLACES],
    "birth_and_name": [_when(f"p.birth != '' AND {name} != ''", "p.birth", name) for name in NAMES],
    "birth_and_place": [_when(f"{DAY} AND {place} != ''", "p.birth", place) for place in PLACES],
    "birth_and_home": [
        _when(f"{DAY} AND {place} != ''", "p.birth", "'|'", place) for place in ("p.house", "p.street[1:6]")
    ],
    "misread_birth": _misread(),
    "home": [_when("p.street != '' AND p.house != ''", "p.street[1:6]", "'|'", "p.house")],
    "house_and_name": [
        _when(f"p.house != '' AND {place} != '' AND {said}", place, "'|'", "p.house", "'|'", name)
        for place in NEAR
        for name, said in (*((name, f"{name} != ''") for name in NAMES), (_INITIALS, BOTH))
    ],
    "street_and_name": [
        _when(f"p.street != '' AND {name} != ''", "p.street[1:6]", "'|'", name)
        for name in ("p.given_root[1:3]", "p.surname[1:3]")
    ],
    "place_and_name": _near(),
    "sounding_name": [_when(BOTH, _SOUNDING)],
    "rare_surname": [_when("p.surname != ''", "p.surname", "'|'", "p.given[1:1]")],
}
"""Function → its keys, one column each; NULL for none."""
MANY: dict[str, Sequence[tuple[str, str, str]]] = {
    "identifiers": [("p.contacts", "true", "x"), ("p.documents", "true", "x")],
    "birth_and_name": [("w.parts", "p.birth != ''", "CASE WHEN x != '' THEN p.birth || x END")],
    "plate": [("p.plates", f"{name} != ''", f"x || {name}") for name in NAMES],
    "company_and_name": [
        (held, f"{name} != ''", f"x || '|' || {name}")
        for held in ("p.company", "p.contacts", "p.documents", "p.plates")
        for name in NAMES
    ],
}
"""Function → lists, when they are read, and the key that each of their values (x) makes."""


def keys_sql() -> str:
    """SQL: the list of all keys of a row, each once, as `keys_of` has them."""
    single = [f"'{name}:' || {key}" for name, keys in ONE.items() for key in keys]
    several = [
        f"CASE WHEN {condition} THEN list_transform({held}, lambda x: '{name}:' || {key}) ELSE [] END"
        for name, lists in MANY.items()
        for held, condition, key in lists
    ]
    return f"list_distinct(flatten([[{', '.join(single)}], {', '.join(several)}]))"
