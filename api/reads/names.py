"""The names and identifiers of a text: what no translation may touch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from api.reads.documents import places
from graph.ontology.mention import Mention

NAMED = frozenset({"Person", "Alias", "Organisation", "Location", "Case"})
"""Types of which every place is a name or a number."""

IDENTIFYING = frozenset({"registrationNumber", "vin", "number", "serialNumber"})
"""Properties of other types that are written with other signs than their value has."""

NAMING = IDENTIFYING | {"make", "model", "brand"}
"""Properties of other types whose value is a name or a number: in "a red Opel" it is one word."""

_SIGNS = re.compile(r"[\W_]+")


def names_in(mentions: Sequence[Mention], field: str, text: str) -> list[tuple[int, int]]:
    """The spans of the names and identifiers that these mentions have in a field, in order."""
    found = set()
    for mention, place in places(mentions, field, text):
        if mention.type in NAMED:
            found.add((place.start, place.end))
        else:
            found.update(_named(mention, text, place.start, place.end))
    return sorted(found)


def _named(mention: Mention, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a naming value stands in a place; all of the place where only signs and spaces differ."""
    words = text[start:end]
    for said in mention.statements:
        if said.target or said.property not in NAMING:
            continue
        if said.property in IDENTIFYING and _plain(words) in (_plain(said.raw), _plain(said.value)):
            yield start, end
        elif said.value and (at := words.find(said.value)) >= 0:
            yield start + at, start + at + len(said.value)


def _plain(words: str) -> str:
    return _SIGNS.sub("", words).casefold()
