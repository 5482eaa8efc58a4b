"""A row or file that cannot be taken, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.canonical import JSON


@dataclass(frozen=True)
class Reject:
    """What could not be taken: `row` is the physical row (0: the file), `content` the columns as read."""

    file: str
    row: int
    reason: str
    content: Mapping[str, JSON] = field(default_factory=dict)
