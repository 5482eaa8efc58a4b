"""Whom and what a record names beside a person: who is met in one company twice is likelier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.ontology.mention import Mention
from resolution.comparison.values import birth_of, numbers_of
from resolution.names.name import name_of
from resolution.names.text import bare, sound
from resolution.names.variants import root

MOST = 12
"""Tokens of one mention that are kept, sorted: what has more is a collection."""
LARGEST = 60
"""Mentions of a record beyond which it is a list, whose rows have nothing to do with one another."""
NUMBERED = frozenset(("phone", "email", "account", "handle", "crypto", "document", "card", "imei", "imsi"))
HOLDS = frozenset(("USES", "OWNS", "HAS_ID", "DRIVES"))


def company_of(person: Mention, around: Mapping[str, Mention]) -> tuple[str, ...]:
    """Cases, sharply identified persons and identifiers that its record names and that are not its own.

    `around` holds the mentions of the record. Addresses are left out: what is shared there is a police
    station more often than company.
    """
    if len(around) < 2 or len(around) > LARGEST:
        return ()
    own = {s.target for s in person.relations() if s.property in HOLDS} | {person.id}
    mine = {token for id_ in own if id_ in around for token in tokens_of(around[id_])} | {*tokens_of(person)}
    others = (m for m in around.values() if m.id not in own and m.record == person.record)
    found = {token for other in others for token in tokens_of(other)}
    return tuple(sorted(found - mine))[:MOST]


def tokens_of(mention: Mention) -> Iterator[str]:
    """What a mention is told by, sharply: a person's number or name with date of birth, an identifier."""
    if mention.type == "Person":
        yield from _person(mention)
    elif mention.type == "Case":
        if number := bare(mention.first("caseNumber")):
            yield f"case:{number}"
    elif mention.type == "Vehicle":
        if plate := bare(mention.first("registrationNumber")):
            yield plate
    elif mention.type == "Object":
        kind, number = mention.first("kind"), bare(mention.first("number"))
        if kind in NUMBERED and number:
            yield f"{kind}:{number}"


def _person(mention: Mention) -> Iterator[str]:
    for number in numbers_of(mention.values("nationalNumber")):
        yield f"person:{number}"
    birth, _ = birth_of(mention.values("birthDate"))
    if birth:
        name = name_of(mention)
        if name.given and name.surname:
            yield f"person:{'|'.join(sorted((root(name.given), sound(name.surname))))}|{birth}"
