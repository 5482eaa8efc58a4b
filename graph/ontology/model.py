"""What the ontology says: types, their properties, relations and roles, with labels in four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("nl", "fr", "de", "en")

Labels = Mapping[str, str]
"""Language code to word; all four languages stand in each."""


@dataclass(frozen=True)
class Property:
    """One property of a type.

    `identifies`: equal values mean the same thing. `compare`: how two values are compared ("" = never).
    `sensitive`: special category (LED 10). `feature`: may be used by a suggester. `search`: in the search
    text. `format`: date, datetime, number or text.
    """

    name: str
    labels: Labels
    identifies: bool = False
    compare: str = ""
    sensitive: bool = False
    feature: bool = True
    search: bool = False
    required: bool = False
    format: str = "text"


@dataclass(frozen=True)
class Type:
    """A type of entity; `caption` names the properties that give its short name, best first."""

    name: str
    labels: Labels
    plural: Labels
    caption: tuple[str, ...]
    properties: Mapping[str, Property]
    kinds: Mapping[str, Labels] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """A relation between two types; a symmetric one is stored once, from the smaller id."""

    name: str
    labels: Labels
    from_: tuple[str, ...]
    to: tuple[str, ...]
    symmetric: bool = False
    role: bool = False

    def joins(self, from_: str, to: str) -> bool:
        """True when the ontology lets it lead from one type to the other."""
        return from_ in self.from_ and to in self.to


@dataclass(frozen=True)
class Ontology:
    """All types, relations and roles; `version` is a digest of the files that they come from."""

    types: Mapping[str, Type]
    relations: Mapping[str, Relation]
    roles: Mapping[str, Labels]
    version: str
