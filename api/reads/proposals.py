"""Suggestions in the edge's words: reasons and paths out of what the model wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from strawberry import ID

from api.graphql.link import Path
from api.graphql.port import Allowed
from api.graphql.suggestion import Reason, Suggestion
from api.reads.links import node_of
from graph import read
from graph.read.reader import Reader


def suggestion_of(item: read.Suggested, about: read.Summary, store: Reader, allowed: Allowed) -> Suggestion:
    """A suggestion with its reasons."""
    return Suggestion(
        id=ID(item.id),
        type=item.type,
        a=node_of(about),
        b=node_of(item.other),
        score=item.score,
        paths=_paths(item.evidence, store, allowed),
        evidence=[_reason(reason) for reason in item.evidence],
        against=[_reason(reason) for reason in item.against],
        would_change=[item.would_change] if item.would_change else [],
    )


def _reason(reason: Mapping[str, Any]) -> Reason:
    weight = reason.get("weight")
    return Reason(
        text=str(reason.get("text", "")),
        weight=None if weight is None else float(weight),
        records=[ID(str(record)) for record in reason.get("records", ())],
    )


def _paths(evidence: Sequence[Mapping[str, Any]], store: Reader, allowed: Allowed) -> list[Path]:
    return []
