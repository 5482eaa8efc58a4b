"""A cell: where a value stands in a row, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.clean import Cleaner, Unclean
from ledger.canonical import JSON, canonical

Row = Mapping[str, JSON]


class Scope(NamedTuple):
    """What a cell reads from: the row and, in a repeated mention, one item of its list."""

    row: Row
    missing: frozenset[str]
    item: JSON = None
    repeated: bool = False


class Read(NamedTuple):
    """One value as read: normalised, as it stood, and why it is not one ("" when it is)."""

    value: str
    raw: str
    reason: str = ""


@dataclass(frozen=True)
class Cell:
    """A constant, or one column or several joined, mapped or cleaned.

    `mapping` gives our word for each of the source's, upper or lower case alike; one that is not in it
    gives `default`, and without a default it is not a value.
    """

    columns: tuple[str, ...] = ()
    const: str = ""
    join: str = " "
    mapping: Mapping[str, str] | None = None
    default: str = ""
    clean: Cleaner | None = field(default=None, compare=False)
    clean_name: str = ""

    def read(self, scope: Scope) -> list[Read]:
        """All values; none where the columns are empty and there is no default."""
        if not self.columns:
            return [Read(self.const, "")]
        raws = self._raws(scope)
        found = [self._cleaned(raw) for raw in raws] if raws else []
        if not found and self.default:
            return [Read(self.default, "")]
        return [read for read in found if read.value or read.reason]

    def first(self, scope: Scope) -> str:
        """The first valid value, or ""."""
        if not self.columns:
            return self.const
        return next((read.value for read in self.read(scope) if not read.reason), "")

    def _raws(self, scope: Scope) -> list[str]:
        if len(self.columns) == 1:
            return listed(look_up(scope, self.columns[0]), scope.missing)
        parts = [next(texts(look_up(scope, c), scope.missing), "") for c in self.columns]
        joined = self.join.join(part for part in parts if part)
        return [joined] if joined else []

    def _cleaned(self, raw: str) -> Read:
        if self.mapping is not None:
            mapped = self.mapping.get(raw.casefold(), self.default or None)
            return Read("", raw, "not a value that the feed knows") if mapped is None else Read(mapped, raw)
        if self.clean is None:
            return Read(raw, raw)
        try:
            return Read(self.clean(raw), raw)
        except Unclean as error:
            return Read("", raw, str(error))


def look_up(scope: Scope, name: str) -> JSON:
    """What stands in a column of the row or, in a repeated mention, of the item.

    In a repeated mention "/" before the name reaches the row, and "." is the item itself.
    """
    if not scope.repeated:
        return in_row(scope.row, name.removeprefix("/"))
    if name == ".":
        return scope.item
    if name.startswith("/"):
        return in_row(scope.row, name[1:])
    return in_row(scope.item, name) if isinstance(scope.item, Mapping) else None


def first_text(scope: Scope, name: str) -> str:
    """The first value in a column as text, or ""."""
    return next(iter(listed(look_up(scope, name), scope.missing)), "")


def in_row(row: Row, name: str) -> JSON:
    """The column of that name or else, part by part at its points, what lies deeper."""
    if name in row or "." not in name:
        return row.get(name)
    head, _, rest = name.partition(".")
    below = row.get(head)
    return in_row(below, rest) if isinstance(below, Mapping) else None


def listed(value: JSON, missing: frozenset[str]) -> list[str]:
    """The same as `texts`, as a list; the plain text that most columns hold takes the short way."""
    if not isinstance(value, str):
        return list(texts(value, missing))
    stripped = value.strip()
    return [] if stripped in missing else [stripped]


def texts(value: JSON, missing: frozenset[str]) -> Iterator[str]:
    """The values in a column as text, lists item by item, those that stand for nothing left out."""
    if isinstance(value, str):
        stripped = value.strip()
        if stripped not in missing:
            yield stripped
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, missing)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, Mapping):
        yield canonical(value).decode()
    elif value is not None:
        yield str(value)
