"""What a bundle for a person holds: plain values, the same for JSON and for the pages that are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.record import Record

Term = Callable[[Record], str]
"""When a record is reviewed, archived or erased, in words; "" where no term is known."""


@dataclass(frozen=True)
class Said:
    """One value, or one relation to something of a type; what is of others is blacked out."""

    property: str
    value: str
    type: str
    role: str
    kind: str
    status: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Version:
    """What an older version of a record said about the person; it counts no more."""

    received: str
    said: tuple[Said, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A hypothesis of Locard's about the person and something of a type: what it is, and which model made it.

    It rests on these sources of the bundle, and on so many other records.
    """

    kind: str
    type: str
    model: str
    sources: tuple[int, ...]
    others: int


@dataclass(frozen=True)
class Source:
    """What one record says about the person; `number` is its place in the bundle."""

    number: int
    source: str
    feed: str
    grade: str
    handling: str
    recorded: str
    received: str
    versions: int
    term: str
    said: tuple[Said, ...]
    texts: tuple[str, ...]
    earlier: tuple[Version, ...] = ()


@dataclass(frozen=True)
class Look:
    """One act of somebody that returned the person; names, reasons and cases where policy tells them."""

    at: str
    kind: str
    operation: str
    domain: str
    function: str
    recipient: str
    name: str = ""
    reason: str = ""
    case: str = ""


@dataclass(frozen=True)
class HeldBack:
    """A record, or a look at the person, that waits for the decision of the data protection officer."""

    reference: str
    source: str
    why: str


@dataclass(frozen=True)
class Doubt:
    """A mention of another number or date of birth than most, or of another name in an older version (its
    `property` is "version"): it may be somebody else's.
    """

    record: str
    mention: str
    property: str
    value: str


@dataclass(frozen=True)
class Bundle:
    """All of it. `held`, `doubts` and `records` (number → record id) are for the officer alone."""

    made: str
    person: str
    sources: tuple[Source, ...]
    looks: tuple[Look, ...]
    suggestions: tuple[Suggestion, ...]
    held: tuple[HeldBack, ...]
    doubts: tuple[Doubt, ...]
    records: tuple[str, ...]
    mentions: tuple[str, ...]
    classes: tuple[int, ...]
