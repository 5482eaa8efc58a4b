"""Passages of marked reports: a few sentences as a report of their own; short texts are learned too."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from ingest.extract.sentences import sentences
from ingest.training.samples import marked_scene

MOST = 4
"""Sentences of a passage at most."""
Report = Mapping[str, Any]


def crop(report: Report, chance: random.Random) -> dict[str, Any] | None:
    """One to four sentences in a row, with the relations that are told there; None without mentions.

    A relation is told where the two stand nearest to each other. Roles are left out: what makes a person a
    suspect may stand elsewhere.
    """
    scene = marked_scene(report)
    parts = sentences(report["text"], scene.mentions)
    if len(parts) <= MOST:
        return None
    first = chance.randrange(len(parts) - 1)
    low, high = parts[first].start, parts[min(len(parts) - 1, first + chance.randrange(MOST))].end
    inside = [m for m in report["mentions"] if low <= m["start"] and m["end"] <= high]
    if len(inside) < 2:
        return None
    kept = {m["id"] for m in inside}
    groups = [[id_ for id_ in group if id_ in kept] for group in report["coref"]]
    first_of = {group[0]: mine[0] for group, mine in zip(report["coref"], groups, strict=True) if mine}
    return {
        **report,
        "id": f"{report['id']} {low}",
        "text": report["text"][low:high],
        "mentions": [{**m, "start": m["start"] - low, "end": m["end"] - low} for m in inside],
        "coref": [group for group in groups if group],
        "roles": [],
        "relations": [
            {**r, "from": first_of[r["from"]], "to": first_of[r["to"]]}
            for r in report["relations"]
            if r["from"] in first_of and r["to"] in first_of and _is_told(report, r, kept)
        ],
    }


def _is_told(report: Report, relation: Mapping[str, str], kept: set[str]) -> bool:
    """True where the nearest two mentions of both ends are among those kept."""
    groups = {id_: group for group in report["coref"] for id_ in group}
    starts = {m["id"]: m["start"] for m in report["mentions"]}
    ends = (groups.get(relation["from"], [relation["from"]]), groups.get(relation["to"], [relation["to"]]))
    pairs = [(abs(starts[a] - starts[b]), a, b) for a in ends[0] for b in ends[1]]
    _, a, b = min(pairs)
    return a in kept and b in kept
