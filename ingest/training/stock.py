"""Names of firms, services, places and things that no report mentions, to be swapped in."""

from __future__ import annotations

from functools import cache
from importlib import resources
from random import Random
from typing import Any

from ingest.extract.lexicon import organisations
from ingest.synthetic.chance import happens
from ingest.synthetic.origins import any_origin
from ledger.located import from_yaml

FIRMS = 600
"""Made-up names of organisations for a language."""
FORMS = {
    "nl": ("BV", "NV", "VZW", "BVBA"),
    "fr": ("SRL", "SA", "ASBL", "SPRL"),
    "de": ("GmbH", "AG", "e.V.", "SRL"),
    "en": ("Ltd", "NV", "LLC", "BV"),
}
TYPES = {"places": "LOCATION", "weapons": "WEAPON", "objects": "OBJECT", "drugs": "DRUG"}


def stock(rng: Random, lang: str) -> dict[str, list[str]]:
    """Names by type of mention."""
    found = {type_: _words(lang, name) for name, type_ in TYPES.items()}
    firms = [_firm(rng, lang) for _ in range(FIRMS)]
    return {**found, "ORGANISATION": [*_words(lang, "wholes"), *sorted(organisations()), *firms]}


@cache
def _listed() -> Any:
    return from_yaml(resources.files("ingest.training").joinpath("things.yaml").read_text("utf-8"))


def _words(lang: str, name: str) -> list[str]:
    return [word.replace("_", " ") for word in _listed()[lang][name].split()]


def _firm(rng: Random, lang: str) -> str:
    """ "Garage Verhoeven", "Maes Bouw BV", "Novatec Security", "De Lange"."""
    shape = rng.randrange(4)
    name = _coined(rng) if happens(rng, 0.5) else any_origin(rng, "nl" if lang == "en" else lang).surname(rng)
    if shape < 2:
        name = f"{rng.choice(_words(lang, 'kinds'))} {name}"
    elif shape == 2:
        name = f"{name} {rng.choice(_words(lang, 'sectors'))}"
    return f"{name} {rng.choice(FORMS[lang])}" if happens(rng, 0.2) else name


def _coined(rng: Random) -> str:
    head, tail = rng.choice(_words("coined", "heads")), rng.choice(_words("coined", "tails"))
    return f"{head}{tail}" if happens(rng, 0.7) else f"{head} {tail.capitalize()}"
