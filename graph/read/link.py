"""A link between two entities as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.read.time import undated


@dataclass(frozen=True, order=True)
class Link:
    """A link with all that supports it; `source` and `target` are entity ids, times are ISO 8601 or "".

    `roles` are pairs of role and status. `grade` is the best of its records and `level` that on the common
    scale (reliability and credibility, "33" the best, "00" unknown). `sources` counts those that tell it of
    their own: its records are of so many `origins`, found to be fewer by `same` ("text", "named").
    """

    type: str
    source: str
    target: str
    kind: str
    status: str
    disputed: bool
    records: tuple[str, ...]
    grade: str = ""
    sources: int = 0
    level: str = ""
    origins: int = 0
    same: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    first_recorded: str = ""
    last_recorded: str = ""

    @property
    def undated(self) -> bool:
        """True when nothing says when it was true: it counts at any time."""
        return undated(self.type, self.valid_from, self.valid_to)


def link(type_: str, source: str, target: str, values: Mapping[str, Any]) -> Link:
    """A link from its ends and the properties that it bears in the graph."""
    records = tuple(values.get("records") or ())
    return Link(
        type=type_,
        source=source,
        target=target,
        kind=values["kind"],
        status=values["status"],
        disputed=bool(values.get("disputed")),
        records=records,
        grade=values.get("grade") or "",
        sources=int(values.get("sources") or 0),
        level=values.get("level") or "",
        origins=int(values.get("origins") or len(records)),
        same=tuple(values.get("same") or ()),
        roles=tuple(zip(values.get("role") or (), values.get("role_status") or (), strict=True)),
        details=tuple(values.get("details") or ()),
        **{name: values.get(name) or "" for name in TIMES},
    )


TIMES = ("valid_from", "valid_to", "first_recorded", "last_recorded")
