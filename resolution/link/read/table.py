"""A table as it is linked: the fields of all rows, and which file each row is from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resolution.link.read.clean import CLEAN, name
from resolution.link.read.dates import join_parts, read_dates
from resolution.link.read.field import Field, make_field
from resolution.link.read.kinds import IGNORE, KINDS
from resolution.names.name import divide

Columns = Mapping[str, Sequence[str]]
NAMES = ("given_name", "middle_name", "family_name", "full_name")


@dataclass(frozen=True)
class Names:
    """All words of each row's name, and those that are no family name."""

    words: Field
    given_words: Field


@dataclass(frozen=True)
class Table:
    """Rows to link; `files` numbers the file of each row, `names` all words of its names."""

    ids: tuple[str, ...]
    files: NDArray[np.int8]
    fields: tuple[Field, ...]
    names: Names | None

    def __len__(self) -> int:
        return len(self.ids)

    def field(self, kind: str) -> Field | None:
        """The field of a kind that has at most one."""
        return next((field for field in self.fields if field.kind.name == kind), None)


def make_table(ids: Sequence[str], files: Sequence[int], columns: Columns, kinds: Mapping[str, str]) -> Table:
    """A table of raw columns of equal length, cleaned by their kinds."""
    by_kind: dict[str, dict[str, Sequence[str]]] = {}
    for column, kind in kinds.items():
        if kind != IGNORE and column in columns:
            by_kind.setdefault(kind, {})[column] = columns[column]
    fields, names = _names(by_kind)
    fields += [
        field
        for kind in KINDS
        if kind not in NAMES and kind in by_kind
        for field in _fields(kind, by_kind[kind])
    ]
    told = tuple(field for field in fields if field.known.any())
    return Table(tuple(ids), np.asarray(files, np.int8), told, names)


def _cleaned(kind: str, raw: Sequence[str]) -> list[str]:
    """Each value cleaned; every distinct one is looked at once."""
    clean = CLEAN[kind]
    known = {value: clean(value) if value else "" for value in set(raw)}
    return [known[value] for value in raw]


def _fields(kind: str, raw: Mapping[str, Sequence[str]]) -> list[Field]:
    if kind == "birth_date":
        return [make_field("birth_date", kind, [_dates(list(raw.values()))])]
    cleaned = {column: _cleaned(kind, values) for column, values in raw.items()}
    several = KINDS[kind].several
    if several == "apart":
        return [make_field(column, kind, [values]) for column, values in cleaned.items()]
    if several == "any":
        return [make_field(kind, kind, list(cleaned.values()))]
    return [make_field(kind, kind, [_merged(several, list(cleaned.values()))])]


def _merged(several: str, columns: Sequence[Sequence[str]]) -> Sequence[str]:
    if len(columns) == 1:
        return columns[0]
    if several == "join":
        return [" ".join(filter(None, values)) for values in zip(*columns, strict=True)]
    return [next(filter(None, values), "") for values in zip(*columns, strict=True)]


def _dates(columns: list[Sequence[str]]) -> Sequence[str]:
    parts = join_parts(columns)
    return parts if parts is not None else _merged("first", [read_dates(column) for column in columns])


def _names(by_kind: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[list[Field], Names | None]:
    """Given, middle and family names; a full name fills what they leave open, and gives its others."""
    said = {
        kind: _merged("join", [_cleaned(kind, values) for values in by_kind[kind].values()])
        for kind in NAMES
        if kind in by_kind
    }
    if not said:
        return [], None
    size = len(next(iter(said.values())))
    empty = [""] * size
    given, middle, family, full = (said.get(kind, empty) for kind in NAMES)
    if "full_name" in said:
        halves = _divided(_merged("join", list(by_kind["full_name"].values())))
        both = [bool(g or f) for g, f in zip(given, family, strict=True)]
        given = [g if known else half[0] for g, half, known in zip(given, halves, both, strict=True)]
        family = [f if known else half[1] for f, half, known in zip(family, halves, both, strict=True)]
    first, others, every, not_family = _columns(given, middle, family, full)
    fields = [
        make_field("given_name", "given_name", [first]),
        make_field("family_name", "family_name", [family]),
    ]
    if any(others):
        fields.append(make_field("middle_names", "middle_name", [others]))
    return fields, Names(
        make_field("words", "text", [every]), make_field("given_words", "text", [not_family])
    )


def _columns(*said: Sequence[str]) -> tuple[list[str], ...]:
    """Of each row the first given name, the others, all words, and all that are no family name.

    Each distinct name is looked at once, and is one string in memory.
    """
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = []
    for name_ in zip(*said, strict=True):
        found = known.get(name_)
        if found is None:
            found = known[name_] = _parts(*name_)
        rows.append(found)
    return tuple([row[at] for row in rows] for at in range(4))


def _parts(given: str, middle: str, family: str, full: str) -> tuple[str, str, str, str]:
    first, _, rest = given.partition(" ")
    if not (rest or middle or full):
        return first, "", " ".join(dict.fromkeys(f"{first} {family}".split())), first
    left = [w for w in full.split() if w not in given.split() and w not in family.split()]
    others = " ".join(dict.fromkeys([*rest.split(), *middle.split(), *left]))
    every = " ".join(dict.fromkeys(f"{first} {family} {others}".split()))
    return first, others, every, f"{first} {others}".strip()


def _divided(raw: Sequence[str]) -> list[tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for value in set(raw):
        given, family = divide(value[:200])
        known[value] = (name(given), name(family))
    return [known[value] for value in raw]
