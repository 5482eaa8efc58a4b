"""Company numbers and names: which register a number is of, and what a name is without its legal form."""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum.be import vat as be
from stdnum.fr import siren

from resolution.names.text import fold
from resolution.names.words import words

FORMS = words("legal_forms")
LINKS = words("links")
_COURT = re.compile(r"\b(hr\s?[ab])\s*(?:nr\s*)?(\d{1,7})\s*([a-z]{0,2})\b")
_DOTTED = re.compile(r"\b(?:[a-z] ){1,6}[a-z]\b")


@lru_cache(maxsize=1 << 15)
def company_number(raw: str) -> str:
    """A company number as it is compared; "" for none. A German one counts with the town of its court.

    Belgian numbers have ten digits, French ones nine (the establishment's digits fall), others stay.
    """
    said = fold(raw)
    if german := _COURT.search(said):
        court = " ".join(
            w for w in _COURT.sub(" ", said).split() if w not in ("amtsgericht", "ag", "hr", "nr")
        )
        return f"{german[1].replace(' ', '')} {german[2]}{german[3]} {court}".strip().upper()
    digits = re.sub(r"\D", "", raw)[:20]
    if len(digits) == 14 and siren.is_valid(digits[:9]):
        return digits[:9]
    if len(digits) == 11 and said.startswith("fr") and siren.is_valid(digits[2:]):
        return digits[2:]
    if len(digits) == 9 and not said.startswith(("fr", "siren", "nl")) and be.is_valid("0" + digits):
        return "0" + digits
    return digits if len(digits) >= 6 else ""


def is_sure(number: str) -> bool:
    """False for a German number of an unknown court: each court has one of that number."""
    return not number.startswith("HR") or number.count(" ") > 1


@lru_cache(maxsize=1 << 15)
def name_words(raw: str) -> tuple[str, ...]:
    """The words of a name without form and "and": "Gebr. Maes & Zn. B.V.B.A." → gebroeders maes zonen."""
    said = _DOTTED.sub(lambda found: found[0].replace(" ", ""), fold(raw.replace("&", " en ")))
    kept = [SHORT.get(word, word) for word in said.split()]
    return tuple(word for word in kept if word not in FORMS and word not in LINKS) or tuple(kept)


def legal_form(raw: str) -> str:
    """The legal form in a name, one word in all languages and before and after 2019; "" for none."""
    said = _DOTTED.sub(lambda found: found[0].replace(" ", ""), fold(raw)).split()
    return next((ONE_FORM.get(word, word) for word in reversed(said) if word in FORMS), "")


SHORT = {
    "gebr": "gebroeders", "gebrs": "gebroeders", "freres": "gebroeders", "gebruder": "gebroeders",
    "zn": "zonen", "zoon": "zonen", "fils": "zonen", "sohne": "zonen", "ets": "etablissements",
    "etabl": "etablissements", "intl": "international", "int": "international",
    "internationaal": "international", "cie": "compagnie", "co": "compagnie", "constr": "construction",
    "transp": "transport", "transports": "transport", "gar": "garage", "ass": "associes",
    "ver": "vereniging", "sted": "stedelijk", "mij": "maatschappij", "bros": "gebroeders",
    "brothers": "gebroeders", "sons": "zonen", "import-export": "import export", "assoc": "associes",
}  # fmt: skip
"""Abbreviations, and words that firms translate."""
ONE_FORM = {
    "bvba": "bv", "sprl": "bv", "srl": "bv", "sarl": "bv", "gmbh": "bv", "ltd": "bv", "limited": "bv",
    "ebvba": "bv", "eurl": "bv", "ug": "bv", "sa": "nv", "ag": "nv", "plc": "nv", "sas": "nv", "inc": "nv",
    "cvba": "cv", "sc": "cv", "scrl": "cv", "cvoa": "cv", "asbl": "vzw", "aisbl": "ivzw", "snc": "vof",
    "gcv": "comm", "scs": "comm", "commv": "comm",
}  # fmt: skip
"""The form that stands for its equals."""
