"""What a person who asks is told of what is held about them, what is held back, and what nobody is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ledger.record import Marking
from policy.document import Section, own, parse, shipped

FILE = "policy/subject.yaml"
TEXTS = ("sentences", "none")


@dataclass(frozen=True)
class Never:
    """What nobody is told, by marking, role of the person and function of who looked."""

    classification: frozenset[str]
    roles: frozenset[str]
    functions: frozenset[str]


@dataclass(frozen=True)
class Held:
    """What waits for the decision of the data protection officer."""

    classification: frozenset[str]
    handling: frozenset[str]
    compartment: bool
    open_investigation: bool


@dataclass(frozen=True)
class Looks:
    """What is told of a look beside its moment, kind, function and domain."""

    names: bool
    reasons: bool
    cases: bool


@dataclass(frozen=True)
class SubjectPolicy:
    """The whole of it; `closed` are words for the status of a case that is over, in small letters."""

    never: Never
    held: Held
    closed: frozenset[str]
    shown: frozenset[str]
    masked: frozenset[str]
    looks: Looks
    texts: str

    def is_never_told(self, marking: Marking) -> bool:
        """Whether a record of this marking is told to nobody who asks."""
        return marking.classification in self.never.classification

    def is_class_never_told(self, classifications: frozenset[str] | None) -> bool:
        """Whether what a class knows is told to nobody: by what its records may be marked (None: any)."""
        return classifications is None or not classifications.isdisjoint(self.never.classification)

    def why_held(self, marking: Marking, is_open: bool) -> str:
        """Why a record waits for the decision of the DPO; "" for one that does not."""
        held = self.held
        reasons = {
            "compartment": held.compartment and marking.compartment != "",
            "classification": marking.classification in held.classification,
            "handling": marking.handling in held.handling,
            "open_investigation": held.open_investigation and is_open,
        }
        return next((why for why, true in reasons.items() if true), "")

    def is_closed(self, status: str, ends: str, today: str) -> bool:
        """Whether a case with this status and end is over; what nobody closed is open."""
        is_past = bool(ends) and ends[:10] < today[: len(ends[:10])]
        return is_past or status.strip().casefold() in self.closed

    def masks(self, relation: str, type_: str) -> bool:
        """Whether the other end of a relation is somebody or something else's and is blacked out."""
        return relation not in self.shown or type_ in self.masked


def read(text: str, file: str = FILE) -> SubjectPolicy:
    """The policy from YAML, checked; BadConfiguration with file and line."""
    top = parse(text, file)
    top.only("never", "held", "closed", "shown", "masked", "looks", "texts")
    never, held, looks = (_section(top, name) for name in ("never", "held", "looks"))
    never.only("classification", "roles", "functions")
    held.only("classification", "handling", "compartment", "open_investigation")
    looks.only("names", "reasons", "cases")
    return SubjectPolicy(
        never=Never(_words(never, "classification"), _words(never, "roles"), _words(never, "functions")),
        held=Held(
            _words(held, "classification"),
            _words(held, "handling"),
            held.need("compartment", bool),
            held.need("open_investigation", bool),
        ),
        closed=frozenset(word.casefold() for word in _words(top, "closed")),
        shown=_words(top, "shown"),
        masked=_words(top, "masked"),
        looks=Looks(*(looks.need(name, bool) for name in ("names", "reasons", "cases"))),
        texts=top.need("texts", str, TEXTS),
    )


@cache
def load(file: str = "") -> SubjectPolicy:
    """The policy of a site's own file, or that which Locard comes with."""
    return read(own(file, "LOCARD_SUBJECT"), file) if file else read(shipped("subject.yaml"))


def _section(top: Section, name: str) -> Section:
    top.need(name, dict)
    section: Section = top[name]
    return section


def _words(section: Section, name: str) -> frozenset[str]:
    given: list[Any] = section.need(name, list)
    if not all(isinstance(word, str) for word in given):
        section.fail(f"`{name}` is a list of words.", name)
    return frozenset(given)
