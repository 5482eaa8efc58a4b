"""The first load over Bolt: rows that do not touch one another, in transactions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from graph.load.ahead import Turns
from graph.load.whole import Link, Page
from graph.store.projector import ROWS, Projector
from graph.store.schema import drop
from graph.store.store import GraphStore

WRITERS, WAITING = 3, 8
"""Transactions at a time, and how many wait for their turn before who makes rows waits too."""
ENDS = {"MENTIONS": ("Record", "Mention"), "REFERS_TO": ("Mention", "Entity")}
SECONDARY = ("entity_text", "location_area", "location_cell")
"""Indexes that nothing here reads: they are made when all rows are there."""


class BoltTarget:
    """Nodes first, then links; each transaction compares the projection's token before it commits."""

    def __init__(self, store: GraphStore, projector: Projector) -> None:
        self._store = store
        self._projector = projector
        self._turns = Turns(WRITERS, WAITING)

    def begin(self) -> None:
        """Take the indexes away that are made at the end."""
        store = self._store
        drop(store.driver, store.database, SECONDARY, store.advice)

    def add(self, page: Page) -> tuple[int, list[Link]]:
        """Write the nodes of a page; no link yet, all of them wait."""
        rows = [{"labels": list(node.labels), "values": node.values} for node in page.nodes]
        self._begin("load_node", rows)
        return 0, [*page.within, *page.across]

    def join(self, parts: Iterable[Sequence[Link]]) -> Iterator[int]:
        """Write the links that waited, but for those of which an end is not there; yields how many were."""
        self._turns.rest()
        for part in parts:
            for kind in ("MENTIONS", "REFERS_TO", ""):
                name = f"load_{kind.lower()}" if kind else "load_link"
                some = (link for link in part if (link.type if link.type in ENDS else "") == kind)
                yield self._begin(name, [_row(link) for link in some])
        yield self._turns.rest()

    def settle(self) -> None:
        """Make the indexes that were taken away."""
        self._store.prepare()

    def close(self) -> None:
        """End the threads; what is still waiting is dropped."""
        self._turns.close()

    def _begin(self, statement: str, rows: Sequence[dict[str, Any]]) -> int:
        made = 0
        for start in range(0, len(rows), ROWS):
            work = [(statement, rows[start : start + ROWS])]
            made += self._turns.give(partial(self._projector.beside, work))
        return made


def _row(link: Link) -> dict[str, Any]:
    return {"from": link.start, "to": link.end, "type": link.type, "values": link.values}
