"""Text as it is compared: one alphabet, one case, no signs; and how a name sounds in the Low Countries."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

LONGEST = 200
"""Characters of a value that are looked at; what is longer is no name."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"(?:s?ch|sh|sj|tj|dj|dzh|zh|tsch|cz)", "s"),
        (r"(?:eau|au|ou|oe|u|w$)", "u"),
        (r"(?:ij|ei|ey|ai|ay|y|j|ie)", "i"),
        (r"c(?=[ei])", "s"),
        (r"(?:ck|c|q|x|kh|gh|g)", "k"),
        (r"[wv]", "v"),
        (r"z", "s"),
        (r"(?:dt|th|d)", "t"),
        (r"b", "p"),
        (r"h", ""),
        (r"(?<=.)[aeiou]+", ""),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces: "Ó Súilleabháin-Петров" → "o suilleabhain petrov"."""
    return _NOT_WORD.sub(" ", anyascii(text[:LONGEST]).lower().replace("'", "")).strip()


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """A rough sound of one folded name, so that Dierickx, Dirix and Dierikx are alike."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def bare(text: str) -> str:
    """Letters and digits alone, upper case: for plates, serials, numbers of cases and documents."""
    return fold(text).replace(" ", "").upper()
