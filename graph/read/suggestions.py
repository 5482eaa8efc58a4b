"""The suggestions about an entity, as they were written by the models: hypotheses, never links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.retold import as_told
from graph.read.summary import Summary, summary
from graph.read.together import together

MOST = 200


@dataclass(frozen=True)
class Suggested:
    """A hypothesis about a link between `about` and `other`, with what speaks for and against it.

    `evidence` and `against` are lists of maps as the model wrote them; `score` ranks suggestions of one
    type and says nothing about a person.
    """

    id: str
    type: str
    about: str
    other: Summary
    score: float
    evidence: tuple[Mapping[str, Any], ...]
    against: tuple[Mapping[str, Any], ...]
    would_change: str
    records: tuple[str, ...]
    model: str


@dataclass(frozen=True)
class SuggestedPage:
    """Some of `total` suggestions, best first."""

    items: tuple[Suggested, ...]
    total: int


@in_one_look
def suggestions(
    store: Reader,
    id_: str,
    allowed: Sequence[int],
    *,
    types: Sequence[str] = (),
    first: int = 10,
    skip: int = 0,
) -> SuggestedPage:
    """The suggestions about an entity, best first; Missing when the entity cannot be seen."""
    ids = together(store, resolve_id(store, id_, allowed), allowed)
    shared = {"ids": list(ids), "allowed": list(allowed), "types": list(types)}
    rows = store.read("suggestions", **shared, skip=max(skip, 0), limit=min(max(first, 0), MOST))
    (total,) = store.read("suggestions_total", **shared)
    known = as_told(store, {row["other"]: summary(row | {"id": row["other"]}) for row in rows}, allowed)
    items = tuple(_suggested(ids[0], known[row["other"]], row["values"]) for row in rows)
    return SuggestedPage(items, total["total"])


def _suggested(about: str, other: Summary, values: Mapping[str, Any]) -> Suggested:
    return Suggested(
        id=values["id"],
        type=values["type"],
        about=about,
        other=other,
        score=float(values["score"]),
        evidence=tuple(orjson.loads(values["evidence"])),
        against=tuple(orjson.loads(values["against"])),
        would_change=values["would_change"],
        records=tuple(values["records"]),
        model=values["model"],
    )
