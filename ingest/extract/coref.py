"""Which mentions of one text are the same thing: full and short names, initials, repeated identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from ingest.extract.coref_persons import Persons
from ingest.extract.coref_things import (
    Things,
    same_address,
    same_nickname,
    same_organisation,
    same_place,
    same_vehicle,
    shorter,
)
from ingest.extract.coref_words import Words
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import plain

_PEOPLE = frozenset({"PERSON", "ALIAS"})
_BY_NORM = frozenset(
    {
        "PLATE",
        "PHONE",
        "IBAN",
        "NATIONAL_NUMBER",
        "IMEI",
        "VIN",
        "EMAIL",
        "CASE_NUMBER",
        "DOCUMENT_NUMBER",
        "CRYPTO_ADDRESS",
        "SERIAL_NUMBER",
        "HANDLE",
        "IMSI",
        "CARD_NUMBER",
        "IP",
        "URL",
        "COORDINATES",
    }
)
_BY_WORDS: dict[str, Callable[[Words, Words], bool]] = {
    "ORGANISATION": same_organisation,
    "LOCATION": same_place,
    "ADDRESS": same_address,
    "NICKNAME": same_nickname,
    "VEHICLE": same_vehicle,
    "OBJECT": shorter,
    "WEAPON": shorter,
}
"""How two mentions of a type are compared; of drugs, sums and times each mention stands for itself."""


def groups(mentions: Sequence[FoundMention], text: str = "") -> list[tuple[str, ...]]:
    """Ids of the mentions of each thing, in order of the first; `text` tells what stands before names."""
    by_type: dict[str, list[FoundMention]] = defaultdict(list)
    for mention in mentions:
        by_type[mention.type].append(mention)
    order = {mention.id: index for index, mention in enumerate(mentions)}
    found = [
        sorted((order[m.id], m.id) for m in entity)
        for type_, of_type in by_type.items()
        for entity in _entities(type_, of_type, text)
    ]
    return [tuple(id_ for _, id_ in entity) for entity in sorted(found)]


def _entities(type_: str, mentions: list[FoundMention], text: str) -> list[list[FoundMention]]:
    if type_ in _PEOPLE:
        return Persons(text).join(mentions)
    if type_ in _BY_WORDS:
        return Things(_BY_WORDS[type_]).join(mentions)
    if type_ not in _BY_NORM:
        return [[mention] for mention in mentions]
    by_norm: dict[str, list[FoundMention]] = defaultdict(list)
    for mention in mentions:
        by_norm[mention.norm or plain(mention.text)].append(mention)
    return list(by_norm.values())
