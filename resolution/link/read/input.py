"""The files and the map as one table: ids that are there and unique, the rest rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.errors import BadInput
from resolution.link.read.mapping import Map
from resolution.link.read.source import Rejected, Source
from resolution.link.read.table import Table, make_table


@dataclass(frozen=True)
class Input:
    """What is linked, what was left out and why, and what else the user should know.

    `own` is the id of each row as its file has it.
    """

    table: Table
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    own: Sequence[str]

    def find(self, file: int, id_: str) -> int | None:
        """The row with an id of a file, also as it is written in the output."""
        found = self.places.get((file, id_))
        return found if found is not None else self.written.get(id_)

    @cached_property
    def places(self) -> Mapping[tuple[int, str], int]:
        """The row of each id of each file."""
        files = self.table.files.tolist()
        return {key: row for row, key in enumerate(zip(files, self.own, strict=True))}

    @cached_property
    def written(self) -> Mapping[str, int]:
        """The row of each id as the output has it."""
        return {id_: row for row, id_ in enumerate(self.table.ids)}


def put_together(sources: Sequence[Source], given: Map) -> Input:
    """One table of one file or two; an id that both files have gets the name of its file in front."""
    if len(sources) > 2:
        raise BadInput("one file is searched for duplicates, two are linked; more are too many")
    rejected = [r for source in sources for r in source.rejected]
    notes = [n for source in sources for n in source.notes]
    files: list[int] = []
    rows: list[Sequence[int]] = []
    own: list[str] = []
    for number, source in enumerate(sources):
        places, names, bad = _ids(source, given.id)
        rejected += bad
        files += [number] * len(places)
        rows.append(places)
        own += names
    ids, more = _apart(files, own, sources)
    kinds = {column: kind for column, kind in given.columns.items() if column != given.id}
    columns = {
        column: [
            value for source, at in zip(sources, rows, strict=True) for value in _said(source, column, at)
        ]
        for column in kinds
    }
    table = make_table(ids, files, columns, kinds)
    return Input(table, tuple(rejected), (*notes, *more), own)


def _said(source: Source, column: str, rows: Sequence[int]) -> list[str]:
    """What a file says in a column, nothing where it has no such column."""
    values = source.columns.get(column)
    return [values[at] for at in rows] if values is not None else [""] * len(rows)


def _ids(source: Source, column: str) -> tuple[Sequence[int], list[str], list[Rejected]]:
    """The usable rows of a file by place, their ids, and the others."""
    if not column:
        return range(len(source.rows)), [str(at + 1) for at in range(len(source.rows))], []
    good: list[int] = []
    bad: list[Rejected] = []
    first: dict[str, int] = {}
    for at, raw in enumerate(source.columns[column]):
        id_ = raw.strip().encode("utf-8", "replace").decode()
        if not id_:
            bad.append(Rejected(source.name, source.rows[at], f"column {column!r} has no id"))
        elif id_ in first:
            bad.append(
                Rejected(source.name, source.rows[at], f"id {id_!r} is already that of row {first[id_]}")
            )
        else:
            first[id_] = source.rows[at]
            good.append(at)
    return good, list(first), bad


def _apart(files: Sequence[int], own: list[str], sources: Sequence[Source]) -> tuple[list[str], list[str]]:
    """Ids that name one row only, also across files."""
    if len(sources) < 2 or len(set(own)) == len(own):
        return own, []
    names = [source.name.rsplit(".", 1)[0] for source in sources]
    if names[0] == names[1]:
        names = ["1", "2"]
    note = f"the files share ids: in the output they are written {names[0]}:ID and {names[1]}:ID"
    return [f"{names[number]}:{id_}" for number, id_ in zip(files, own, strict=True)], [note]
