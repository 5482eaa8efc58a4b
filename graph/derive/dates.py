"""Dates as people type them, in four languages, and the words by which a date is found."""

from __future__ import annotations

import re

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


def typed_dates(text: str) -> tuple[tuple[str, ...], str]:
    """The words of all dates in a text ("14/03/1985", "maart 1985"), and the text without them."""
    found: list[str] = []

    def taken(word: str, whole: str) -> str:
        found.extend([word] if word else [])
        return " " if word else whole

    text = ISO.sub(lambda m: taken(_word(m[1], m[2], m[3] or ""), m[0]), text)
    text = NUMBERS.sub(lambda m: taken(_word(_year(m[3]), m[2], m[1]), m[0]), text)
    text = MONTH.sub(lambda m: taken(_word(m[2], m[1], ""), m[0]), text)
    text = WORDS.sub(lambda m: taken(_named(m[3], m[2], m[1] or ""), m[0]), text)
    return tuple(dict.fromkeys(found)), text


def _named(year: str, name: str, day: str) -> str:
    month = MONTHS.get(plain(name))
    return _word(year, str(month), day) if month else ""


def _word(year: str, month: str, day: str) -> str:
    if not (1 <= int(month) <= 12 and (not day or 1 <= int(day) <= 31)):
        return ""
    return f"d_{year}{int(month):02}" + (f"{int(day):02}" if day else "")


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"19{text}" if int(text) > YOUNGEST else f"20{text}"
