"""What is told of an entity in short, or of several that are seen as one: best values, name, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.derive.keys import KEYS
from graph.derive.text import caption
from graph.ontology import load
from graph.read.reader import Reader
from graph.read.values import Every

ABOVE = frozenset({"corrects", "over", "statements", "stamp"})
"""What an entity has that stands for what a class above knows of a mention."""
OWN = frozenset({"id", "class", "type", "caption", "search", "sources", "mentions"}) | KEYS | ABOVE
Values = Mapping[str, Any]


def largest_first(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> list[Values]:
    """All that entities bear, those with the most mentions first; what cannot be seen is left out."""
    rows = [row for one in ids for row in store.read("card_entity", id=one, allowed=list(allowed))]
    return sorted((row["values"] for row in rows), key=lambda one: (-one["mentions"], one["id"]))


def best(entities: Sequence[Values], every: Every) -> dict[str, str]:
    """The best value by property; of several entities ranked over what all of their mentions say."""
    found = {name: value for one in reversed(entities) for name, value in one.items() if name not in OWN}
    if len(entities) > 1:
        found |= {name: every[name][0].value for name in found if name in every}
    return {name: found[name] for name in sorted(found)}


def called(entities: Sequence[Values], values: Mapping[str, str], above: bool) -> str:
    """The name of the first of these, made anew of the values where a class above knows something else."""
    if not above:
        return str(entities[0]["caption"])
    type_ = load().types[entities[0]["type"]]
    return caption(type_.caption, values, type_.name)


def sources_of(entities: Sequence[Values]) -> tuple[str, ...]:
    """The sources that mention any of them, in order."""
    return tuple(sorted({source for one in entities for source in one.get("sources") or ()}))
