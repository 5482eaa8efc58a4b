"""Number plates of Belgium (all series), its neighbours and the countries most often met on its roads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.vehicles import MAKES

BY = "number plate of a national series"
S = r"[ .\-]?"
_STRONG = re.compile(
    r"(?<![\w\-/.+])(?:"
    r"[1-9A-Z]-[A-Z]{3}-\d{3}"  # Belgium since 2010, and letter series
    r"|[1-9][A-Z]{3}\d{3}"
    r"|[1-9][ .][A-Z]{3}[ .]\d{3}"
    r"|[A-Z]{2}-\d{3}-[A-Z]{2}"  # France, Italy
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"  # Netherlands, series 9 to 11
    r"|[A-Z]{3}-\d{2}-[A-Z]|\d-[A-Z]{3}-\d{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
    r"|[A-Z]{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-\d{2}"
    r"|[A-ZÄÖÜ]{1,3}-[A-ZÄÖÜ]{1,2} \d{1,4}[EH]?"  # Germany
    r"|M-[A-Z]{3}-?\d{2,3}|\d{2,3}-[A-Z]{1,2}-\d{3,6}"  # Belgian motorcycles, Ireland
    r"|CD-[A-Z]{2}-?\d{3}|\d{1,2}-CD[A-Z]-\d{3}"  # diplomatic
    r"|[A-Z]{2}\d{2} ?[A-Z]{3}"  # United Kingdom
    r"|[A-Z]{2}[ ]\d{3}[ ][A-Z]{2}"
    r")(?![\w\-/]|\.\d)"
)
_LOWER = re.compile(r"(?<![\w\-/.+])[1-9]-[a-z]{3}-\d{3}(?![\w\-/])")
# Weak shapes are plates only where the words before say so.
_WEAK = re.compile(
    r"(?:"
    r"[1-9A-Z][ .\-]?[A-Z]{3}[ .\-]?\d{3}|[A-Z]{3}[ .\-]?\d{3}"
    r"|\d{3}[ .\-]?[A-Z]{3}"  # Belgium, older series
    r"|[A-Z]{2}[ .\-]?\d{3}[ .\-]?[A-Z]{2}"
    r"|\d{1,4}[ .\-]?[A-Z]{2,3}[ .\-]?\d{2}"  # France, Italy, old France
    r"|[A-Z]{1,2}[ .\-]?\d{2,3}[ .\-]?[A-Z]{3}"  # Romania
    r"|[A-Z]{1,2}[ .\-]?\d{4}[ .\-]?[A-Z]{2}"  # Bulgaria, Ukraine
    r"|\d{4}[ .\-]?[A-Z]{3}|[A-Z]{1,2}[ .\-]?\d{4}[ .\-]?[A-Z]{1,2}"  # Spain
    r"|[A-ZÄÖÜ]{1,3}[ \-:][A-ZÄÖÜ]{1,2}[ \-]?\d{1,4}[EH]?"  # Germany
    r"|[A-Z]{2}\d{2}[ ]?[A-Z]{3}"  # United Kingdom
    r"|[A-Z]{2,3}[ \-]?[0-9][A-Z0-9]{3,4}"  # Poland
    r"|[A-Z]{2}[ \-]?\d{4}|\d{4,5}"  # Luxembourg
    r"|[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}|[A-Z0-9]{1,3}[\-][A-Z0-9]{1,3}[\-][A-Z0-9]{1,3}"
    r"|[A-Z]{1,2}[ \-]?\d{3}[ \-]?[A-Z]{2}|[A-Z]{2}\d{3,4}[A-Z]{2}"
    r")(?![\w]|[\-/.,]\d|[ ]?(?:€|euro))"
)
_CUE = re.compile(
    r"(?:nummer(?:plaat|platen)|plaatnr|nrpl(?:aat)?\.?|kenteken(?:plaat)?|\bplaat|\bplaten"
    r"|inschrijvings(?:plaat|nummer)"
    r"|immatricul\w*|\bimm\.|plaque\w*|\bplates?\b|registration|\breg\.|kennz(?:eichen|\.)|zulassung(?:snummer)?|registered|\btags|numberplate|vrm)"
    r"(?P<fill>(?:[\s:,]|n[r°o]\.?|nummer|numéro|number|mark|met|portant|le|la|is|était|was|van|du"
    r"|des|de|avec|type"
    r"|d'immatriculation|minéralogique|amtlich\w*|"
    r"\(?(?:belg|frans|fran[cç]|nederl|neerl|duits|allem|deutsch|luxemb|pools|polon|polish"
    r"|poln|roeme|roum|roman|rum"
    r"|bulg|brit|ital|spaans|espagn|span|dutch|french|german|engels|uk|fr|nl|de|pl|ro|bg|lux?"
    r"|be|b|f|d)\w*\)?)"
    r"{0,6}[\s:(\"'«“]*)",
    re.I,
)

_VEHICLE_PLATE = re.compile(
    r"(?:(?<=[Vv]ehicle )|(?<=[Vv]oertuig )|(?<=[Vv]éhicule )|(?<=Fahrzeug ))[A-Z]{3} \d{4}(?!\w)"
)
_BRACKET = re.compile(r"\(([A-Z0-9ÄÖÜ][A-Z0-9ÄÖÜ .\-]{3,11})\)")
_BEHIND_MAKE = re.compile(
    r", ([A-Z]{2,3}[ ]?[0-9][A-Z0-9]{3,4}|[A-Z]{1,2}[ ]\d{2,3}[ ][A-Z]{3}|[A-Z]{3}[ ]\d{4})(?![\w-])"
)
_MADE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, MAKES))})(?!\w)[^.;()]*$")


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Plates; norm is upper case without separators."""
    seen: set[int] = set()
    for pattern in (_STRONG, _LOWER):
        for match in pattern.finditer(text):
            seen.update(range(*match.span()))
            yield _candidate(match.start(), match.group(), 0.95)
    for found in _cued(text):
        if seen.isdisjoint(range(*found.span())):
            seen.update(range(*found.span()))
            yield _candidate(found.start(), found.group(), 0.9)


def _cued(text: str) -> Iterator[re.Match[str]]:
    """Weak shapes behind a word for plates, or in brackets behind a make of cars."""
    for cue in _CUE.finditer(text):
        found = _first(text, *cue.span("fill")) or _after_country(text, cue.end())
        if found:
            yield found
    for loose in _BEHIND_MAKE.finditer(text):
        found = _WEAK.fullmatch(text, *loose.span(1))
        if found and _MADE.search(text[max(0, loose.start() - 30) : loose.start()]):
            yield found
    yield from _VEHICLE_PLATE.finditer(text)
    for bracket in _BRACKET.finditer(text):
        found = _WEAK.fullmatch(text, *bracket.span(1))
        if found and _MADE.search(text[max(0, bracket.start() - 30) : bracket.start()]):
            yield found


def _first(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first plate among the words between a cue and what follows: "LA 5557" is no article."""
    at = start
    while at <= end:
        if at == start or not text[at - 1].isalnum():
            found = _WEAK.match(text, at)
            if found and any(c.isdigit() for c in found.group()):
                return found
        at += 1
    return None


def _after_country(text: str, end: int) -> re.Match[str] | None:
    """A plate behind a country: "immatriculé en Roumanie B 212 TRK"."""
    between = re.compile(r"(?:in|en|au|aux)\s+[A-Z]\w+\s*[:,(]?\s*").match(text, end)
    return _WEAK.match(text, between.end()) if between else None


def _candidate(start: int, words: str, confidence: float) -> Candidate:
    norm = re.sub(r"[^A-Z0-9ÄÖÜ]", "", words.upper())
    return Candidate("PLATE", start, start + len(words), norm, confidence, BY)
