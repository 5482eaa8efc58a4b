"""Numbers: amounts, quantities, coordinates."""

from __future__ import annotations

import re

from ingest.clean.unclean import Unclean

_SPACES = re.compile(r"[\s'’]+")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")


def number(raw: str, decimal: str = "") -> str:
    """A decimal number with a point, as many digits as given.

    `decimal` is the sign before the fraction ("," or "."). Without it the last of two different signs
    is the one, a sign that comes back is for thousands, and a single one starts the fraction.
    """
    value = _SPACES.sub("", raw)
    if not value:
        return ""
    point = decimal or _decimal_sign(value)
    other = "." if point == "," else ","
    plain = value.replace(other, "").replace(point, ".") if point else value
    if not _PLAIN.fullmatch(plain):
        raise Unclean("not a number")
    return plain.removeprefix("+")


def _decimal_sign(value: str) -> str:
    last = max(value.rfind("."), value.rfind(","))
    if last < 0:
        return ""
    sign = value[last]
    if value.count(sign) == 1:
        return sign
    return "," if sign == "." else "."


def latitude(raw: str, decimal: str = "") -> str:
    """Degrees north, from -90 to 90."""
    return _within(number(raw, decimal), 90)


def longitude(raw: str, decimal: str = "") -> str:
    """Degrees east, from -180 to 180."""
    return _within(number(raw, decimal), 180)


def _within(value: str, most: int) -> str:
    if value and abs(float(value)) > most:
        raise Unclean(f"more than {most} degrees")
    return value
