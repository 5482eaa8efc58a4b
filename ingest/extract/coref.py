"""Which mentions of one text are the same thing: full and short names, initials, repeated identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.cues import PARTICLES
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import is_given, plain

_BY_NORM = frozenset(
    [
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
    ]
)
_BY_WORDS = frozenset(["ORGANISATION", "LOCATION", "ADDRESS", "NICKNAME"])
_BY_HEAD = frozenset(["VEHICLE", "OBJECT", "WEAPON", "DRUG"])
_WEAK_WORDS = re.compile(
    (
        r"^(?:de|het|een|un|une|le|la|the|a|an|of|gsm|zwarte?|witte?|wit|grijze?|grijs|blauwe?"
        r"|rode|groene|noire?|blanche?|grise?|bleue|rouge|black|white|grey|blue|red|\d.*)$"
    ),
    re.I,
)


def groups(mentions: Sequence[FoundMention]) -> list[tuple[str, ...]]:
    """Ids of the mentions of each thing, in order of the first."""
    entities: list[list[FoundMention]] = []
    for mention in mentions:
        match = _match(mention, entities)
        if match is None:
            entities.append([mention])
        else:
            match.append(mention)
    return [tuple(m.id for m in entity) for entity in entities]


def _match(mention: FoundMention, entities: list[list[FoundMention]]) -> list[FoundMention] | None:
    for entity in reversed(entities):
        if entity[0].type == mention.type and _same(mention, entity):
            return entity
    return None


def _same(mention: FoundMention, entity: list[FoundMention]) -> bool:
    if mention.type in {"PERSON", "ALIAS"}:
        return any(_same_person(mention, other) for other in entity) and not _contradicts(mention, entity)
    if mention.type in _BY_NORM:
        key = mention.norm or plain(mention.text)
        return any((other.norm or plain(other.text)) == key for other in entity)
    if mention.type in _BY_WORDS:
        return any(_same_words(mention, other) for other in entity)
    return mention.type in _BY_HEAD and any(_same_head(mention, other) for other in entity)


def name_parts(mention: FoundMention) -> list[str]:
    """The words of a name, plain, particles and marks left out."""
    words = re.findall(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?", mention.norm or mention.text)
    return [plain(w) for w in words if plain(w) not in PARTICLES]


def _same_person(mention: FoundMention, other: FoundMention) -> bool:
    ours, theirs = name_parts(mention), name_parts(other)
    if not ours or not theirs:
        return plain(mention.text) == plain(other.text)
    short, long = sorted((ours, theirs), key=len)
    if len(short) == 1 and len(long) == 1:
        return short == long
    left = list(long)
    for part in short:
        match = next((p for p in left if p == part or _initial(p, part)), None)
        if match is None:
            return False
        left.remove(match)
    if len(short) == 1 and len(short[0]) < 3:
        return False
    return not (len(short) == 1 and len(long) > 1 and is_given(short[0]) and short[0] not in long)


def _contradicts(mention: FoundMention, entity: list[FoundMention]) -> bool:
    """True for a full name beside another full name: "Norman Peeters" is not the "Peeters" who is Callum."""
    if len(name_parts(mention)) < 2:
        return False
    full = [other for other in entity if len(name_parts(other)) > 1]
    return bool(full) and not any(_same_person(mention, other) for other in full)


def _initial(a: str, b: str) -> bool:
    """True when one is the other's initial: "k." and "kevin"."""
    return (a.endswith(".") and b.startswith(a[0])) or (b.endswith(".") and a.startswith(b[0]))


def _same_words(mention: FoundMention, other: FoundMention) -> bool:
    ours, theirs = plain(mention.text), plain(other.text)
    if ours == theirs:
        return True
    if mention.type == "NICKNAME":
        return len(min(ours, theirs, key=len)) > 3 and (ours.startswith(theirs) or theirs.startswith(ours))
    return (
        mention.type == "ORGANISATION"
        and len(ours) > 4
        and (ours in theirs.split(" ", 1)[-1] or theirs in ours)
    )


def _same_head(mention: FoundMention, other: FoundMention) -> bool:
    ours = {plain(w) for w in re.findall(r"[\w\-]+", mention.text) if not _WEAK_WORDS.match(w)}
    theirs = {plain(w) for w in re.findall(r"[\w\-]+", other.text) if not _WEAK_WORDS.match(w)}
    if not ours or not theirs:
        return False
    if mention.type == "DRUG":
        return False
    return ours <= theirs or (theirs <= ours and mention.type == "VEHICLE")
