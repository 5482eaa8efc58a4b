"""Our words of police and justice in four languages, read from lexicon.tsv and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.gloss.inflection import inflected
from ingest.gloss.tokens import words_of
from ledger.canonical import digest
from ledger.errors import BadConfiguration

LANGUAGES = ("nl", "fr", "de", "en")
FILE = Path(__file__).parent / "lexicon.tsv"

SHORT = 4
"""Letters of the longest word that is another one without its accents."""

Entry = dict[str, tuple[str, ...]]
"""The forms of one meaning by language; the first is the one that a gloss gives."""


class Table(NamedTuple):
    """One language to look words up in.

    `entries` gives the row of a form, its words in folded spelling with single spaces; `longest` gives,
    by first word, of how many words the longest form is.
    """

    entries: dict[str, int]
    longest: dict[str, int]


def fold(word: str) -> str:
    """One spelling of a word: without capitals, accents composed, one kind of apostrophe."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("’", "'")
    return word.casefold()


def bare(word: str) -> str:
    """A folded word as capitals without accents would have it: "prévenu" → "prevenu"."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("œ", "oe").replace("æ", "ae")


def parse(text: str, name: str) -> list[Entry]:
    """The rows of a lexicon; BadConfiguration with file and line for a missing cell or a form given twice."""
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#") or line == "\t".join(LANGUAGES):
            continue
        cells = [tuple(form.strip() for form in cell.split("|")) for cell in line.split("\t")]
        if len(cells) != len(LANGUAGES) or not all(form for cell in cells for form in cell):
            raise BadConfiguration(f"{name}:{number}: give a form in each of {', '.join(LANGUAGES)}")
        entry = dict(zip(LANGUAGES, cells, strict=True))
        for key in ((lang, _key(form)) for lang in LANGUAGES for form in entry[lang]):
            if key in seen:
                raise BadConfiguration(f"{name}:{number}: {key[0]} “{key[1]}” is in line {seen[key]} too")
            seen[key] = number
        entries.append(entry)
    return entries


@cache
def entries() -> tuple[Entry, ...]:
    """All rows of our lexicon in the order of the file."""
    return tuple(parse(FILE.read_text("utf-8"), FILE.name))


@cache
def version() -> str:
    """Tells one state of the lexicon from another: eight hex digits."""
    return digest([[list(entry[lang]) for lang in LANGUAGES] for entry in entries()])[:8]


@cache
def table(lang: str) -> Table:
    """All forms of one language; listed ones before inflected ones, earlier rows before later."""
    found: dict[str, int] = {}
    for forms in _spellings(lang):
        for row, form in forms:
            found.setdefault(form, row)
    longest: dict[str, int] = {}
    for form in found:
        first, count = form.split(" ", 1)[0], form.count(" ") + 1
        longest[first] = max(longest.get(first, 0), count)
    return Table(found, longest)


def _spellings(lang: str) -> Iterator[Iterator[tuple[int, str]]]:
    listed = [(row, _key(form)) for row, entry in enumerate(entries()) for form in entry[lang]]
    derived = [(row, other) for row, form in listed for other in inflected(form, lang)]
    yield iter(listed)
    yield iter(derived)
    yield ((row, bare(form)) for row, form in listed + derived if _stays_itself(form))


def _stays_itself(form: str) -> bool:
    """True when no short word changes without its accents: "né" is no "ne", which denies."""
    return all(len(word) > SHORT for word in form.split(" ") if bare(word) != word)


def _key(form: str) -> str:
    return " ".join(fold(form[start:end]) for start, end in words_of(form))
