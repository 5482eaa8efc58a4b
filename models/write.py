"""Writes suggestions beside the graph, in place of those of the run before; never as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from ledger.canonical import canonical
from models.suggestion import Evidence, Objection, Suggestion
from models.words import said

BATCH = 2000


class Projector(Protocol):
    """The writer of a projection: `graph.store.Projector` is one."""

    position: int

    def apply(self, work: Any, position: int) -> None:
        """Write rows and position in one transaction."""
        ...


def write(
    projector: Projector,
    found: Iterable[Suggestion],
    type_: str,
    class_: int,
    run: str,
    position: int,
) -> int:
    """Write all suggestions of one type and class, then remove those that this run did not make.

    `run` names the run (model and position); the position moves with the last transaction, so that a run
    that was cut off is done again whole. `run` is taken off again in the end: it differs with whatever the
    ledger holds, also with what a reader may not know of. Returns how many were written.
    """
    written = 0
    for some in _batched(found):
        projector.apply([("suggestion", [row(one, run) for one in some])], projector.position)
        written += len(some)
    last = [{"type": type_, "class": class_, "run": run}]
    projector.apply([("retire_suggestions", last), ("settle_suggestions", last)], position)
    return written


def _batched(found: Iterable[Suggestion]) -> Iterator[list[Suggestion]]:
    some: list[Suggestion] = []
    for made in found:
        some.append(made)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def row(made: Suggestion, run: str) -> dict[str, Any]:
    """The row of one suggestion; evidence and objections as JSON text, each with its words in English."""
    values = {
        "id": made.id,
        "class": made.class_,
        "type": made.type,
        "score": made.score,
        "evidence": canonical([_evidence(path) for path in made.paths]).decode(),
        "against": canonical([_objection(objection) for objection in made.against]).decode(),
        "would_change": made.would_change,
        "records": list(made.records),
        "model": made.model,
        "run": run,
    }
    ends = {"id": made.id, "a": made.a, "b": made.b, "class": made.class_}
    return {**ends, "values": values}


def _evidence(path: Evidence) -> dict[str, Any]:
    links = [
        {"type": s.type, "source": s.source, "target": s.target, "records": s.records, "status": s.status}
        for s in path.steps
    ]
    return {
        "key": path.key,
        "text": said(path.key),
        "weight": path.weight,
        "n": path.shared_by,
        "entities": path.entities,
        "links": links,
        "records": path.records,
    }


def _objection(objection: Objection) -> dict[str, Any]:
    return {
        "key": objection.key,
        "text": said(objection.key, n=objection.n),
        "weight": -objection.weight if objection.weight else 0.0,
        "n": objection.n,
        "entities": objection.entities,
        "records": objection.records,
    }
