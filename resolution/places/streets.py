"""Names of streets: short forms written out, the generic word in any language, both names of Brussels."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ledger.located import from_yaml
from resolution.names.text import bare, fold
from resolution.places.towns import town

_SAINT = frozenset(("st", "ste", "sint", "saint", "sainte", "sankt", "san"))
_HOUSE = re.compile(r"^\s*(\d+)\s*([a-zA-Z]?)(?![a-zA-Z])\s*(?:(?:[-/–+]|tot|à|bis)\s*(\d+)\s*([a-zA-Z]?))?")
_BOX = re.compile(
    r"(?:\bbus|\bbte|\bboite|\bboîte|\bbox|\bb\.|\bb(?=\s?\d)|/)\s*\.?\s*([a-zA-Z0-9.]+)\s*$", re.I
)
_GERMAN = ("strasse", "platz", "gasse")
_MUNICIPALITIES = """
Brussel Anderlecht Elsene Etterbeek Evere Ganshoren Jette
Koekelberg Oudergem Schaarbeek Sint-Agatha-Berchem Sint-Gillis Sint-Jans-Molenbeek Sint-Joost-ten-Node
Sint-Lambrechts-Woluwe Sint-Pieters-Woluwe Ukkel Vorst Watermaal-Bosvoorde Laken Haren
Neder-Over-Heembeek
"""
BRUSSELS = frozenset(town(name) for name in _MUNICIPALITIES.split())


@cache
def _said(file: str) -> Any:
    return from_yaml(resources.files("resolution.places").joinpath(file).read_text(encoding="utf-8"))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, said in _said("streets.yaml")["kinds"].items() for word in said.split()}


@cache
def _suffixes() -> tuple[str, ...]:
    ends = (
        "straat",
        "strasse",
        "str",
        "laan",
        "plein",
        "plaats",
        "platz",
        "steenweg",
        "stwg",
        "weg",
        "kaai",
        "dreef",
    )
    return tuple(sorted(ends, key=lambda end: (-len(end), end)))


@cache
def _words() -> dict[str, str]:
    return {fold(word): line.split()[0] for line in _said("streets.yaml")["words"] for word in line.split()}


@cache
def _connectors() -> frozenset[str]:
    return frozenset(_said("streets.yaml")["connectors"].split())


@cache
def _of_brussels() -> dict[str, str]:
    """Name of a street as it is compared → that of its first language."""
    lines = [[_plain(name) for name in line.split("|")] for line in _said("brussels.yaml")]
    return {name: names[0] for names in reversed(lines) for name in names}


@lru_cache(maxsize=1 << 15)
def street(raw: str, postcode: str = "", city: str = "") -> str:
    """A street as it is compared: "Kerkstr.", "Kerk straat" → "straat kerk"; in Brussels in one language."""
    plain = _plain(raw)
    return _of_brussels().get(plain, plain) if in_brussels(postcode, city) else plain


def in_brussels(postcode: str, city: str) -> bool:
    """True in the nineteen municipalities."""
    code = bare(postcode).removeprefix("BE").removeprefix("B")
    return "1000" <= code <= "1212" if re.fullmatch(r"\d{4}", code) else town(city) in BRUSSELS


@lru_cache(maxsize=1 << 15)
def _plain(raw: str) -> str:
    kind, rest = parts(raw)
    return f"{kind} {''.join(rest)}".strip()


@lru_cache(maxsize=1 << 15)
def parts(raw: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a street and the words of its name; the kind is "" where no generic word is known."""
    said = [word for word in fold(raw.replace("'", " ").replace("’", " ")).split() if word]
    said = ["st" if word in _SAINT and place + 1 < len(said) else word for place, word in enumerate(said)]
    if len(said) > 1 and said[0] != "st" and said[0] in _kinds():
        return _kinds()[said[0]], tuple(said[1:])
    if len(said) > 1 and said[-1] in _kinds():
        return _kinds()[said[-1]], tuple(said[:-1])
    for suffix in _suffixes() if said else ():
        if said[-1].endswith(suffix) and len(said[-1]) > len(suffix) + 1:
            kind = _kinds().get(suffix, suffix)
            return kind, (*said[:-1], said[-1][: -len(suffix)])
    return "", tuple(said)


@lru_cache(maxsize=1 << 15)
def meaning(raw: str) -> frozenset[str]:
    """The words of a street's name in one language without the small ones; for candidates only."""
    kind, rest = parts(raw)
    known = _words()
    words = {
        known.get(word, known.get(word.removesuffix("s"), word)) for word in rest if word not in _connectors()
    }
    return frozenset({kind.replace("boulevard", "laan"), *words} - {""})


@lru_cache(maxsize=1 << 15)
def language(raw: str) -> str:
    """The language of a street's name by its generic word, which comes first in French; "" for unknown."""
    said = fold(raw).split()
    if len(said) < 2 and not parts(raw)[0]:
        return ""
    if said[0] in _kinds():
        return "fr"
    return "" if not parts(raw)[0] else "de" if said[-1].endswith(_GERMAN) else "nl"


@lru_cache(maxsize=1 << 15)
def house(raw: str, box: str = "") -> tuple[str, str]:
    """A house number and its box: "12 bus 3", "12/3" → ("12", "3"); a range stays "12-14"."""
    said = raw[:40].strip()
    inside = _BOX.search(said) if not box else None
    if inside and inside.start():
        box, said = inside[1], said[: inside.start()].strip()
    found = _HOUSE.match(said)
    if not found:
        return bare(said), bare(box)
    first, letter, last, end = found.groups(default="")
    number = f"{int(first)}{letter.upper()}" + (f"-{int(last)}{end.upper()}" if last else "")
    return number, bare(re.sub(r"(?i)^(bus|bte|boite|boîte|box)\W*", "", box.strip()))


def in_range(a: str, b: str) -> bool:
    """True when one of two house numbers is a range that the other lies in, or both overlap."""
    if "-" not in a + b:
        return False
    (first, last), (start, end) = _ends(a), _ends(b)
    return first <= end and start <= last


def _ends(number: str) -> tuple[int, int]:
    found = [int(digits) for digits in re.findall(r"\d+", number)] or [0]
    return min(found), max(found)
