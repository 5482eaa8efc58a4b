"""How an entity matches what was typed: the kind of match, which is what hits are ranked by."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz.distance import Levenshtein

from graph.derive.text import GRAM, compact, grams, plain

SHORTEST_PART = 4
"""Fewer characters than this are not looked for inside identifiers."""


class Match(IntEnum):
    """Why a hit was found, best first."""

    IDENTIFIER = 1
    """The whole of an identifier: plate, phone, document, case number."""
    NAME = 2
    """The name by which it is shown, in any order of its words."""
    WORDS = 3
    """All words, somewhere."""
    PART = 4
    """A part of an identifier."""
    BEGINNING = 5
    """Words that begin like those that were typed."""
    SPELLING = 6
    """Words that differ by a letter or two."""


class Typed:
    """What was typed, without diacritics, capitals and signs."""

    def __init__(self, text: str) -> None:
        self.words = tuple(dict.fromkeys(plain(text).split()))
        self.whole = compact(text)
        self.part = self.whole.lstrip("0") if self.whole.isdigit() else self.whole

    def looks_like_identifier(self) -> bool:
        """True when it holds a figure: names do not."""
        return any(sign.isdigit() for sign in self.whole)

    def queries(self) -> dict[Match, str]:
        """A full-text query per kind of match, in Lucene's syntax; words hold letters and figures alone."""
        made = {Match.WORDS: _all(self.words)}
        if self.looks_like_identifier():
            made[Match.IDENTIFIER] = self.whole
            if len(self.part) >= SHORTEST_PART:
                made[Match.PART] = _all(dict.fromkeys(grams(self.part)))
        made[Match.BEGINNING] = _all(f"{word}*" for word in self.words)
        if any(tolerance(word) for word in self.words):
            made[Match.SPELLING] = _all(_fuzzy(word) for word in self.words)
        return dict(sorted(made.items()))

    def match(self, caption: str, search: str) -> Match | None:
        """How this entity matches, None when it does not (runs of three may come from several values)."""
        words = set(search.split())
        if self.looks_like_identifier() and self.whole in words:
            return Match.IDENTIFIER
        if set(self.words) == set(plain(caption).split()):
            return Match.NAME
        if words.issuperset(self.words):
            return Match.WORDS
        if self.looks_like_identifier() and len(self.part) >= SHORTEST_PART and _inside(self.part, words):
            return Match.PART
        if all(any(word.startswith(typed) for word in words) for typed in self.words):
            return Match.BEGINNING
        if all(_close(typed, words) for typed in self.words):
            return Match.SPELLING
        return None


def tolerance(word: str) -> int:
    """How many letters may differ: none in short words and in figures, two in long ones."""
    if any(sign.isdigit() for sign in word) or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _all(words: Iterable[str]) -> str:
    return f"({' AND '.join(words)})"


def _fuzzy(word: str) -> str:
    return f"{word}~{tolerance(word)}" if tolerance(word) else word


def _inside(part: str, words: set[str]) -> bool:
    return any(part in word for word in words if len(word) > GRAM)


def _close(typed: str, words: set[str]) -> bool:
    most = tolerance(typed)
    return any(Levenshtein.distance(typed, word, score_cutoff=most) <= most for word in words)
