"""Whether a span that a model takes for a name looks like one."""

from __future__ import annotations

import re

from ingest.extract.cues import PARTICLES, TITLES
from ingest.extract.lexicon import common_words, is_family, is_given, organisations, places, plain
from ingest.extract.tokens import tokenise

_ACRONYM = re.compile(r"[^\W\d_]{1,4}\Z")
_ELIDED = re.compile(r"(?:[jlcnsmtdq]|qu)['’]", re.I)


def looks_like_a_name(text: str, start: int, end: int) -> bool:
    """One to four words with capitals, no title, place or common word among them, nor short capitals."""
    words = [t for t in tokenise(text[start:end]) if plain(t.text) not in PARTICLES]
    if not 1 <= len(words) <= 4 or text[start:end] in organisations():
        return False
    if any(t.shape not in "ACI" or plain(t.text) in common_words() | TITLES | places() for t in words):
        return False
    if any(_ELIDED.match(t.text) or (t.shape == "A" and _ACRONYM.match(t.text)) for t in words):
        return False
    return len(words) > 1 or (len(words[0].text) > 3 and not _begins(text, start))


def holds_a_known_name(words: str) -> bool:
    """One to four words with capitals, none a title, at least one a name that the lists know."""
    found = [t for t in tokenise(words) if plain(t.text) not in PARTICLES]
    if not 1 <= len(found) <= 4 or any(t.shape not in "ACI" or plain(t.text) in TITLES for t in found):
        return False
    return any(is_given(t.text) or is_family(t.text) for t in found if t.shape != "I")


def _begins(text: str, start: int) -> bool:
    """True at the head of a sentence or line, where any word has a capital."""
    before = text[:start].rstrip(' \u00a0"«“(–-')
    return not before or before[-1] in ".!?:;\n•"
