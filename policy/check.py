"""Checks on a classes file: each refuses with the file and line what would show too much or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from ledger.record import Marking
from policy.document import Section
from policy.model import Rule, VisibilityClass

ANY = "any"


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
    return tuple(_rule(section, classes) for section in sections)


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


def _rule(section: Section, classes: Mapping[int, VisibilityClass]) -> Rule:
    section.only("class", "when")
    one = classes[section.need("class", int, classes)]
    if one.parts:
        section.fail(f"class {one.number} is a compound: a record has a class of one domain.", "class")
    when: Section = section.need("when", dict)
    types = {field.name: type(field.default) for field in fields(Marking)}
    when.only(*types)
    values = {name: _values(when, name, type_) for name, type_ in types.items()}
    if values["domain"] != (one.domain,):
        when.fail(f"class {one.number} is of the domain {one.domain}, the rule is not.", "domain")
    return Rule(one.number, values)


def _values(when: Section, name: str, type_: type) -> tuple[object, ...] | None:
    if name not in when:
        when.fail(f"the rule leaves `{name}` open: name its values, or say `any`.")
    given = when[name]
    if given == ANY:
        return None
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
