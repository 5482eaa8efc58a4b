"""An entry: one record as a system holds it, with the truth about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Anchor:
    """One mention of the record's columns: the feed's name for it, its type, and what it truly is.

    `shows` are the facts that a reader who sees through every slip of the pen would take from it.
    """

    anchor: str
    type: str
    entity: str
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or document of a feed. `states` are the pairs of persons that it expressly joins."""

    feed: str
    key: str
    values: Mapping[str, Any]
    anchors: tuple[Anchor, ...]
    states: tuple[tuple[int, int], ...] = ()
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    version: str = ""
    form: str = ""
