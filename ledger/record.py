"""A record: one immutable thing received from a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ledger.canonical import JSON, identify


@dataclass(frozen=True)
class Marking:
    """All that decides who may see a record; a class stands for the markings that no policy tells apart."""

    domain: str = "judicial"
    classification: str = "internal"
    handling: str = "H0"
    unit: str = ""
    compartment: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Grade:
    """Reliability of the source × credibility of the information, kept as received with its scheme."""

    scheme: str = ""
    reliability: str = ""
    credibility: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a record stood when it was read: for error messages and for nothing else."""

    file: str = ""
    row: int = 0


@dataclass(frozen=True)
class Draft:
    """What a feed makes of one row or document, before the ledger accepts it.

    `content` is what the source said: the row's fields as text under the names of its columns; for a
    document `text` (whole text), `pages` (offset at which each page starts) and `sha256` of the file.
    `version` is the source's own order of versions of one key ("" when it has none: then the order of
    acceptance counts). `recorded` is when the source wrote it down, ISO 8601 in UTC ("" when unknown).
    `collected` is when we collected it, ISO 8601: only where the same content was erased does it matter, and
    there it must lie after the erasure.
    """

    source: str
    feed: str
    key: str
    content: Mapping[str, JSON]
    version: str = ""
    marking: Marking = Marking()
    grade: Grade = Grade()
    recorded: str = ""
    origin: Origin = field(default=Origin(), compare=False)
    collected: str = field(default="", compare=False)


@dataclass(frozen=True)
class Record:
    """One immutable thing received; `sequence` is its place in the ledger, `class_` who may see it.

    `given` is the class under which it was accepted, where it was reclassified since; 0: `class_`.
    """

    source: str
    feed: str
    key: str
    version: str
    content: Mapping[str, JSON]
    class_: int
    marking: Marking = Marking()
    grade: Grade = Grade()
    recorded: str = ""
    received: str = ""
    sequence: int = field(default=0, compare=False)
    given: int = field(default=0, compare=False)

    @cached_property
    def id(self) -> str:
        """Derived from source, source key, version, content and the class under which it was accepted."""
        class_ = self.given or self.class_
        return identify(self.source, self.key, self.version, dict(self.content), class_)
