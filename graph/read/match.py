"""How an entity matches what was typed: the kind of match, which is what hits are ranked by."""

from __future__ import annotations

from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph.derive.numbers import ABROAD, folded
from graph.derive.plain import compact, plain
from graph.read.typed import Reading, Typed, is_year, tolerance


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
    """Words that differ by a letter or two, a number that was misread."""
    SOUND = 7
    """Names that sound the same."""


def match(typed: Typed, caption: str, search: str) -> Match | None:
    """How what has this caption and these words matches; None when it does not.

    The words of an index may come from several values, so a match is checked against whole ones.
    """
    words = set(search.split())
    if typed.numbered and (f"n_{typed.normal}" in words or any(_whole(way, words) for way in typed.wholes)):
        return Match.IDENTIFIER
    dated = words.issuperset(typed.dates)
    if dated and typed.words and _is_name(typed, caption):
        return Match.NAME
    if dated and any(all(_has(word, words) for word in reading) for reading in typed.readings or ((),)):
        return Match.WORDS
    if typed.partial and _inside(typed.part, words):
        return Match.PART
    if dated and typed.words and all(_begins(word, words) for word in typed.words):
        return Match.BEGINNING
    if _misread(typed, words) or (dated and any(_spelled(reading, words) for reading in typed.readings)):
        return Match.SPELLING
    if dated and (sound := typed.sound()) and all(any(f"s_{k}" in words for k in keys) for keys in sound):
        return Match.SOUND
    return None


def likeness(typed: Typed, caption: str) -> int:
    """How like a caption is what was typed, 0 to 100."""
    name = fuzz.token_sort_ratio(" ".join(typed.words), plain(caption))
    return round(max(name, fuzz.ratio(typed.whole, compact(caption))))


def _whole(number: str, words: set[str]) -> bool:
    """Whether it is an identifier here, and no word alone: a postal code, a year, a part of a case number."""
    if number not in words:
        return False
    abroad = (f"{code}{number[1:]}" for code in ABROAD) if number.startswith("0") else ()
    return any(f"f_{folded(one)}" in words for one in (number, *abroad))


def _is_name(typed: Typed, caption: str) -> bool:
    shown = set(plain(caption).split())
    return any(set(reading) == shown for reading in typed.readings) or typed.whole == compact(caption)


def _has(word: str, words: set[str]) -> bool:
    if word in words:
        return True
    return (is_year(word) and f"d_{word}" in words) or (len(word) == 1 and f"i_{word}" in words)


def _begins(word: str, words: set[str]) -> bool:
    return _has(word, words) or (len(word) > 1 and any(one.startswith(word) for one in words))


def _inside(part: str, words: set[str]) -> bool:
    return any(part in word and f"f_{folded(word)}" in words for word in words)


def _misread(typed: Typed, words: set[str]) -> bool:
    if not typed.partial:
        return False
    near = folded(typed.part)
    if any(near in word[2:] for word in words if word.startswith("f_")):
        return True
    return typed.fuzzy_number and any(_differs(whole, words, 1) for whole in typed.wholes)


def _spelled(reading: Reading, words: set[str]) -> bool:
    return any(tolerance(word) for word in reading) and all(
        _has(word, words) or (tolerance(word) and _differs(word, words, tolerance(word))) for word in reading
    )


def _differs(typed: str, words: set[str], most: int) -> bool:
    return any(OSA.distance(typed, word, score_cutoff=most) <= most for word in words if "_" not in word)
