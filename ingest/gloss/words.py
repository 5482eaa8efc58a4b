"""The words of a text that the lexicon knows, each with its word in another language."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ingest.gloss.lexicon import LANGUAGES, Entry, Table, entries, fold, table
from ingest.gloss.rendering import Keep, merged
from ingest.gloss.tokens import words_of
from ledger.errors import BadInput

PARTICLES = frozenset(
    ["de", "den", "der", "het", "la", "le", "les", "du", "des", "van", "von", "ten", "ter", "di", "da", "el"]
)
"""Words that are part of a name when a capital follows: "De Smet", "Jan de Boer"."""

ELISIONS = frozenset(["l", "j", "qu"])
"""French words before an apostrophe; their gloss stands before a space."""

NEAR = 40
"""Characters on either side in which small letters tell a name in capitals from a line in capitals."""


class Glossed(NamedTuple):
    """A word or term of the text (code points, end exclusive) and what it is in the other language."""

    start: int
    end: int
    word: str
    gloss: str


class Reading(NamedTuple):
    """What the lexicon knows of a text: the terms, of how many words they are, and of how many all are."""

    terms: list[Glossed]
    known: int
    words: int


def gloss_words(text: str, source: str, target: str, keep: Keep = ()) -> list[Glossed]:
    """The known words in order, as (start, end, word, gloss); longer terms before shorter ones."""
    return read(text, source, target, keep).terms


def read(text: str, source: str, target: str, keep: Keep = ()) -> Reading:
    """The known words and how many there are; BadInput for a language that the lexicon does not have."""
    for lang in (source, target):
        if lang not in LANGUAGES:
            raise BadInput(f"the lexicon has no “{lang}”: give one of {', '.join(LANGUAGES)}")
    return _Reader(text, source, target, keep).read()


class _Reader:
    """One pass over the words of one text."""

    def __init__(self, text: str, source: str, target: str, keep: Keep) -> None:
        self._text, self._source, self._target = text, source, target
        kept = _Kept(keep)
        self._spans = [span for span in words_of(text) if not kept.touches(*span)]
        self._words = [fold(text[start:end]) for start, end in self._spans]
        self._table: Table = table(source)

    def read(self) -> Reading:
        rows, found, known, index = entries(), [], 0, 0
        get, count = self._table.longest.get, len(self._words)
        unknown_before = -1
        while index < count:
            longest = get(self._words[index])
            width, row = self._match(index, longest) if longest else (0, -1)
            if width == 0 or (width == 1 and self._is_name(index, unknown_before)):
                unknown_before = index
                index += 1
                continue
            found.append(self._glossed(index, width, rows[row]))
            known += width
            index += width
        return Reading(found, known, count)

    def _match(self, index: int, longest: int) -> tuple[int, int]:
        """How many words from here are the longest term, and its row; (0, -1) when none is."""
        rows = entries()
        for width in range(min(longest, len(self._words) - index), 0, -1):
            row = self._table.entries.get(" ".join(self._words[index : index + width]))
            if row is not None and self._joined(index, width):
                small = self._source == "en" and not self._capital(index)
                return (0, -1) if small and _proper(rows[row]) else (width, row)  # may, May
        return 0, -1

    def _joined(self, index: int, width: int) -> bool:
        """True when only a space, line end, hyphen or apostrophe parts the words."""
        return all(
            self._gap(at) in (" ", "\n", "-", "'", "’", "\u00a0", "\r\n", "- ")
            for at in range(index, index + width - 1)
        )

    def _gap(self, index: int) -> str:
        return self._text[self._spans[index][1] : self._spans[index + 1][0]]

    def _is_name(self, index: int, unknown_before: int) -> bool:
        """True for a word beside a name: "Kevin De Man", "DE MAN Kevin" (German writes all nouns so)."""
        if self._source == "de":
            return False
        if self._words[index] in PARTICLES and self._capital_follows(index):
            return not self._in_capitals(index)
        if index == 0 or index - 1 != unknown_before or self._gap(index - 1) not in (" ", "-"):
            return False
        return self._capital(index) and self._capital(index - 1) and not self._in_capitals(index)

    def _in_capitals(self, index: int) -> bool:
        """True for a word of a line that is written in capitals throughout."""
        start, end = self._spans[index]
        around = self._text[max(0, start - NEAR) : start].rpartition("\n")[2]
        around += self._text[start : end + NEAR].partition("\n")[0]
        return not any(c.islower() for c in around)

    def _capital(self, index: int) -> bool:
        return self._text[self._spans[index][0]].isupper()

    def _capital_follows(self, index: int) -> bool:
        return index + 1 < len(self._words) and self._gap(index) == " " and self._capital(index + 1)

    def _glossed(self, index: int, width: int, entry: Entry) -> Glossed:
        start, end = self._spans[index][0], self._spans[index + width - 1][1]
        if self._words[index] == "s" and self._text[start - 1 : start] in ("'", "’"):
            start -= 1  # 's nachts
        word, gloss = self._text[start:end], entry[self._target][0]
        if len(word) > 1 and word.isupper() and not gloss.isupper():
            gloss = gloss.upper()
        elif word[0].isupper() and (entry[self._source][0].islower() or _opens(self._text, start)):
            gloss = gloss[0].upper() + gloss[1:]
        if self._source == "fr" and word.lower() in ELISIONS and self._text[end : end + 1] in ("'", "’"):
            return Glossed(start, end + 1, self._text[start : end + 1], gloss + " ")
        return Glossed(start, end, word, gloss)


def _proper(entry: Entry) -> bool:
    """True for an English word that is never without its capital: May, Monday, DNA."""
    return all(form[0].isupper() for form in entry["en"])


def _opens(text: str, start: int) -> bool:
    """True where a sentence begins."""
    before = text[max(0, start - 3) : start].rstrip(" \"'«„“(")
    return not before or before[-1] in ".!?:\n\r"


class _Kept:
    """The spans that stay as they are, in order, so that a word is compared with one of them."""

    def __init__(self, keep: Keep) -> None:
        self._ends: list[int] = []
        self._starts: list[int] = []
        for start, end in merged(keep):
            self._starts.append(start)
            self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """True when a kept span holds any character of this one."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
