"""Columns to mentions: what one record says by its feed, text left aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.ontology import Kind, Mention, Ontology, Statement, Status, mention_id
from graph.ontology.whole_name import PARTS
from ingest.feeds.cell import Cell, Scope, look_up, texts
from ingest.feeds.model import Condition, Each, Feed, MentionRule, RelationRule
from ledger.record import Record

NAMED = ("Person", "Alias")
# Where a value that fails its check is kept as it stood, so that it can be found and read.
NOTES = ("description", "summary")


class InvalidValue(NamedTuple):
    """A value that is not what its property asks for: kept as a note, never used as an identifier."""

    anchor: str
    property: str
    raw: str
    reason: str


@dataclass
class Made:
    """A mention while it is being made."""

    rule: MentionRule
    anchor: str
    id: str
    scope: Scope
    statements: list[Statement] = field(default_factory=list)


def column_mentions(
    record: Record, feed: Feed, ontology: Ontology
) -> tuple[list[Mention], list[InvalidValue]]:
    """The mentions that the feed's columns give, with relations, and the values that failed their check."""
    row = Scope(record.content, feed.missing)
    invalid: list[InvalidValue] = []
    made: dict[str, list[Made]] = {}
    for rule in feed.mentions:
        made[rule.anchor] = list(_made(record, rule, row, ontology, invalid))
    for relation in feed.relations:
        _relate(relation, made, row, ontology, invalid)
    by_rule = (m for group in made.values() for m in group)
    return [_finished(record, feed, m) for m in by_rule], invalid


def _finished(record: Record, feed: Feed, made: Made) -> Mention:
    statements = tuple(_once(made.statements))
    return Mention(record.id, made.rule.type, made.anchor, record.class_, statements, by=feed.name)


def _once(statements: list[Statement]) -> Iterable[Statement]:
    """Each thing once, however many columns say it; most mentions have one column per property."""
    if len({s.property for s in statements}) == len(statements):
        return statements
    first: dict[tuple[str, ...], Statement] = {}
    for s in statements:
        first.setdefault((s.property, s.value, s.target, s.role, s.status, s.kind, s.valid_from), s)
    return first.values()


def _made(
    record: Record, rule: MentionRule, row: Scope, ontology: Ontology, invalid: list[InvalidValue]
) -> Iterator[Made]:
    for anchor, scope in _scopes(rule, row):
        if rule.when and not holds(rule.when, scope):
            continue
        made = Made(rule, anchor, mention_id(record.id, rule.type, anchor), scope)
        if _fill(made, ontology, invalid):
            yield made


def _scopes(rule: MentionRule, row: Scope) -> Iterator[tuple[str, Scope]]:
    if rule.each is None:
        yield rule.anchor, row
        return
    for i, item in enumerate(_items(rule.each, row)):
        yield f"{rule.anchor}[{i}]", row._replace(item=item, repeated=True)


def _items(each: Each, row: Scope) -> Sequence[object]:
    value = look_up(row, each.column)
    if isinstance(value, list):
        return value
    found = list(texts(value, row.missing))
    if each.split:
        return [part.strip() for text in found for part in text.split(each.split) if part.strip()]
    return [value] if found else []


def holds(when: Condition, scope: Scope) -> bool:
    """True when the column holds something, and what is asked for where the condition says so."""
    found = list(texts(look_up(scope, when.column), scope.missing))
    if when.pattern:
        return any(re.fullmatch(when.pattern, value) for value in found)
    return bool(found) if not when.values else any(value in when.values for value in found)


def _fill(made: Made, ontology: Ontology, invalid: list[InvalidValue]) -> bool:
    """Give it its statements; false when every column is empty, and it is not made."""
    rule, scope = made.rule, made.scope
    status, kind = _status(rule.status, scope), _kind(rule.kind, scope)
    read_something = rule.identity is None and all(not cell.columns for _, cell in rule.values)
    for property_, cell in rule.values:
        for value, raw, reason in cell.read(scope):
            read_something |= bool(raw)
            if reason:
                invalid.append(InvalidValue(made.anchor, property_, raw, reason))
                _note(made, ontology, property_, raw, reason)
            elif value:
                made.statements.append(Statement(property_, value, raw=raw, kind=kind, status=status))
    for value, raw, reason in rule.identity.read(scope) if rule.identity else ():
        read_something = True
        if reason:
            invalid.append(InvalidValue(made.anchor, "sourceKey", raw, reason))
        else:
            made.statements.append(Statement("sourceKey", f"{rule.scope}:{value}", raw=raw))
    if rule.type in NAMED:
        _full_name(made, status, kind)
    return read_something


def _note(made: Made, ontology: Ontology, property_: str, raw: str, reason: str) -> None:
    known = ontology.types[made.rule.type].properties
    for name in NOTES:
        if name in known:
            made.statements.append(Statement(name, f"{property_}: {raw} ({reason})", raw=raw))
            return


def _full_name(made: Made, status: Status, kind: Kind) -> None:
    """A person whose name stands in parts has it whole too, in the order given, middle, family."""
    said = {s.property: s.value for s in reversed(made.statements)}
    if "name" not in said and said.get("firstName") and said.get("lastName"):
        whole = " ".join(said[part] for part in PARTS if part in said)
        made.statements.append(Statement("name", whole, kind=kind, status=status))


def _status(cell: Cell | None, scope: Scope) -> Status:
    word = cell.first(scope) if cell else ""
    return Status(word) if word else Status.ASSERTED


def _kind(cell: Cell | None, scope: Scope) -> Kind:
    word = cell.first(scope) if cell else ""
    return Kind(word) if word else Kind.FACT


def _relate(
    rule: RelationRule,
    made: dict[str, list[Made]],
    row: Scope,
    ontology: Ontology,
    invalid: list[InvalidValue],
) -> None:
    for from_, to in _pairs(made[rule.from_], made[rule.to]):
        scope = from_.scope if from_.scope.repeated else to.scope if to.scope.repeated else row
        if rule.when and not holds(rule.when, scope):
            continue
        for role, raw in _roles(rule, from_, scope, ontology, invalid):
            from_.statements.append(_relation(rule, to.id, scope, role, raw))


def _pairs(from_: list[Made], to: list[Made]) -> Iterator[tuple[Made, Made]]:
    """Items of one list go together one by one, all of one mention with each other, else each with each."""
    if not from_ or not to:
        return
    if from_ is to:
        yield from ((a, b) for i, a in enumerate(from_) for b in from_[i + 1 :])
        return
    each = from_[0].rule.each
    if each is not None and each == to[0].rule.each:
        by_item = {_position(m.anchor): m for m in to}
        yield from ((m, by_item[_position(m.anchor)]) for m in from_ if _position(m.anchor) in by_item)
        return
    yield from ((a, b) for a in from_ for b in to)


def _position(anchor: str) -> str:
    return anchor[anchor.rindex("[") :]


def _roles(
    rule: RelationRule, from_: Made, scope: Scope, ontology: Ontology, invalid: list[InvalidValue]
) -> Iterator[tuple[str, str]]:
    """Each role with its word in the source; a word that is not known is `other`, and said so."""
    reads = rule.role.read(scope) if rule.role else []
    if not reads:
        yield ("other" if ontology.relations[rule.type].role else ""), ""
    for value, raw, reason in reads:
        if reason:
            invalid.append(InvalidValue(from_.anchor, "role", raw, reason))
        yield value or "other", raw


def _relation(rule: RelationRule, target: str, scope: Scope, role: str, raw: str) -> Statement:
    details = tuple((name, cell.first(scope)) for name, cell in rule.details)
    return Statement(
        rule.type,
        target=target,
        raw=raw,
        kind=_kind(rule.kind, scope),
        status=_status(rule.status, scope),
        valid_from=rule.valid_from.first(scope) if rule.valid_from else "",
        valid_to=rule.valid_to.first(scope) if rule.valid_to else "",
        role=role,
        details=tuple((name, value) for name, value in details if value),
    )
