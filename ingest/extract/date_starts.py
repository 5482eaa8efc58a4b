"""The words that dates begin with: a pattern is tried only there, which is faster than everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.extract import clock, feasts, grammar, numerals, relative_words

_WORD = re.compile(r"\w+")
_NUMERALS = [*numerals.ORDINALS, *(word for word, number in numerals.ATOMS.items() if number < 60)]
_Starts = dict[str, list[tuple[str, re.Pattern[str], int]]]


def _heads(phrases: Iterable[str]) -> set[tuple[str, int]]:
    """The first word of each phrase, and how many characters stand before it: "'s avonds" begins with one."""
    found = set()
    for phrase in phrases:
        first = _WORD.search(phrase.lower())
        if first:
            found.add((first.group(), first.start()))
    return found


def _starts() -> _Starts:
    relative = [*relative_words.RELATIVE, *relative_words.AFTER, *relative_words.NIGHT_BEFORE]
    relative += [*relative_words.YEARS, *relative_words.MONTH_STEPS, *grammar.WEEKDAY_WORDS]
    tables: tuple[tuple[str, re.Pattern[str], Iterable[str]], ...] = (
        ("date", grammar.DATE, [*relative, *grammar.MONTHS]),
        ("months", grammar.MONTH_PAIR, grammar.MONTHS),
        (
            "worded",
            grammar.WORDED,
            ["l'an", *_NUMERALS, *(f"{w}{e}" for w in numerals.ORDINALS for e in "nr")],
        ),
        ("season", grammar.SEASON, grammar.SEASONS),
        ("feast", feasts.PATTERN, [*feasts.FIXED, *feasts.MOVING]),
        ("spoken", clock.SPOKEN, [*_NUMERALS, *clock.HOURS, *clock.FIRST_WORDS]),
    )
    found: _Starts = {}
    for kind, pattern, phrases in tables:
        for word, back in sorted(_heads(phrases)):
            found.setdefault(word, []).append((kind, pattern, back))
    return found


_STARTS = _starts()
_FIGURES = [("date", grammar.DATE, 0), ("spoken", clock.SPOKEN, 0)]


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What begins at its first word, in order; of one kind never two that overlap."""
    ends: dict[str, int] = {}
    for word in _WORD.finditer(text):
        first = word.group()
        tried = _FIGURES if first[0].isdigit() else _STARTS.get(first.lower())
        for kind, pattern, back in tried or ():
            start = word.start() - back
            match = pattern.match(text, start) if start >= ends.get(kind, 0) else None
            if match:
                ends[kind] = match.end()
                yield kind, match
