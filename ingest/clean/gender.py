"""Gender as registers write it."""

from __future__ import annotations

from ingest.clean.text import text
from ingest.clean.unclean import Unclean

# Codes and words of nl, fr, de, en; 1, 2, 9, 0 are ISO/IEC 5218. "v" is vrouw, "h" homme, "w" weiblich.
WORDS = {
    "male": "1 m h male man mann mannelijk masculin homme männlich",
    "female": "2 f v w female woman vrouw vrouwelijk féminin feminin femme frau weiblich",
    "other": "9 x other andere autre divers",
    "": "0 u unknown onbekend inconnu unbekannt",
}
_BY_WORD = {word: gender for gender, words in WORDS.items() for word in words.split()}


def gender(raw: str) -> str:
    """male, female or other, from the codes and words of four languages; "" when unknown."""
    value = text(raw).casefold().rstrip(".")
    if not value:
        return ""
    if value not in _BY_WORD:
        raise Unclean("not a gender as registers write it")
    return _BY_WORD[value]
