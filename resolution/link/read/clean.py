"""Raw values as they are compared, by kind: one alphabet, one case; "" where a value says nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from resolution.names.text import bare, fold

LONGEST = 200
"""Characters of a value that are looked at."""
SILENT = frozenset(
    ("", "nan", "none", "null", "n a", "na", "nil", "unknown", "missing", "inconnu", "onbekend")
)
"""Folded values by which sources say that they know nothing."""
_WITH_COUNTRY = re.compile(r"(BE|NL|LU|FR|DE|AT|GB|IT|ES|PT|IE|DK|SE|FI|PL|CZ|CH)\d{8,}")
_SEXES = {
    "m": "m", "male": "m", "man": "m", "h": "m", "homme": "m", "mannlich": "m", "masculin": "m", "1": "m",
    "f": "f", "female": "f", "v": "f", "w": "f", "woman": "f", "vrouw": "f", "femme": "f", "weiblich": "f",
    "feminin": "f", "2": "f", "x": "x",
}  # fmt: skip
_STREET_WORDS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "pl": "place",
    "cres": "crescent", "dr": "drive", "ct": "court", "ln": "lane", "blvd": "boulevard", "bd": "boulevard",
}  # fmt: skip


def readable(raw: str) -> str:
    """A value cut to what is looked at, without what no text may hold (lone surrogates, control signs)."""
    text = raw[: LONGEST * 2]
    if text.isascii() and text.isprintable():
        return text.strip()[:LONGEST]
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return kept.strip()[:LONGEST]


def words(raw: str) -> str:
    """Folded words with single spaces."""
    text = fold(readable(raw))
    return "" if text in SILENT else text


def name(raw: str) -> str:
    """Words of a name; what stands for "nobody" is nothing. A given name "Na" or "Nil" stays a name."""
    text = fold(readable(raw))
    return "" if text in ("", "nan", "none", "null", "n a", "unknown", "onbekend", "inconnu") else text


def number(raw: str) -> str:
    """Letters and digits of a number; a number of zeros only or of one sign says nothing."""
    text = bare(readable(raw))
    whole = re.fullmatch(r"(\d+)\.0", readable(raw))
    text = whole[1] if whole else text
    return "" if fold(text) in SILENT or (len(set(text)) == 1 and len(text) > 2) else text


def document(raw: str) -> str:
    """A number of a document or company; the country before a long one is left out: "BE 0431.284.822"."""
    text = number(raw)
    return text[2:] if _WITH_COUNTRY.fullmatch(text) else text


def phone(raw: str) -> str:
    """Digits of a phone number without the signs of its country: its last nine at most."""
    digits = re.sub(r"\D", "", readable(raw))
    return digits.lstrip("0")[-9:] if len(set(digits)) > 1 else ""


def email(raw: str) -> str:
    """An e-mail address in lower case."""
    text = readable(raw).lower().replace(" ", "")
    return "" if text in SILENT else text


def sex(raw: str) -> str:
    """m, f, x, or the folded value."""
    text = words(raw.removesuffix(".0"))
    return _SEXES.get(text, text)


def street(raw: str) -> str:
    """Folded words with the usual short forms written out."""
    return " ".join(_STREET_WORDS.get(word, word) for word in words(raw).split())


def house(raw: str) -> str:
    """A house number with its letter: "12 b" → "12B"."""
    return bare(readable(raw).removesuffix(".0")).lstrip("0")


CLEAN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("given_name", "middle_name", "family_name", "full_name"), name),
    **dict.fromkeys(("birth_place", "city", "organisation", "category", "text"), words),
    **dict.fromkeys(("address", "street"), street),
    **dict.fromkeys(("postcode", "national_number", "plate", "vin"), number),
    "document": document,
    "house_number": house, "phone": phone, "email": email, "sex": sex,
}  # fmt: skip
"""Cleaner of each kind; dates are read by resolution/link/read/dates.py, column by column."""
