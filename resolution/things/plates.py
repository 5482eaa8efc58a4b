"""Plates: what is written, what is left open, and what the form of a country's plates allows."""

from __future__ import annotations

import re
from functools import lru_cache

from resolution.names.text import bare, fold
from resolution.things.misread import ALIKE, EQUAL, MISSING, ONE, ONE_ALIKE, differ, may_be

OPEN = re.compile(r"[?*_#…]")
"""Signs that stand for a sign that nobody could read."""
LEAST_KNOWN = 4
"""Signs of a partial plate that must be known before it says anything."""
FORMS = {
    "be": ("9AAA999", "AAA999", "999AAA", "A999A", "AA999"),
    "nl": (
        "AA9999", "9999AA", "99AA99", "AA99AA", "AAAA99", "99AAAA", "99AAA9", "9AAA99", "AA999A", "A999AA",
        "AAA99A", "A99AAA", "9AA999", "999AA9",
    ),
    "fr": ("AA999AA",),
    "lu": ("AA9999", "99999", "9999"),
    "gb": ("AA99AAA",),
    "it": ("AA999AA",),
    "es": ("9999AAA",),
    "pl": ("AA99999", "AAA9999", "AA9999A", "AA999AA", "AAA99AA"),
}  # fmt: skip
"""Plates in common use by country: 9 a digit, A a letter."""
_LETTERED = {"be": re.compile(r"[GMOQSTWZ][A-Z]{3}\d{3}")}
"""Series that begin with a letter of their own: trailers, motorcycles, dealers, old cars, taxis."""
COUNTRIES = {
    "b": "be", "bel": "be", "belgie": "be", "belgique": "be", "belgien": "be", "belgium": "be", "nld": "nl",
    "nederland": "nl", "paysbas": "nl", "netherlands": "nl", "f": "fr", "fra": "fr", "france": "fr",
    "frankrijk": "fr", "l": "lu", "lux": "lu", "luxemburg": "lu", "luxembourg": "lu", "gbr": "gb",
    "uk": "gb", "i": "it", "ita": "it", "e": "es", "esp": "es", "pol": "pl", "d": "de", "deu": "de",
    "duitsland": "de", "allemagne": "de", "deutschland": "de", "germany": "de",
}  # fmt: skip


def country_of(raw: str) -> str:
    """A country as two letters where its name is known, else folded."""
    said = fold(raw).replace(" ", "")
    return COUNTRIES.get(said, said)


def is_partial(raw: str) -> bool:
    """True when a sign is left open, so that it is no plate but part of one."""
    return OPEN.search(raw) is not None


def plate_of(raw: str) -> str:
    """A plate in capitals without signs; "?" stays for each sign that is open."""
    return "?".join(bare(part) for part in OPEN.split(raw[:40]))


def fits(plate: str, country: str) -> bool:
    """True when the country has plates of this form."""
    shape = re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", plate))
    series = _LETTERED.get(country)
    return shape in FORMS.get(country, ()) or bool(series and series.fullmatch(plate))


@lru_cache(maxsize=1 << 16)
def readings(plate: str, country: str) -> frozenset[str]:
    """What a plate may have been, when the country has none of its form: each sign one that looks alike."""
    if fits(plate, country):
        return frozenset((plate,))
    found: set[str] = set()
    for form in FORMS.get(country, ()):
        if len(form) == len(plate):
            found |= _in_form(plate, form)
    return frozenset(found)


def _in_form(plate: str, form: str) -> set[str]:
    made = {""}
    for sign, kind in zip(plate, form, strict=True):
        fitting = [other for other in may_be(sign) if other.isdigit() == (kind == "9")]
        fitting = [sign] if sign in fitting else fitting
        made = {before + one for before in made for one in fitting}
    return made


def compare(a: str, b: str, country: str = "") -> str:
    """What two plates show, in the words of weights.yaml."""
    if "?" in a or "?" in b:
        return _partial(a, b)
    found = differ(a, b)
    if found in (ONE_ALIKE, ALIKE) and fits(a, country) != fits(b, country):
        read, whole = (b, a) if fits(a, country) else (a, b)
        if whole in readings(read, country):
            return "equal by the form of plates"
    return {
        EQUAL: "equal",
        ONE_ALIKE: "one sign that looks alike",
        ALIKE: "several signs that look alike",
        MISSING: "one sign missing",
        ONE: "one sign different",
    }.get(found, "different")


def _partial(a: str, b: str) -> str:
    part, whole = (a, b) if "?" in a else (b, a)
    if len(part) != len(whole) or any(x != y and "?" not in x + y for x, y in zip(part, whole, strict=True)):
        return "different"
    known = sum("?" not in x + y for x, y in zip(part, whole, strict=True))
    if known < LEAST_KNOWN:
        return "different"
    return "all but one open sign agree" if known == len(whole) - 1 else "the known part agrees"
