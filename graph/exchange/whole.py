"""What our own format carries besides things and links, so that another installation comes to the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ledger.canonical import JSON
from ledger.record import Record


def nothing() -> Iterable[Record]:
    """No records at all."""
    return ()


@dataclass(frozen=True)
class Whole:
    """Records as received, the feeds that they are read by, and the judgements that join or part them."""

    records: Callable[[], Iterable[Record]] = nothing
    feeds: Mapping[str, Mapping[str, JSON]] = field(default_factory=dict)
    decisions: tuple[Mapping[str, JSON], ...] = ()
