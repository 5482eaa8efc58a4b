"""Vehicles: plates and chassis numbers read badly, with make, model and colour for or against."""

from __future__ import annotations

from collections.abc import Iterator

from resolution.change import Term
from resolution.names.text import fold
from resolution.things import chassis, plates
from resolution.things.misread import misread_keys
from resolution.things.thing import Thing, same_or_not, weights

DESCRIBED = ("make", "model", "color", "kind")
SHORTEST = 4
PART = "part:"
"""Before the keys of partial plates."""


def keys(car: Thing) -> Iterator[str]:
    """Keys that two vehicles share when one plate or chassis number may be the other read badly."""
    for raw in car.of("registrationNumber"):
        plate = plates.plate_of(raw)
        if "?" in plate:
            yield from (PART + known for known in _runs(plate))
        elif len(plate) >= SHORTEST:
            yield from (f"plate:{key}" for key in misread_keys(plate))
            yield from (PART + plate[i : i + 3] for i in range(len(plate) - 2))
    for raw in car.of("vin"):
        number = chassis.chassis_of(raw)
        if len(number) >= 16:
            yield from (f"vin:{key}" for key in misread_keys(number))


def _runs(plate: str) -> set[str]:
    """Three known signs in a row of a partial plate."""
    return {plate[i : i + 3] for i in range(len(plate) - 2) if "?" not in plate[i : i + 3]}


def comparable(key: str, a: Thing, b: Thing) -> bool:
    """False for a key of partial plates between two that are whole."""
    return not key.startswith(PART) or has_part(a) or has_part(b)


def has_part(car: Thing) -> bool:
    """True when only part of a plate of it was read."""
    return any(map(plates.is_partial, car.of("registrationNumber")))


def terms(a: Thing, b: Thing) -> list[Term]:
    """What two vehicles show, field by field."""
    bits, found = weights("Vehicle"), list[Term]()
    countries = [{plates.country_of(raw) for raw in car.of("country")} - {""} for car in (a, b)]
    one = min(countries[0] | countries[1], default="") if len(countries[0] | countries[1]) == 1 else ""
    sides = [[plates.plate_of(raw) for raw in car.of("registrationNumber")] for car in (a, b)]
    found += bits.best("plate", sides, lambda x, y: plates.compare(x, y, one))
    sides = [[n for raw in car.of("vin") if len(n := chassis.chassis_of(raw)) >= 6] for car in (a, b)]
    found += bits.best("vin", sides, chassis.compare)
    found += bits.best("country", [sorted(one) for one in countries], same_or_not)
    for field in DESCRIBED:
        said = [[fold(raw) for raw in car.of(field) if fold(raw)] for car in (a, b)]
        found += bits.best(field, said, same_or_not)
    return found
