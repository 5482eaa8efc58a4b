"""Chassis numbers: seventeen signs without I, O and Q, the ninth a check digit for some makers."""

from __future__ import annotations

import re

from resolution.names.text import bare
from resolution.things.misread import ALIKE, EQUAL, MISSING, ONE_ALIKE, differ

_NEVER = str.maketrans("IOQ", "100")
_WHOLE = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_WORTH = (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9)
_VALUES = {str(n): n for n in range(10)} | dict(zip(_LETTERS, _WORTH, strict=True))
_PLACES = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def chassis_of(raw: str) -> str:
    """A chassis number as it must have been: I, O and Q, which none holds, are 1, 0 and 0."""
    number = bare(raw)[:40]
    return number.translate(_NEVER) if len(number) == 17 else number


def is_whole(number: str) -> bool:
    """True for seventeen signs of which each may stand in a chassis number."""
    return _WHOLE.fullmatch(number) is not None


def checks(number: str) -> bool:
    """True when the ninth sign is the check digit of ISO 3779 as North America asks for it."""
    if not is_whole(number):
        return False
    rest = sum(_VALUES[sign] * weight for sign, weight in zip(number, _PLACES, strict=True)) % 11
    return number[8] == ("X" if rest == 10 else str(rest))


def compare(a: str, b: str) -> str:
    """What two chassis numbers show: two whole ones that do not look alike are two cars."""
    found = differ(a, b)
    if found == EQUAL:
        return "equal"
    if found in (ONE_ALIKE, ALIKE) and not (checks(a) and checks(b)):
        one = checks(a) != checks(b)
        return "signs that look alike, one fails its check" if one else "signs that look alike"
    return "one sign missing" if found == MISSING and is_whole(a) != is_whole(b) else "different"
