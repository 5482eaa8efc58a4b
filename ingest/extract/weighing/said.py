"""What the phrases said already, as cues: how far they are to be believed is learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ingest.extract.scene import SYMMETRIC

MARK = "said:"
"""With which each of these cues begins."""


class Said(NamedTuple):
    """Cues by two entities (from, to) and by person."""

    relations: Mapping[tuple[str, str], list[str]]
    roles: Mapping[str, list[str]]


def gather(relations: Mapping[tuple[str, str, str], str], roles: Mapping[tuple[str, str], str]) -> Said:
    """The cues of all that phrases said of a text: types, each also with its status, and the other way."""
    by_pair: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    by_person: defaultdict[str, list[str]] = defaultdict(list)
    for (type_, a, b), status in relations.items():
        cues = [f"{MARK}{type_}", f"{MARK}{type_}:{status}"]
        by_pair[a, b] += cues
        by_pair[b, a] += cues if type_ in SYMMETRIC else [f"{MARK}<{type_}"]
    for (person, role), status in roles.items():
        by_person[person] += [f"{MARK}{role}", f"{MARK}{role}:{status}"]
    return Said(dict(by_pair), dict(by_person))


def of_pair(said: Said | None, a: str, b: str) -> list[str]:
    """The cues of a relation from one entity to another."""
    return said.relations.get((a, b), []) if said else []


def of_person(said: Said | None, person: str) -> list[str]:
    """The cues of a person's roles."""
    return said.roles.get(person, [f"{MARK}no role"]) if said else []
