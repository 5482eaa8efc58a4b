"""Names of towns in the languages of the country, and municipalities before and after they merged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from ledger.located import from_yaml
from resolution.names.text import fold

_POSTCODE = re.compile(r"^(?:b |be )?\d{4,5} ")


@cache
def _table() -> dict[str, list[str]]:
    text = resources.files("resolution.places").joinpath("towns.yaml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = from_yaml(text)
    return table


@cache
def _names() -> dict[str, str]:
    lines = [[fold(name) for name in line.split("|")] for line in _table()["names"]]
    return {name: names[0] for names in reversed(lines) for name in names}


@cache
def _merged() -> dict[str, frozenset[str]]:
    """Town → the towns that it was or became part of."""
    found: dict[str, set[str]] = {}
    for line in _table()["merged"]:
        new, old = re.sub(r"\(\d{4}\)", "", line).split(":")
        for name in old.split(","):
            found.setdefault(town(name), set()).add(town(new))
    return {name: frozenset(new) for name, new in found.items()}


@lru_cache(maxsize=1 << 15)
def town(raw: str) -> str:
    """A town by one name in all languages, folded: "Lüttich", "Liège" → "luik"; others as they are."""
    said = fold(raw)
    said = _POSTCODE.sub("", said) or said
    said = _names().get(said, said)
    return said.replace("sint ", "st ").replace("saint ", "st ").replace("sainte ", "st ")


def wholes(name: str) -> Iterator[str]:
    """A town, and the municipalities that it became part of."""
    yield name
    yield from sorted(_merged().get(name, frozenset()))


def before_and_after(a: str, b: str) -> bool:
    """True when one town became part of the other, or both of one."""
    return a != b and not set(wholes(a)).isdisjoint(wholes(b))
