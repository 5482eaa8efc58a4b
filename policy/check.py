"""Checks on a classes file: each refuses with the file and line what would show too much or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from ledger.record import Marking
from ledger.visibility import COMPOUND
from policy.document import Section
from policy.model import GIVEN, Rule, Values, VisibilityClass

ANY, NOT_EMPTY = "any", "given"
Meet = tuple[frozenset[str], ...]


def check_classes(sections: Sequence[Section]) -> dict[int, VisibilityClass]:
    """Classes by number: unique numbers, one base for each domain, compounds of classes that exist."""
    found: dict[int, VisibilityClass] = {}
    for section in sections:
        section.only("class", "name", "domain", "base", "compound", "labels")
        number = section.need("class", int)
        if number in found:
            section.fail(f"class {number} is defined twice.", "class")
        found[number] = _compound(section, found) if "compound" in section else _plain(section, found)
    for section in sections:
        _need_base(section, found)
    return found


def check_rules(sections: Sequence[Section], classes: Mapping[int, VisibilityClass]) -> tuple[Rule, ...]:
    """Rules in their order: each names every field of a marking and gives a class of its own domain."""
    found = tuple(_rule(section, classes) for section in sections)
    made = [rule.name for rule in found if rule.each]
    for section, rule in zip(sections, found, strict=True):
        if rule.name and made.count(rule.name) + (rule.name in made and not rule.each) > 1:
            section.fail(f"the rule {rule.name} stands twice.", "rule")
    return found


def check_sessions(
    sections: Sequence[Section], classes: Mapping[int, VisibilityClass]
) -> dict[str, tuple[int, ...]]:
    """What sessions hold by domain: with each class its domain's base, with each compound its parts."""
    found: dict[str, tuple[int, ...]] = {}
    for section in sections:
        section.only("domain", "holds")
        domain = section.need("domain", str, _domains(classes))
        if domain in found:
            section.fail(f"the sessions of the domain {domain} are defined twice.", "domain")
        found[domain] = _held(section, domain, classes)
    return found


def _plain(section: Section, before: Mapping[int, VisibilityClass]) -> VisibilityClass:
    domain, base = section.need("domain", str), "base" in section and section.need("base", bool)
    if base and any(one.base and one.domain == domain for one in before.values()):
        section.fail(f"the domain {domain} has two base classes.", "base")
    return VisibilityClass(section["class"], section.need("name", str), section.labels(), domain, base)


def _compound(section: Section, before: Mapping[int, VisibilityClass]) -> VisibilityClass:
    parts = section.need("compound", list)
    for part in parts:
        if part not in before or before[part].parts:
            section.fail(f"the compound has the part {part}, which is no plain class above it.", "compound")
    if len(set(parts)) < 2 or len(set(parts)) < len(parts):
        section.fail("a compound has two or more different parts.", "compound")
    if any(sorted(one.parts) == sorted(parts) for one in before.values()):
        section.fail(f"there is another compound of {parts}.", "compound")
    for key in ("domain", "base"):
        if key in section:
            section.fail(f"a compound has no `{key}` but those of its parts.", key)
    return VisibilityClass(section["class"], section.need("name", str), section.labels(), parts=tuple(parts))


def _need_base(section: Section, classes: Mapping[int, VisibilityClass]) -> None:
    domain = classes[section["class"]].domain
    if domain and not any(one.base and one.domain == domain for one in classes.values()):
        section.fail(f"the domain {domain} has no base class.", "domain")


def check_meet(sections: Sequence[list[str]], rules: Sequence[Rule], document: Section) -> Meet:
    """Which rules' classes may meet in a compound of their own: sets of their names."""
    known = {rule.name for rule in rules if rule.name}
    for names in sections:
        if not isinstance(names, list) or not names:
            document.fail("`meet` is a list of lists of rules.", "meet")
        for name in names:
            if name not in known:
                document.fail(f"`meet` names {name!r}: use {', '.join(sorted(known))}.", "meet")
    return tuple(frozenset(names) for names in sections)


def _rule(section: Section, classes: Mapping[int, VisibilityClass]) -> Rule:
    if "each" in section:
        return _one_by_one(section, classes)
    section.only("class", "rule", "when")
    one = classes[section.need("class", int, classes)]
    if one.parts:
        section.fail(f"class {one.number} is a compound: a record has a class of one domain.", "class")
    when, values = _when(section)
    if values["domain"] != (one.domain,):
        when.fail(f"class {one.number} is of the domain {one.domain}, the rule is not.", "domain")
    return Rule(one.number, values, section.need("rule", str) if "rule" in section else "")


def _one_by_one(section: Section, classes: Mapping[int, VisibilityClass]) -> Rule:
    """A rule that makes a class for each value of some fields; each of them is what its class says of it."""
    section.only("rule", "each", "labels", "when")
    name, each = section.need("rule", str), section.need("each", list)
    if not name or name == COMPOUND:
        section.fail(f"a rule cannot be called {name!r}.", "rule")
    when, values = _when(section)
    for field in each:
        if field == "domain" or field not in values:
            section.fail(
                f"`each` names {field!r}: use {', '.join(f for f in values if f != 'domain')}.", "each"
            )
    if not each or len(set(each)) < len(each):
        section.fail("`each` names one or more fields, each once.", "each")
    domains = _domains(classes)
    if not values["domain"] or not set(values["domain"]) <= set(domains):
        when.fail(f"a rule with `each` names its domains: use {', '.join(domains)}.", "domain")
    for field in ("unit", "compartment"):
        if field in each and values[field] is None:
            when.fail(f"`{field}` is open to none at all: say `given`, or name its values.", field)
    return Rule(0, values, name, tuple(each), section.labels())


def _when(section: Section) -> tuple[Section, dict[str, Values]]:
    """The values of every field of a marking, each of the field's type."""
    when: Section = section.need("when", dict)
    types = {field.name: type(field.default) for field in fields(Marking)}
    when.only(*types)
    return when, {name: _values(when, name, type_) for name, type_ in types.items()}


def _values(when: Section, name: str, type_: type) -> Values:
    if name not in when:
        when.fail(f"the rule leaves `{name}` open: name its values, or say `any`.")
    given = when[name]
    if given == ANY:
        return None
    if given == NOT_EMPTY and type_ is str:
        return (GIVEN,)
    values = tuple(given) if isinstance(given, list) else (given,)
    for value in values:
        if type(value) is not type_:
            when.fail(f"`{name}` has the value {value!r}, which is no {type_.__name__}.", name)
    return values


def _held(section: Section, domain: str, classes: Mapping[int, VisibilityClass]) -> tuple[int, ...]:
    held = section.need("holds", list)
    bases = {one.domain: one.number for one in classes.values() if one.base}
    if bases[domain] not in held:
        section.fail(f"a session of the domain {domain} must hold its base class {bases[domain]}.", "holds")
    for number in held:
        if number not in classes:
            section.fail(f"there is no class {number}.", "holds")
        one = classes[number]
        for needed in one.parts or (bases[one.domain],):
            if needed not in held:
                section.fail(f"a session that holds class {number} must hold class {needed}.", "holds")
    return tuple(sorted(set(held)))


def _domains(classes: Mapping[int, VisibilityClass]) -> list[str]:
    return sorted({one.domain for one in classes.values() if one.domain})
