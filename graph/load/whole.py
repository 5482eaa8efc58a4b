"""What derive() gives for an empty graph as nodes and links, each of them once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger.errors import BadInput

Row = Mapping[str, Any]
Batch = Sequence[tuple[str, Sequence[Row]]]

LATER = ("same_as", "different_from")
"""What few classes say across entities is written the everyday way, when all else is there."""
IDLE = ("move_mention",)
"""Statements that find nothing to do in an empty graph."""


@dataclass(frozen=True)
class Node:
    """A node to be made: its labels, and its properties with `id` among them."""

    labels: tuple[str, ...]
    values: Row


@dataclass(frozen=True)
class Link:
    """A link to be made between the nodes with these ids, an end of which may be missing in the end."""

    type: str
    start: str
    end: str
    values: Row


@dataclass
class Page:
    """Part of a graph. The nodes that its links between `within` start and end at are in it or before it."""

    nodes: list[Node] = field(default_factory=list)
    within: list[Link] = field(default_factory=list)
    across: list[Link] = field(default_factory=list)
    """Links whose ends may be in any page."""


class Whole:
    """Takes the pages of a derivation from nothing, in which each entity is once."""

    def __init__(self) -> None:
        self._records: set[str] = set()
        self._said: set[tuple[str, str, str, int]] = set()
        self.later: dict[str, list[Row]] = {name: [] for name in LATER}

    def page(self, batch: Batch) -> Page:
        """The nodes and links of a batch that no batch before held; BadInput for one that changes a graph."""
        page = Page()
        here = {row["id"] for name, rows in batch if name.startswith("entity_") for row in rows}
        for name, rows in batch:
            if name.startswith("entity_"):
                page.nodes += (Node(("Entity", row["values"]["type"]), row["values"]) for row in rows)
            elif name == "record":
                page.nodes += (Node(("Record",), row["values"]) for row in rows if self._is_new(row["id"]))
            elif name == "mention":
                page.nodes += (Node(("Mention",), row["values"]) for row in rows)
                page.within += (link for row in rows for link in _mentioned(row))
            elif name.startswith("link_"):
                # Both ends tell of it: it is taken from the one where it starts.
                page.across += (_link(name, row) for row in rows if row["from"] in here)
            elif name in LATER:
                self.later[name] += (row for row in rows if self._is_unsaid(name, row))
            elif name not in IDLE and rows:
                raise BadInput(f"{name} changes what is there; a first load only adds")
        return page

    def _is_new(self, record: str) -> bool:
        new = record not in self._records
        self._records.add(record)
        return new

    def _is_unsaid(self, name: str, row: Row) -> bool:
        said = (name, row["from"], row["to"], row["class"] if "class" in row else row["values"]["class"])
        new = said not in self._said
        self._said.add(said)
        return new


def _mentioned(row: Row) -> Iterator[Link]:
    values = {"class": row["class"]}
    yield Link("MENTIONS", row["record"], row["id"], values)
    yield Link("REFERS_TO", row["id"], row["entity"], values)


def _link(statement: str, row: Row) -> Link:
    return Link(statement.removeprefix("link_").upper(), row["from"], row["to"], row["values"])
