"""Where a mention stands: its anchor names the field, its spans the places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from api.graphql.card import Span
from graph.ontology import mention

TEXT = "text"
_COLUMN = re.compile(r"(?P<column>.+):\d+-\d+$")


def field_of(anchor: str) -> str:
    """The field that an anchor in a text stands in: "remarks:12-25" in remarks, "12-25" in text."""
    match = _COLUMN.match(anchor)
    return match["column"] if match else TEXT


def spans_of(anchor: str, spans: Sequence[mention.Span]) -> list[Span]:
    """The spans of a mention with the field that they stand in."""
    field = field_of(anchor)
    return [Span(field=field, start=span.start, end=span.end, page=span.page) for span in spans]
