"""How much there is of each type, over what the session may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.read.reader import Reader


@dataclass(frozen=True)
class Totals:
    """Numbers of entities, links and suggestions by their type."""

    entities: dict[str, int]
    links: dict[str, int]
    suggestions: dict[str, int]


def totals(store: Reader, allowed: Sequence[int]) -> Totals:
    """Count everything that may be seen; walks the whole graph, so it is for overviews alone."""
    return Totals(
        _by_type(store, "totals_entities", allowed),
        _by_type(store, "totals_links", allowed),
        _by_type(store, "totals_suggestions", allowed),
    )


def _by_type(store: Reader, statement: str, allowed: Sequence[int]) -> dict[str, int]:
    rows = store.read(statement, allowed=list(allowed))
    return {row["type"]: row["total"] for row in rows}
