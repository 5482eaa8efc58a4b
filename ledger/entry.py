"""What stands in the ledger's one sequence, and what the ledger answers to those who write in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from ledger.canonical import JSON, identify
from ledger.errors import BadInput
from ledger.record import Marking, Record
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
class Reclassification:
    """From here on all versions of a source key have this marking and class, also those before it."""

    source: str
    key: str
    class_: int
    marking: Marking
    author: str
    reason: str
    at: str = field(default="", compare=False)
    sequence: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.author.strip() or not self.reason.strip() or not storable(self.author + self.reason):
            raise BadInput("A reclassification needs its author and its reason, without NUL.")

    @cached_property
    def id(self) -> str:
        """Derived from what was reclassified as what, by whom and why."""
        parts = (self.source, self.key, self.class_, asdict(self.marking), self.author, self.reason)
        return identify("reclassification", *parts)


@dataclass(frozen=True)
class Erasure:
    """The content of one source key was deleted: `places` names each place that was emptied, with what
    stands there now in the place of an id. `token` names the erasure in the journal too."""

    token: str
    class_: int
    places: tuple[tuple[int, str], ...]
    author: str
    reason: str
    at: str = field(default="", compare=False)
    sequence: int = field(default=0, compare=False)

    @cached_property
    def id(self) -> str:
        """Derived from all of it, so that a tombstone which it does not name is found."""
        places = [list(place) for place in self.places]
        return identify("erasure", self.token, self.class_, places, self.author, self.reason)


@dataclass(frozen=True)
class Tombstone:
    """What is left of an entry that was erased; `erasure` is the place of the erasure that says so."""

    sequence: int
    kind: str
    class_: int
    reference: str
    erasure: int


@dataclass(frozen=True)
class Entry:
    """One place in the sequence; exactly one of its last six is given, `tombstone` for what was erased."""

    sequence: int
    kind: str
    at: str
    reference: str
    class_: int
    record: Record | None = None
    decision: Decision | None = None
    publication: Publication | None = None
    reclassification: Reclassification | None = None
    erasure: Erasure | None = None
    tombstone: Tombstone | None = None

    @property
    def held(self) -> Record | Decision | Publication | Reclassification | Erasure | None:
        """What stands there; None for what was erased."""
        return self.record or self.decision or self.publication or self.reclassification or self.erasure


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
