"""Reads the cells of a feed file: a column's name, a constant, or a map with column, clean, map …"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.clean import CLEANERS, OPTIONS, Cleaner, cleaner, wrong_option
from ingest.feeds.cell import Cell
from ledger.canonical import JSON
from ledger.located import Located, Place

KEYS = ("column", "columns", "join", "const", "clean", "map", "default")

# How a property is read where the feed names no cleaner: by its name in the ontology.
BY_PROPERTY: Mapping[str, str] = {
    "birthDate": "date",
    "country": "country",
    "deathDate": "date",
    "endDate": "datetime",
    "firstName": "name",
    "gender": "gender",
    "lastName": "name",
    "latitude": "latitude",
    "longitude": "longitude",
    "middleName": "name",
    "nationalNumber": "national_number",
    "nationality": "country",
    "postalCode": "postcode",
    "startDate": "datetime",
    "validUntil": "date",
    "vin": "vin",
}
# and of an Object's number, by its kind.
BY_KIND: Mapping[str, str] = {
    "account": "identifier",
    "card": "identifier",
    "document": "identifier",
    "email": "email",
    "imei": "imei",
    "imsi": "identifier",
    "phone": "phone",
}
PLATED = "Vehicle"


def default_cleaner(type_: str, property_: str, kind: str = "") -> str:
    """The cleaner of a property where the feed names none."""
    if (type_, property_) == (PLATED, "registrationNumber"):
        return "plate"
    if (type_, property_) == ("Object", "number"):
        return BY_KIND.get(kind, "text")
    return BY_PROPERTY.get(property_, "text")


def cell(file: Located, place: Place, value: JSON, default: str = "text") -> Cell:
    """A value: a bare text is a column's name; cleaned as `default` where nothing else is said."""
    if not isinstance(value, dict):
        return Cell((_text(file, place, value),), clean=cleaner(default), clean_name=default)
    file.only(place, value, KEYS, "key")
    if "const" in value:
        file.only(place, value, ("const",), "key beside const")
        return Cell(const=_text(file, (*place, "const"), value["const"]))
    columns = tuple(_columns(file, place, value))
    mapping = _mapping(file, place, value.get("map"))
    name, clean = _cleaner(file, place, value.get("clean", default))
    return Cell(
        columns,
        join=str(value.get("join", " ")),
        mapping=mapping,
        default=_text(file, (*place, "default"), value.get("default", "")),
        clean=None if mapping is not None else clean,
        clean_name="" if mapping is not None else name,
    )


def word(file: Located, place: Place, value: JSON, known: Iterable[str], what: str) -> Cell:
    """A word of a closed list: given as it is, or read from a column through a map."""
    known = tuple(known)
    if not isinstance(value, dict):
        file.only(place[:-1], [_text(file, place, value)], known, what)
        return Cell(const=str(value))
    given = cell(file, place, value)
    words = [given.const] if not given.columns else [*(given.mapping or {}).values(), given.default]
    file.only((*place, "map"), [w for w in words if w], known, what)
    if given.columns and given.mapping is None:
        exact = {w.casefold(): w for w in known}
        return Cell(given.columns, join=given.join, mapping=exact, default=given.default)
    return given


def _columns(file: Located, place: Place, value: Mapping[str, JSON]) -> list[str]:
    if ("column" in value) == ("columns" in value):
        file.fail(place, "a value is one of column, columns (joined) or const")
    given = value.get("columns", [value.get("column")])
    if not isinstance(given, list) or not given:
        file.fail((*place, "columns"), "columns is a list of names")
    return [_text(file, place, name) for name in given]


def _mapping(file: Located, place: Place, value: JSON) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        file.fail((*place, "map"), "map gives our word for each word of the source")
    return {k.casefold(): _text(file, (*place, "map", k), v) for k, v in value.items()}


def _cleaner(file: Located, place: Place, value: JSON) -> tuple[str, Cleaner]:
    if isinstance(value, dict):
        if len(value) != 1:
            file.fail((*place, "clean"), "one cleaner with its options: {date: {pivot: 30}}")
        name, options = next(iter(value.items()))
        if not isinstance(options, dict):
            file.fail((*place, "clean"), f"the options of {name} are a map")
    else:
        name, options = _text(file, (*place, "clean"), value), {}
    file.only((*place, "clean"), [name], CLEANERS, "cleaner")
    file.only((*place, "clean", name), options or {}, OPTIONS.get(name, ()), f"option of {name}")
    for option, given in (options or {}).items():
        if takes := wrong_option(option, given):
            file.fail((*place, "clean", name, option), f"{option} takes {takes}")
    return name, cleaner(name, **(options or {}))


def _text(file: Located, place: Place, value: JSON) -> str:
    if isinstance(value, bool) or value is None:
        file.fail(place, f"{value!r} where a text is needed; put it between quotes")
    if isinstance(value, (dict, list)):
        file.fail(place, "a text is needed here")
    return str(value)
