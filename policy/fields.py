"""Which properties of a thing a function sees, wherever they are shown; what no line names nobody sees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, partial

from policy.document import Section, own, parse, shipped

FILE = "policy/fields.yaml"


@dataclass(frozen=True)
class Fields:
    """Function → type → the properties that it sees."""

    seen: Mapping[str, Mapping[str, frozenset[str]]]

    def shows(self, function: str, type_: str, property_: str) -> bool:
        """Whether a function sees a property; an unknown function, type or property is not seen."""
        return property_ in self.of(function, type_)

    def shower(self, function: str) -> Callable[[str, str], bool]:
        """Whether a function sees a property, asked by type and property."""
        return partial(self.shows, function)

    def whole(self, function: str, types: Mapping[str, Collection[str]]) -> bool:
        """Whether a function sees every property of these types."""
        return all(self.of(function, name).issuperset(names) for name, names in types.items())

    def of(self, function: str, type_: str) -> frozenset[str]:
        """The properties of a type that a function sees."""
        return self.seen.get(function, {}).get(type_, frozenset())


def read(text: str, file: str = FILE) -> Fields:
    """The fields from YAML, checked; BadConfiguration with file and line."""
    top = parse(text, file)
    top.only("sets", "functions")
    top.need("sets", dict)
    top.need("functions", dict)
    sets = {name: _set(top["sets"], name) for name in top["sets"]}
    return Fields({name: _function(top["functions"], name, sets) for name in top["functions"]})


@cache
def load(file: str = "") -> Fields:
    """The fields of a site's own file, or those that Locard comes with."""
    return read(own(file, "LOCARD_FIELDS"), file) if file else read(shipped("fields.yaml"))


def _set(sets: Section, name: str) -> dict[str, frozenset[str]]:
    sets.need(name, dict)
    types: Section = sets[name]
    return {type_: frozenset(_words(types, type_)) for type_ in types}


def _function(
    functions: Section, name: str, sets: Mapping[str, Mapping[str, frozenset[str]]]
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in _words(functions, name):
        if one not in sets:
            functions.fail(f"there is no set `{one}`: use {', '.join(sets)}.", name)
        for type_, names in sets[one].items():
            found[type_] = found.get(type_, frozenset()) | names
    return found


def _words(section: Section, key: str) -> list[str]:
    given: list[str] = section.need(key, list)
    if not all(isinstance(word, str) for word in given):
        section.fail(f"`{key}` is a list of words.", key)
    return given
