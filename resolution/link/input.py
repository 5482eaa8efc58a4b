"""The files and the map as one table: ids that are there and unique, the rest rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.errors import BadInput
from resolution.link.mapping import Map
from resolution.link.source import Rejected, Source
from resolution.link.table import Table, make_table


@dataclass(frozen=True)
class Input:
    """What is linked, what was left out and why, and what else the user should know.

    `places` finds a row by its file and its id as the file has it.
    """

    table: Table
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    places: Mapping[tuple[int, str], int]

    def find(self, file: int, id_: str) -> int | None:
        """The row with an id of a file, also as it is written in the output."""
        found = self.places.get((file, id_))
        return found if found is not None else self.written.get(id_)

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
    kept: list[tuple[int, int, str]] = []
    for number, source in enumerate(sources):
        good, bad = _ids(source, given.id)
        rejected += bad
        kept += [(number, at, id_) for at, id_ in good]
    ids, more = _apart([(number, id_) for number, _, id_ in kept], sources)
    kinds = {column: kind for column, kind in given.columns.items() if column != given.id}
    columns = {
        column: [
            sources[number].columns[column][at] if column in sources[number].columns else ""
            for number, at, _ in kept
        ]
        for column in kinds
    }
    table = make_table(ids, [number for number, _, _ in kept], columns, kinds)
    places = {(number, id_): place for place, (number, _, id_) in enumerate(kept)}
    return Input(table, tuple(rejected), (*notes, *more), places)


def _ids(source: Source, column: str) -> tuple[list[tuple[int, str]], list[Rejected]]:
    if not column:
        return [(at, str(at + 1)) for at in range(len(source.rows))], []
    good: list[tuple[int, str]] = []
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
            good.append((at, id_))
    return good, bad


def _apart(ids: Sequence[tuple[int, str]], sources: Sequence[Source]) -> tuple[list[str], list[str]]:
    """Ids that name one row only, also across files."""
    held = [{id_ for number, id_ in ids if number == file} for file in range(len(sources))]
    if len(sources) < 2 or held[0].isdisjoint(held[1]):
        return [id_ for _, id_ in ids], []
    names = [source.name.rsplit(".", 1)[0] for source in sources]
    if names[0] == names[1]:
        names = ["1", "2"]
    note = f"the files share ids: in the output they are written {names[0]}:ID and {names[1]}:ID"
    return [f"{names[number]}:{id_}" for number, id_ in ids], [note]
