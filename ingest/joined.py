"""Joins what a text names to what a column names: one record says one thing once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from anyascii import anyascii

from graph.ontology import Mention, Ontology, Statement

# Two different values of one of these are two persons, whatever their names.
TELLING = ("nationalNumber", "birthDate", "registrationNumber", "caseNumber")
NAMED = ("Person", "Alias", "Organisation")
WHOLE_DATE = 10
# Identifiers in which a point or a hyphen makes another one.
SIGNS_COUNT = ("email", "handle", "ip", "url")
_SIGNS = re.compile(r"[\W_]+")


def joined(columns: list[Mention], found: list[Mention], ontology: Ontology) -> list[Mention]:
    """The mentions of the columns with those of the text; one that names the same thing is joined into it.

    The same thing is the same identifying value of one type (for an Object, of one kind), or the same
    full name where only one mention of the columns has it and nothing tells the two apart.
    """
    by_value, by_name = _index(columns, ontology)
    homes: dict[str, str] = {}
    for mention in found:
        home = _home(mention, by_value, by_name, ontology)
        if home is not None:
            homes[mention.id] = home.id
    into: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        into[homes.get(mention.id, mention.id)].append(mention)
    kept = [_with(column, into[column.id], homes) for column in columns]
    return kept + [_with(m, [], homes) for m in found if m.id not in homes]


_Key = tuple[str, ...]


def _index(
    columns: list[Mention], ontology: Ontology
) -> tuple[dict[_Key, Mention], dict[_Key, list[Mention]]]:
    by_value: dict[_Key, Mention] = {}
    by_name: dict[_Key, list[Mention]] = defaultdict(list)
    for mention in columns:
        for key in _identifiers(mention, ontology):
            by_value.setdefault(key, mention)
        for key in _names(mention):
            by_name[key].append(mention)
    return by_value, by_name


def _home(
    mention: Mention,
    by_value: dict[_Key, Mention],
    by_name: dict[_Key, list[Mention]],
    ontology: Ontology,
) -> Mention | None:
    for key in _identifiers(mention, ontology):
        if key in by_value:
            return by_value[key]
    for key in _names(mention):
        namesakes = by_name.get(key, [])
        if len(namesakes) == 1 and not _told_apart(mention, namesakes[0]):
            return namesakes[0]
    return None


def _identifiers(mention: Mention, ontology: Ontology) -> list[_Key]:
    properties = ontology.types[mention.type].properties
    kind = mention.first("kind") if mention.type == "Object" else ""
    return [
        (mention.type, kind, s.property, _plain(kind, s.value))
        for s in mention.statements
        if not s.target and s.property in properties and properties[s.property].identifies
    ]


def _plain(kind: str, value: str) -> str:
    """Letters and digits alone: a text writes a file number with other signs than a register does."""
    return value.casefold() if kind in SIGNS_COUNT else _SIGNS.sub("", value.casefold())


def _names(mention: Mention) -> list[_Key]:
    """The words of each full name, and of it without middle names, in one order and spelling.

    A person's has two words or more.
    """
    if mention.type not in NAMED:
        return []
    short = " ".join(mention.first(part) for part in ("firstName", "lastName"))
    names = [*mention.values("name"), short]
    split = [sorted(anyascii(name).casefold().replace("-", " ").split()) for name in names]
    least = 1 if mention.type == "Organisation" else 2
    return list(dict.fromkeys((mention.type, *words) for words in split if len(words) >= least))


def _told_apart(a: Mention, b: Mention) -> bool:
    for property_ in TELLING:
        ours, theirs = set(a.values(property_)), set(b.values(property_))
        if property_ == "birthDate":
            ours, theirs = ({v for v in side if len(v) == WHOLE_DATE} for side in (ours, theirs))
        if ours and theirs and not ours & theirs:
            return True
    return False


def _with(mention: Mention, others: list[Mention], homes: dict[str, str]) -> Mention:
    """A mention with the statements and spans of those joined into it; relations lead to their new ends."""
    told = {_said(s) for s in mention.statements}
    statements = [_led(s, homes) for s in mention.statements]
    for statement in (_led(s, homes) for other in others for s in other.statements):
        if _said(statement) not in told and statement.target != mention.id:
            told.add(_said(statement))
            statements.append(statement)
    spans = sorted({*mention.spans, *(span for other in others for span in other.spans)})
    return replace(mention, statements=tuple(dict.fromkeys(statements)), spans=tuple(spans))


def _led(statement: Statement, homes: dict[str, str]) -> Statement:
    return replace(statement, target=homes[statement.target]) if statement.target in homes else statement


def _said(statement: Statement) -> _Key:
    s = statement
    return (s.property, s.value.casefold(), s.target, s.role, s.status, s.kind, s.valid_from, s.valid_to)
