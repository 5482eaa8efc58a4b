"""What a suggester may look at: an allow-list with weights, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from graph.ontology import Ontology, load
from ledger.canonical import digest
from ledger.errors import BadConfiguration
from ledger.located import from_yaml

FILE = "models/features.yaml"
PATH_KEYS = {"links", "type", "kinds", "roles", "through", "weight"}
NUMBERS = ("least", "top", "hub", "alleged", "same_records", "other_period")


@dataclass(frozen=True)
class PathType:
    """One way in which two persons may be joined: by links of these types to a thing of this type and kind.

    `roles` narrows links that bear roles; `through` is the link between two such things, "" where both
    persons are linked to the same one. `weight` is what one path adds at most.
    """

    name: str
    links: frozenset[str]
    type: str
    kinds: frozenset[str]
    roles: frozenset[str]
    through: str
    weight: float


@dataclass(frozen=True)
class Features:
    """The allow-list of one suggester; `version` changes with every word or number of it."""

    name: str
    paths: Mapping[str, PathType]
    known: frozenset[str]
    against: Mapping[str, float]
    least: float
    top: int
    hub: int
    alleged: float
    same_records: float
    other_period: float
    version: str

    @property
    def links(self) -> list[str]:
        """All link types that are read, sorted."""
        through = {path.through for path in self.paths.values() if path.through}
        return sorted(through.union(self.known, *(path.links for path in self.paths.values())))


@cache
def features() -> Features:
    """The allow-list that Locard ships, checked against the ontology."""
    return parse(resources.files("models").joinpath("features.yaml").read_text(encoding="utf-8"), load())


def parse(text: str, ontology: Ontology) -> Features:
    """An allow-list from YAML; BadConfiguration for what the ontology does not know."""
    given: dict[str, Any] = from_yaml(text)
    paths = {name: _path(name, value, ontology) for name, value in given["paths"].items()}
    known = frozenset(given["known"])
    _known("known", known, ontology.relations)
    numbers = {name: given[name] for name in NUMBERS}
    version = f"{given['name']}-{digest(given)[:12]}"
    return Features(given["name"], paths, known, given["against"], version=version, **numbers)


def _path(name: str, value: Mapping[str, Any], ontology: Ontology) -> PathType:
    where = f"paths.{name}"
    _known(where, value.keys(), PATH_KEYS)
    _known(where, value["links"], ontology.relations)
    _known(where, [value["type"]], ontology.types)
    _known(where, value.get("kinds", ()), ontology.types[value["type"]].kinds)
    _known(where, value.get("roles", ()), ontology.roles)
    _known(where, [value["through"]] if "through" in value else (), ontology.relations)
    return PathType(
        name=name,
        links=frozenset(value["links"]),
        type=value["type"],
        kinds=frozenset(value.get("kinds", ())),
        roles=frozenset(value.get("roles", ())),
        through=value.get("through", ""),
        weight=float(value["weight"]),
    )


def _known(where: str, names: Any, among: Any) -> None:
    if wrong := sorted(set(names) - set(among)):
        raise BadConfiguration(
            f"{FILE}: {where}: {wrong[0]!r} is not known; use one of {', '.join(sorted(among))}"
        )
