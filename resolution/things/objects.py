"""Objects: device numbers with a wrong digit, serial numbers read badly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from resolution.change import Term
from resolution.names.text import bare, fold
from resolution.things.misread import ALIKE, EQUAL, MISSING, ONE, ONE_ALIKE, differ, misread_keys
from resolution.things.thing import Thing, same_or_not, weights

IMEI = "imei"
SHORTEST = 6
"""Signs of a serial number below which one that looks alike says nothing."""


def imei_of(raw: str) -> str:
    """The digits of a device number; a valid one and one with its version by the first fourteen."""
    digits = re.sub(r"\D", "", raw)[:20]
    return digits[:14] if is_imei(digits) or len(digits) in (14, 16) else digits


def is_imei(digits: str) -> bool:
    """True for fifteen digits of which the last is the right check digit."""
    return len(digits) == 15 and bool(luhn.is_valid(digits))


def keys(object_: Thing) -> Iterator[str]:
    """Keys that two objects share when one number may be the other read badly."""
    for digits in _imeis(object_):
        yield from (f"imei:{key}" for key in misread_keys(digits))
    for serial in _serials(object_):
        yield from (f"serial:{key}" for key in misread_keys(serial))


def terms(a: Thing, b: Thing) -> list[Term]:
    """What two objects show, field by field."""
    bits, found = weights("Object"), list[Term]()
    found += bits.best("imei", (_imeis(a), _imeis(b)), compare_imei)
    found += bits.best("serial", (_serials(a), _serials(b)), _compare_serial)
    for field in ("brand", "model", "kind"):
        said = [[fold(raw) for raw in side.of(field) if fold(raw)] for side in (a, b)]
        found += bits.best(field, said, same_or_not)
    return found


def compare_imei(a: str, b: str) -> str:
    """Two device numbers: two valid ones are two; a wrong check digit tells a slip."""
    if imei_of(a) == imei_of(b):
        return "equal"
    valid = is_imei(a) + is_imei(b)
    if valid == 2 or differ(a, b) == "other":
        return "different"
    return "one digit wrong by its check digit" if valid else "one digit different"


def _compare_serial(a: str, b: str) -> str:
    found = differ(a, b)
    if found in (ONE_ALIKE, ALIKE):
        return "signs that look alike"
    return {EQUAL: "equal", ONE: "one sign different", MISSING: "one sign different"}.get(found, "different")


def _imeis(object_: Thing) -> list[str]:
    if IMEI not in map(fold, object_.of("kind")):
        return []
    digits = [re.sub(r"\D", "", raw)[:20] for raw in object_.of("number")]
    return [number for number in digits if 13 <= len(number) <= 16]


def _serials(object_: Thing) -> list[str]:
    return [number for raw in object_.of("serialNumber") if len(number := bare(raw)) >= SHORTEST]
