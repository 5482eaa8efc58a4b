"""A passage: one plate read by one camera at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pyarrow as pa

from ledger.canonical import identify
from ledger.errors import BadInput

SCHEMA = pa.schema(
    [
        ("id", pa.binary(16)),
        ("plate", pa.string()),
        ("country", pa.string()),
        ("camera", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("time", pa.timestamp("ms")),
        ("lane", pa.string()),
        ("direction", pa.string()),
        ("confidence", pa.float32()),
        ("class", pa.int64()),
        ("feed", pa.string()),
        ("record", pa.string()),
    ]
)
"""Columns of a file; `time` is UTC. No column is a person's: the plate alone leads to one."""


@dataclass(frozen=True)
class Passage:
    """A normalised plate at a camera; `record` is the source's key of it, `confidence` 0 to 1 (1: not told).

    `latitude` and `longitude` are None where the source does not know where its camera stands.
    """

    plate: str
    camera: str
    time: datetime
    record: str
    feed: str
    class_: int
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    lane: str = ""
    direction: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if self.time.tzinfo is None:
            raise BadInput(f"The passage {self.record} has a time without offset: say which zone it is in.")
        if not self.plate or not self.feed:
            raise BadInput(f"The passage {self.record} has no plate or no feed.")

    @cached_property
    def id(self) -> str:
        """32 hex digits, derived from the feed, its key, the plate, the camera and the moment."""
        return identify(self.feed, self.record, self.plate, self.camera, moment(self.time))


def moment(time: datetime) -> str:
    """A moment in UTC to the millisecond, as ISO 8601."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def table_of(passages: Sequence[Passage]) -> pa.Table:
    """Passages as the columns of a file."""
    columns: dict[str, list[Any]] = {
        "id": [bytes.fromhex(p.id) for p in passages],
        "time": [p.time.astimezone(UTC).replace(tzinfo=None) for p in passages],
        "class": [p.class_ for p in passages],
    }
    plain = [name for name in SCHEMA.names if name not in columns]
    columns |= {name: [getattr(p, name) for p in passages] for name in plain}
    return pa.table({name: columns[name] for name in SCHEMA.names}, schema=SCHEMA)


def passages_of(rows: Sequence[dict[str, Any]]) -> list[Passage]:
    """The passages of rows as they were read."""
    return [_passage(row) for row in rows]


def _passage(row: dict[str, Any]) -> Passage:
    said = {name: value for name, value in row.items() if name not in ("id", "class", "time")}
    return Passage(**said, class_=row["class"], time=row["time"].replace(tzinfo=UTC))
