"""What an export holds, whatever its format: things, the links between them, what is said of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from graph.exchange.marking import Marked
from graph.exchange.words import word

Tell = Callable[[str, int, int], None]
"""Called with (stage, done, of) as an export goes on."""


@dataclass(frozen=True)
class Said:
    """One value as one record gives it."""

    property: str
    value: str
    raw: str
    kind: str
    status: str
    valid_from: str
    valid_to: str
    record: str
    mention: str


@dataclass(frozen=True)
class Thing:
    """One thing: `values` are those not only denied, by property, the best supported first; `said` is all.

    `marking` is the strictest handling code of its records.
    """

    id: str
    type: str
    caption: str
    values: Mapping[str, tuple[str, ...]]
    said: tuple[Said, ...]
    mentions: tuple[str, ...]
    records: tuple[str, ...]
    sources: tuple[str, ...]
    marking: str

    def first(self, *names: str) -> str:
        """The best value of the first of these properties that has one, or ""."""
        return next((self.values[name][0] for name in names if self.values.get(name)), "")


@dataclass(frozen=True)
class Tie:
    """One link between two things, with all that the graph says of it; times are ISO 8601 or ""."""

    id: str
    type: str
    source: str
    target: str
    kind: str
    status: str
    disputed: bool
    records: tuple[str, ...]
    marking: str
    grade: str = ""
    sources: int = 0
    """How many told it of their own: reports of one origin count once."""
    roles: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    first_recorded: str = ""
    last_recorded: str = ""

    @property
    def is_denied(self) -> bool:
        """Whether nobody asserts or alleges it."""
        return self.status == "denied"

    @property
    def role(self) -> str:
        """Its roles in one text, those that are denied left out."""
        return ", ".join(role for role, status in self.roles if status != "denied")


@dataclass(frozen=True)
class Notice:
    """What stands at the head of an export: for whom, why, under which marking, and what was left out."""

    marking: Marked
    recipient: str
    case: str
    reason: str
    at: str
    lang: str = "en"
    left_out: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The head as lines of text, for formats that have a place for it."""
        names = ("recipient", "case", "reason", "at")
        told = (f"{word(name, self.lang)}: {getattr(self, name)}" for name in names)
        return (f"{self.marking.text}: {self.marking.words(self.lang)}", *told, *self.left_out)


@dataclass(frozen=True)
class Bundle:
    """All that one export holds. `things` and `ties` are read as often as a format needs, in order of id."""

    things: Callable[[], Iterator[Thing]]
    ties: tuple[Tie, ...]
    total: int
    mentions: tuple[str, ...]
    records: tuple[str, ...]
    markings: Mapping[str, str]
    marking: Marked
    classes: frozenset[int] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    """Thing id → its type: what a format needs to know of a link's ends."""
    left_out: int = 0
    """Records that a handling code keeps out: for who exports, never for the file."""
    met: int = 0
    """How many things were met, of which `total` are here; those that a handling code keeps out apart."""
    close: Callable[[], None] = lambda: None
    """Forgets the things: call it when all has been written, or use the bundle in a `with`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
