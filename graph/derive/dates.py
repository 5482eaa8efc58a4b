"""Dates as people type them, in four languages, and the words by which a date is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from graph.derive.plain import plain

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari janvier januar january jan",
            "februari fevrier februar february feb fevr",
            "maart mars marz maerz march mrt mar",
            "april avril apr avr",
            "mei mai may",
            "juni juin june jun",
            "juli juillet july jul juil",
            "augustus aout august aug",
            "september septembre sept sep",
            "oktober octobre october okt oct",
            "november novembre nov",
            "december decembre dezember dec dez",
        ),
        1,
    )
    for name in names.split()
}
YOUNGEST = 30
"""A year of two figures above this is of the last century."""
EDGE = r"(?<![\w./-])", r"(?![\w/-]|\.\d)"
NUMBERS = re.compile(EDGE[0] + r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})" + EDGE[1])
ISO = re.compile(EDGE[0] + r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?" + EDGE[1])
MONTH = re.compile(EDGE[0] + r"(\d{1,2})[./-](\d{4})" + EDGE[1])
WORDS = re.compile(r"(?<!\w)(?:(\d{1,2})(?:\.|er|e)?\s+)?([^\W\d_]{3,9})\.?\s+(\d{4})" + EDGE[1])


def date_words(value: str, parts: bool) -> list[str]:
    """By which an ISO date is found: its day and month, and with `parts` its year; nonsense by none."""
    if not (match := re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", value)):
        return []
    year, month, day = match.groups()
    found = [f"d_{year}"] if parts else []
    if month:
        found.append(f"d_{year}{month}")
    return [*found, f"d_{year}{month}{day}"] if day else found


def dates_in(text: str) -> list[tuple[int, int, str]]:
    """Where dates stand in a text (from, to), and by which word each is found: "maart 1985" by d_198503."""
    found: list[tuple[int, int, str]] = []
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (ISO, lambda m: _word(m[1], m[2], m[3] or "")),
        (NUMBERS, lambda m: _word(_year(m[3]), m[2], m[1])),
        (MONTH, lambda m: _word(m[2], m[1], "")),
        (WORDS, lambda m: _named(m[3], m[2], m[1] or "")),
    )
    for pattern, read in readings:
        found += [(m.start(), m.end(), word) for m in pattern.finditer(text) if (word := read(m))]
        text = without(text, found)
    return sorted(found)


def without(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text with blanks in these places."""
    parts, at = [], 0
    for start, end, _ in sorted(places):
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def typed_dates(text: str) -> tuple[tuple[str, ...], str]:
    """The words of all dates in a text, and the text without them."""
    found = dates_in(text)
    return tuple(dict.fromkeys(word for *_, word in found)), without(text, found)


def _named(year: str, name: str, day: str) -> str:
    month = MONTHS.get(plain(name))
    return _word(year, str(month), day) if month else ""


def _word(year: str, month: str, day: str) -> str:
    if not (1 <= int(month) <= 12 and (not day or 1 <= int(day) <= 31)):
        return ""
    return f"d_{int(year):04}{int(month):02}" + (f"{int(day):02}" if day else "")


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"19{text}" if int(text) > YOUNGEST else f"20{text}"
