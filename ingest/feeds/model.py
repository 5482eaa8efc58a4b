"""What a feed says: how a row becomes a record, and which columns mean what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ingest.feeds.cell import Cell, Scope
from ledger.record import Grade, Marking

FORMATS = ("csv", "jsonl", "xlsx", "document", "ftm")
DOMAINS = ("judicial", "administrative")
MISSING = ("", "-", "?", "NaN", "nan", "N/A", "#N/A", "NULL")


@dataclass(frozen=True)
class Each:
    """A list in a column: one mention per item. `split` cuts a text into items."""

    column: str
    split: str = ""


@dataclass(frozen=True)
class Condition:
    """Made only when the column holds something: one of `values`, or what fits `pattern`, where given."""

    column: str
    values: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class MentionRule:
    """One mention of a row, or one per item of a list."""

    anchor: str
    type: str
    values: tuple[tuple[str, Cell], ...] = ()
    identity: Cell | None = None
    scope: str = ""
    each: Each | None = None
    when: Condition | None = None
    status: Cell | None = None
    kind: Cell | None = None


@dataclass(frozen=True)
class RelationRule:
    """One relation between two mentions of a row."""

    type: str
    from_: str
    to: str
    role: Cell | None = None
    status: Cell | None = None
    kind: Cell | None = None
    valid_from: Cell | None = None
    valid_to: Cell | None = None
    when: Condition | None = None
    details: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True)
class TextRule:
    """A column whose text goes through extraction; `case` is the anchor that roles are given in."""

    column: str
    lang: Cell | None = None
    date: Cell | None = None
    case: str = ""


@dataclass(frozen=True)
class Feed:
    """How records of one kind come in; `version` is a digest of the file that it was read from.

    `sheet` and `header` are the name and row number that an XLSX feed gives ("" and 0: the first).
    `missing` are the texts that stand for no value. `columns` are those that the file must have,
    `strict` the required ones with the cell whose check a row must pass. `passage` is how a row of a stream
    of passages is read. `yaml` is the file's text.
    """

    name: str
    source: str
    labels: Mapping[str, str]
    format: str
    version: str
    system: str = ""
    domain: str = "judicial"
    delimiter: str = ","
    encoding: str = "utf-8"
    sheet: str = ""
    header: int = 0
    key: tuple[str, ...] = ()
    file_pattern: str = ""
    order: str = ""
    recorded: Cell | None = None
    grade: tuple[tuple[str, Cell], ...] = ()
    marking: tuple[tuple[str, Cell], ...] = ()
    required: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset(MISSING)
    mentions: tuple[MentionRule, ...] = ()
    relations: tuple[RelationRule, ...] = ()
    text: tuple[TextRule, ...] = ()
    passage: tuple[tuple[str, Cell], ...] = ()
    columns: tuple[str, ...] = ()
    strict: tuple[tuple[str, Cell], ...] = field(default=(), repr=False)
    yaml: str = field(default="", repr=False, compare=False)

    def graded(self, scope: Scope) -> Grade:
        """The grade of one row; a part that its column does not give is ""."""
        return Grade(**{name: cell.first(scope) for name, cell in self.grade})

    @cached_property
    def fixed_grade(self) -> Grade | None:
        """The grade of every row where no column decides it."""
        fixed = not any(cell.columns for _, cell in self.grade)
        return self.graded(Scope({}, frozenset())) if fixed else None

    @cached_property
    def fixed_marking(self) -> Marking | None:
        """The marking of every row where no column decides it."""
        fixed = not any(cell.columns for _, cell in self.marking)
        return marked(self.domain, {name: cell.const for name, cell in self.marking}) if fixed else None


def marked(domain: str, given: Mapping[str, str]) -> Marking:
    """A marking of a domain; what is not given is as it is where nothing is said."""
    plain = Marking()
    return Marking(
        domain=domain,
        classification=given.get("classification", plain.classification),
        handling=given.get("handling", plain.handling),
        unit=given.get("unit", plain.unit),
        compartment=given.get("compartment", plain.compartment),
    )
