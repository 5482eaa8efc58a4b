"""What a graph server answers, as plain values: the same from both servers."""

from __future__ import annotations

from typing import Any

import neo4j.graph
import neo4j.time

SCALARS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """Text, numbers, lists and maps only; nodes and links as maps without ids of the server."""
    if type(value) in SCALARS:
        return value
    if isinstance(value, neo4j.graph.Node):
        return {
            "labels": sorted(value.labels),
            "properties": {key: plain(value[key]) for key in sorted(value)},
        }
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, "properties": {key: plain(value[key]) for key in sorted(value)}}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "links": [plain(r) for r in value.relationships]}
    if isinstance(value, neo4j.time.DateTime | neo4j.time.Date | neo4j.time.Time):
        return value.iso_format().replace("+00:00", "Z")
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
