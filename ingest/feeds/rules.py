"""Reads the mentions, relations and texts of a feed file, checked against the ontology."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from graph.ontology import Kind, Ontology, Status, Type
from ingest.feeds.cell import Cell
from ingest.feeds.cells import cell, default_cleaner, word
from ingest.feeds.model import Condition, Each, Feed, MentionRule, RelationRule, TextRule
from ledger.canonical import JSON
from ledger.located import Located, Place

MENTION = ("type", "values", "identity", "each", "when", "status", "kind")
RELATION = ("type", "from", "to", "role", "status", "kind", "valid_from", "valid_to", "when", "details")
TEXT = ("column", "lang", "date", "case")
ANCHOR = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def mentions(file: Located, ontology: Ontology) -> tuple[MentionRule, ...]:
    """The rules under `mentions`, in the order of the file."""
    given = file.value.get("mentions") or {}
    if not isinstance(given, dict):
        file.fail(("mentions",), "mentions is a map of names to rules")
    return tuple(_mention(file, ontology, anchor, value) for anchor, value in given.items())


def _mention(file: Located, ontology: Ontology, anchor: str, value: JSON) -> MentionRule:
    place: Place = ("mentions", anchor)
    if not ANCHOR.fullmatch(anchor):
        file.fail(place, f"{anchor!r} is not a name of letters, digits and _")
    if not isinstance(value, dict) or "type" not in value:
        file.fail(place, "a mention needs a type")
    file.only(place, value, MENTION, "key")
    file.only((*place, "type"), [str(value["type"])], ontology.types, "type")
    type_ = ontology.types[str(value["type"])]
    identity, scope = _identity(file, place, value.get("identity"))
    return MentionRule(
        anchor=anchor,
        type=type_.name,
        values=_values(file, (*place, "values"), value.get("values") or {}, type_),
        identity=identity,
        scope=scope,
        each=_each(file, (*place, "each"), value.get("each")),
        when=_condition(file, (*place, "when"), value.get("when")),
        status=_word(file, place, value, "status", tuple(Status)),
        kind=_word(file, place, value, "kind", tuple(Kind)),
    )


def _values(file: Located, place: Place, given: JSON, type_: Type) -> tuple[tuple[str, Cell], ...]:
    if not isinstance(given, dict):
        file.fail(place, "values is a map of properties to columns")
    file.only(place, given, type_.properties, f"property of {type_.name}")
    kind = given.get("kind")
    const = str(kind.get("const", "")) if isinstance(kind, dict) else ""
    found = []
    for name, value in given.items():
        default = default_cleaner(type_.name, name, const)
        for i, one in enumerate(value if isinstance(value, list) else [value]):
            at = (*place, name, i) if isinstance(value, list) else (*place, name)
            if name == "kind" and type_.kinds and isinstance(one, dict):
                found.append((name, word(file, at, one, type_.kinds, f"kind of {type_.name}")))
            else:
                found.append((name, cell(file, at, one, default)))
    return tuple(found)


def _identity(file: Located, place: Place, value: JSON) -> tuple[Cell | None, str]:
    if value is None:
        return None, ""
    at = (*place, "identity")
    if not isinstance(value, dict) or not value.get("scope"):
        file.fail(at, "identity needs a column and a scope: {column: id, scope: pole}")
    rest = {key: given for key, given in value.items() if key != "scope"}
    return cell(file, at, rest), str(value["scope"])


def _each(file: Located, place: Place, value: JSON) -> Each | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        return Each(str(value))
    file.only(place, value, ("column", "split"), "key")
    return Each(str(value.get("column", "")), str(value.get("split", "")))


def _condition(file: Located, place: Place, value: JSON) -> Condition | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        return Condition(str(value))
    file.only(place, value, ("column", "in", "matches"), "key")
    pattern = pattern_of(file, (*place, "matches"), value.get("matches", "")).pattern
    given = value.get("in") or []
    if not isinstance(given, list):
        file.fail((*place, "in"), "in is a list of values")
    return Condition(str(value.get("column", "")), tuple(str(v) for v in given), pattern)


def pattern_of(file: Located, place: Place, value: JSON) -> re.Pattern[str]:
    """A regular expression; one that Python takes with a warning is refused too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(str(value))
    except (re.error, FutureWarning, DeprecationWarning) as error:
        file.fail(place, f"not a pattern: {error}")


def _items(file: Located, key: str) -> list[JSON]:
    given = file.value.get(key) or []
    if not isinstance(given, list):
        file.fail((key,), f"{key} is a list")
    return given


def _word(
    file: Located, place: Place, value: dict[str, JSON], key: str, known: tuple[str, ...]
) -> Cell | None:
    return word(file, (*place, key), value[key], known, key) if key in value else None


def _cell(file: Located, place: Place, value: dict[str, JSON], key: str, clean: str) -> Cell | None:
    return cell(file, (*place, key), value[key], clean) if key in value else None


def relations(file: Located, ontology: Ontology, rules: tuple[MentionRule, ...]) -> tuple[RelationRule, ...]:
    """The rules under `relations`; their ends are mentions of this feed, of types that the relation joins."""
    types = {rule.anchor: rule.type for rule in rules}
    return tuple(
        _relation(file, ontology, types, ("relations", i), value)
        for i, value in enumerate(_items(file, "relations"))
    )


def _relation(
    file: Located, ontology: Ontology, types: dict[str, str], place: Place, value: JSON
) -> RelationRule:
    if not isinstance(value, dict) or not {"type", "from", "to"} <= set(value):
        file.fail(place, "a relation needs type, from and to")
    file.only(place, value, RELATION, "key")
    name, ends = str(value["type"]), (str(value["from"]), str(value["to"]))
    file.only((*place, "type"), [name], ontology.relations, "relation")
    file.only(place, ends, types, "mention")
    relation = ontology.relations[name]
    if not relation.joins(types[ends[0]], types[ends[1]]):
        file.fail(place, f"{name} does not lead from {types[ends[0]]} to {types[ends[1]]}")
    if "role" in value and not relation.role:
        file.fail((*place, "role"), f"{name} has no role")
    details = value.get("details") or {}
    if not isinstance(details, dict):
        file.fail((*place, "details"), "details is a map of words to columns")
    return RelationRule(
        name,
        *ends,
        role=_word(file, place, value, "role", tuple(ontology.roles)),
        status=_word(file, place, value, "status", tuple(Status)),
        kind=_word(file, place, value, "kind", tuple(Kind)),
        valid_from=_cell(file, place, value, "valid_from", "datetime"),
        valid_to=_cell(file, place, value, "valid_to", "datetime"),
        when=_condition(file, (*place, "when"), value.get("when")),
        details=tuple((k, cell(file, (*place, "details", k), details[k])) for k in sorted(details)),
    )


def texts(file: Located, rules: tuple[MentionRule, ...]) -> tuple[TextRule, ...]:
    """The rules under `text`; without a `case` the only Case among the mentions is the one."""
    cases = [rule.anchor for rule in rules if rule.type == "Case" and rule.each is None]
    return tuple(_text(file, cases, ("text", i), value) for i, value in enumerate(_items(file, "text")))


def _text(file: Located, cases: list[str], place: Place, value: JSON) -> TextRule:
    if not isinstance(value, dict):
        value = {"column": value}
    file.only(place, value, TEXT, "key")
    if not value.get("column"):
        file.fail(place, "a text needs its column")
    if "case" in value:
        file.only(place, [str(value["case"])], cases, "Case mention")
    case = str(value.get("case", cases[0] if len(cases) == 1 else ""))
    lang, date = _cell(file, place, value, "lang", "text"), _cell(file, place, value, "date", "date")
    return TextRule(str(value["column"]), lang, date, case)


def columns(feed: Feed) -> list[str]:
    """Every column of the row that the feed reads, in the order of first use."""
    found = [*feed.key, *feed.required, feed.order, *_row_columns(feed)]
    return list(dict.fromkeys(name for name in found if name))


def _row_columns(feed: Feed) -> Iterator[str]:
    cells = [feed.recorded, *(c for _, c in feed.grade), *(c for _, c in feed.marking)]
    for rule in feed.text:
        yield rule.column
        cells += [rule.lang, rule.date]
    repeated = {mention.anchor for mention in feed.mentions if mention.each}
    for relation in feed.relations:
        if repeated & {relation.from_, relation.to}:
            continue
        cells += [relation.role, relation.status, relation.kind, relation.valid_from, relation.valid_to]
        cells += [c for _, c in relation.details]
        yield from [relation.when.column] if relation.when else []
    for mention in feed.mentions:
        yield from [mention.when.column] if mention.when else []
        inside = [mention.identity, mention.status, mention.kind, *(c for _, c in mention.values)]
        if mention.each is None:
            cells += inside
            continue
        yield mention.each.column
        yield from (n[1:] for c in inside if c for n in c.columns if n.startswith("/"))
    yield from (name.removeprefix("/") for c in cells if c for name in c.columns)
