"""What is shown of an entity in a list or on a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.read.reader import Reader


@dataclass(frozen=True, order=True)
class Summary:
    """An entity in short: id, type, caption, and the sources that mention it."""

    id: str
    type: str
    caption: str
    sources: tuple[str, ...] = ()


def summary(row: Mapping[str, Any]) -> Summary:
    """A summary from a row with id, type, caption and sources."""
    return Summary(row["id"], row["type"], row["caption"], tuple(row.get("sources") or ()))


def summaries(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> dict[str, Summary]:
    """The entities of these ids in short, those that can be seen, by id."""
    rows = store.read("entities", ids=sorted(set(ids)), allowed=list(allowed))
    return {row["id"]: summary(row) for row in rows}
