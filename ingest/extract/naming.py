"""The normal form of a person's name: `Given Family`, as far as the words tell which is which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.cues import PARTICLES
from ingest.extract.lexicon import is_family, is_given, plain
from ingest.extract.tokens import Token

_UPPER_PARTICLES = frozenset({"de", "van", "el", "ben", "le", "la", "di", "ait", "ould", "abu"})


def normal(run: Sequence[Token]) -> str:
    """ "VAN DEN BROECK Kevin" → "Kevin Van den Broeck", "Peeters K." → "K. Peeters"."""
    words = [t.text for t in run]
    shapes = [t.shape for t in run]
    lead = _capital_lead(words, shapes)
    if 0 < lead < len(words):
        words, shapes = words[lead:] + words[:lead], shapes[lead:] + shapes[:lead]
    elif "A" not in shapes and _family_first(words, shapes):
        words, shapes = [words[-1], *words[:-1]], [shapes[-1], *shapes[:-1]]
    return " ".join(_case(w, s, i) for i, (w, s) in enumerate(zip(words, shapes, strict=True)))


def _capital_lead(words: list[str], shapes: list[str]) -> int:
    """How many words in capitals, particles inside, stand before the first given name."""
    if "A" not in shapes:
        return 0
    lead = 0
    while lead < len(words) and (
        shapes[lead] == "A" or (plain(words[lead]) in PARTICLES and "A" in shapes[lead + 1 : lead + 3])
    ):
        lead += 1
    return lead


def _family_first(words: list[str], shapes: list[str]) -> bool:
    """ "Munteanu Ion", "Peeters K.": a family name and then a given name or an initial."""
    if len(words) < 2 or is_given(words[0]):
        return False
    return (shapes[-1] == "I" and is_family(words[-2])) or (is_given(words[-1]) and is_family(words[-2]))


def _case(word: str, shape: str, index: int) -> str:
    if shape != "A":
        return word
    if plain(word) in PARTICLES and index:
        return word.capitalize() if plain(word) in _UPPER_PARTICLES else word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)


def parts(words: str) -> list[str]:
    """The words of a name by which it may be named again: each part, and the surname with its particles."""
    tokens = words.replace(",", " ").split()
    found = [t for t in tokens if plain(t) not in PARTICLES and len(t) > 2 and not t.endswith(".")]
    for index, token in enumerate(tokens):
        if plain(token) in PARTICLES and index + 1 < len(tokens):
            found.append(" ".join(tokens[index:]))
            break
    return found
