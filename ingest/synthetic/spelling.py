"""How names are misspelt: other spellings, by ear, by the neighbouring key, and in machine letters."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from anyascii import anyascii

from ingest.synthetic.lists import listed


@cache
def _groups(part: str) -> dict[str, tuple[str, ...]]:
    return {
        spelling.replace("_", " "): tuple(name.replace("_", " ") for name in group)
        for group in listed("variants")[part]
        for spelling in group
    }


def other_spelling(rng: Random, name: str, part: str) -> str:
    """Another spelling in use of a `given` or `family` name, or one by ear when none is known."""
    group = _groups(part).get(name)
    if group is None:
        return by_ear(rng, name)
    return rng.choice([spelling for spelling in group if spelling != name])


def by_ear(rng: Random, name: str) -> str:
    """The name as somebody wrote it down who only heard it."""
    rules = [(str(a), str(b)) for a, b in listed("variants")["ear"] if a in name.lower()]
    if not rules:
        return name
    old, new = rng.choice(rules)
    return re.sub(re.escape(old), lambda hit: _cased(hit[0], new), name, count=1, flags=re.IGNORECASE)


def _cased(old: str, new: str) -> str:
    return new.title() if old[0].isupper() else new


def by_key(rng: Random, name: str) -> str:
    """The name with one slip of the finger: neighbour, doubled, left out, or two letters swapped."""
    if len(name) < 3:
        return name
    at = rng.randrange(1, len(name) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        near = str(listed("variants")["keys"].get(name[at].lower(), name[at]))
        return name[:at] + rng.choice(near) + name[at + 1 :]
    if slip == 1:
        return name[:at] + name[at] + name[at:]
    if slip == 2:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def by_digit(rng: Random, digits: str) -> str:
    """A number with one digit wrong or two neighbours swapped."""
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    at = rng.choice(places[1:] or places)
    wrong = str((int(digits[at]) + rng.randrange(1, 10)) % 10)
    return digits[:at] + wrong + digits[at + 1 :]


def machine(name: str) -> str:
    """The name in the capital letters of passports and airlines: MUELLER, LUKASZ, SAHIN."""
    german = name
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")):
        german = german.replace(letter, pair)
    return re.sub(r"[^A-Z ]", "", anyascii(german).upper().replace("-", " "))


def folded(name: str) -> str:
    """The name without case, accents and spaces: for comparing what was meant."""
    return re.sub(r"[^a-z0-9]", "", anyascii(name).lower())
