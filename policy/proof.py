"""Tries a set of policies on made-up people before anybody uses it: one that shows too much is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path
from typing import Any

from ledger.errors import BadConfiguration
from ledger.record import Marking
from ledger.visibility import Described
from policy.cedar import FUNCTIONS, Occasion, Policies, Principal, Seen
from policy.classes import Classes
from policy.model import GIVEN, Rule
from policy.sight import SOURCES, UNSEEING, asked

UNIT, OTHER, CASE = "a unit", "another unit", "a case"
STRANGER = "a function that no policy names"


@dataclass(frozen=True)
class _Try:
    """One made-up person, and what they are."""

    who: Principal
    what: str


def prove(classes: Classes, policies: Policies) -> Policies:
    """The policies, when nobody sees a class without its domain's base, sources beyond their unit, or
    anything at all in a function that no policy names; BadConfiguration, saying who sees what, otherwise."""
    tried = {one.number: one for one in _all_kinds(classes)}
    bases = {one.domain: one.number for one in tried.values() if one.base}
    for one, domain in product(_people(), sorted(bases)):
        by = policies.see(one.who, Occasion(domain, CASE, stepped=True), tried.values())
        said = {number: _placed(policies, ids) for number, ids in by.items()}
        _refuse(one, {number: tried[number] for number in by}, said, bases)
    return policies


def proven(folder: Path | None, classes: Classes) -> Policies:
    """The policies of a site's folder once they are proved; those that Locard comes with where it names none.

    BadConfiguration, with file and line, for what cannot be used or shows too much.
    """
    found = Policies.load(folder)
    return found if folder is None else prove(classes, found)


def _placed(policies: Policies, ids: Iterable[str]) -> str:
    return ", ".join(f"{policies.places[id_]}: {id_}" for id_ in ids) or "a policy"


def _refuse(one: _Try, seen: Mapping[int, Seen], by: Mapping[int, str], bases: Mapping[str, int]) -> None:
    for number, kind in seen.items():
        said = f"{by[number]}: {one.what} sees {_named(kind)}"
        if one.who.function in (*UNSEEING, STRANGER):
            raise BadConfiguration(f"{said}, and should see nothing.")
        if bases[kind.domain] not in seen:
            raise BadConfiguration(f"{said} without the base of the domain {kind.domain}.")
        if kind.rule == SOURCES and kind.unit != one.who.unit:
            raise BadConfiguration(f"{said}: informants are for their own unit alone.")
        if kind.rule == SOURCES and one.who.function == "patrol":
            raise BadConfiguration(f"{said}: informants would be known to everybody of their unit.")


def _people() -> Iterator[_Try]:
    """Strangers, and in each function those of the case, of the unit, and who broke the glass."""
    all_ = frozenset({CASE})
    for function in (*FUNCTIONS, STRANGER):
        name = function if function == STRANGER else f"the {function.replace('_', ' ')}"
        yield _Try(Principal("x", function, OTHER), f"{name} of another unit")
        yield _Try(Principal("x", function, OTHER, clearance=2, cases=all_), f"{name} of the case")
        yield _Try(Principal("x", function, UNIT, clearance=2), f"{name} of the unit")
        yield _Try(Principal("x", function, UNIT, "", 2, all_, all_), f"{name} with all there is")
        yield _Try(Principal("x", function, OTHER, glass=all_), f"{name} who broke the glass")


def _all_kinds(classes: Classes) -> Iterator[Seen]:
    """One class of each kind: those of the file, and those that its rules make, with made-up values."""
    yield from (asked(one) for one in classes.classes.values() if not one.parts)
    for rule in classes.rules:
        for told in _made(rule) if rule.each else ():
            plain = {field.name: getattr(told, field.name) for field in fields(Described)}
            yield Seen(told.number, **{name: value for name, value in plain.items() if name != "parts"})


def _made(rule: Rule) -> Iterator[Described]:
    open_ = {"unit": (UNIT,), "compartment": (CASE,), "archived": (False, True)}
    names = ("domain", *rule.each)
    values = [_values(rule, name, open_.get(name, ("something",))) for name in names]
    for some in product(*values):
        told: dict[str, Any] = dict(zip(names, some, strict=True))
        yield rule.described(Marking(**told))


def _values(rule: Rule, name: str, open_: tuple[object, ...]) -> tuple[object, ...]:
    given = rule.when[name]
    return open_ if given is None or given == (GIVEN,) else given


def _named(kind: Seen) -> str:
    told = (kind.classification, kind.compartment, kind.unit, "archived" if kind.archived else "")
    return f"{kind.rule} ({', '.join(filter(None, (kind.domain, *told)))})"
