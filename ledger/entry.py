"""What stands in the ledger's one sequence, and what the ledger answers to those who write in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ledger.canonical import JSON, identify
from ledger.errors import BadInput
from ledger.record import Record
from ledger.text import storable


@dataclass(frozen=True)
class Decision:
    """What a person decided: `subject` says about what, `class_` covers all that the author was shown."""

    kind: str
    subject: Mapping[str, JSON]
    class_: int
    author: str
    reason: str = ""
    at: str = field(default="", compare=False)
    sequence: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.author.strip() or not storable(self.kind + self.author + self.reason):
            raise BadInput("A decision needs its author, and text without NUL.")

    @cached_property
    def id(self) -> str:
        """Derived from what was decided, by whom and why."""
        return identify("decision", self.kind, dict(self.subject), self.class_, self.author, self.reason)


@dataclass(frozen=True)
class Publication:
    """A version of something that results are computed with: a model, feed, ontology, extractor or policy."""

    kind: str
    name: str
    version: str
    content: Mapping[str, JSON]
    at: str = field(default="", compare=False)
    sequence: int = field(default=0, compare=False)

    @cached_property
    def id(self) -> str:
        """Derived from kind, name, version and content."""
        return identify("publication", self.kind, self.name, self.version, dict(self.content))


@dataclass(frozen=True)
class Entry:
    """One place in the sequence; exactly one of `record`, `decision`, `publication` is given."""

    sequence: int
    kind: str
    at: str
    reference: str
    class_: int
    record: Record | None = None
    decision: Decision | None = None
    publication: Publication | None = None


@dataclass(frozen=True)
class Receipt:
    """The answer to one draft: `new` is false when the ledger held this version and nothing was written."""

    record_id: str
    sequence: int
    new: bool


@dataclass(frozen=True)
class Notice:
    """One message of the outbox: the entries `first` to `last` were written in one transaction."""

    id: int
    topic: str
    first: int
    last: int
    at: str
