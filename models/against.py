"""What speaks against a suggestion, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.ontology.statement import Status
from models.evidence import apart
from models.features import Features
from models.incidence import Incidence
from models.suggestion import Evidence, Objection


def objections(made: Incidence, a: str, b: str, paths: Sequence[Evidence], use: Features) -> list[Objection]:
    """All that speaks against it; the sum of their weights is taken from the score."""
    found = [*_denied(made, a, b, use), *_about_paths(made, a, b, paths, use)]
    if len({record for path in paths for record in path.records}) == 1:
        found.append(Objection("against_one_record", records=paths[0].records))
    if all(_alleged(path) for path in paths):
        found.append(Objection("against_only_alleged"))
    return found


def _denied(made: Incidence, a: str, b: str, use: Features) -> Iterator[Objection]:
    if denials := made.denied.get((a, b)):
        records = sorted({record for tie in denials for record in tie.records})
        yield Objection("against_denied", use.against["denied"], (a, b), tuple(records))


def _about_paths(
    made: Incidence, a: str, b: str, paths: Sequence[Evidence], use: Features
) -> Iterator[Objection]:
    for path in paths:
        if len(path.entities) != 3:
            continue
        thing = path.entities[1]
        held = made.holders[path.key]
        if apart(held[a][thing], held[b][thing]):
            yield Objection("against_other_period", 0.0, path.entities, path.records)
        if thing in made.company:
            yield Objection("against_company", 0.0, (thing,), path.records)
        if path.key == "shared_address" and path.shared_by > use.against["many_residents"]:
            yield Objection("against_many_residents", 0.0, (thing,), path.records, path.shared_by)


def _alleged(path: Evidence) -> bool:
    return any(step.status != Status.ASSERTED for step in path.steps)


def would_change(paths: Sequence[Evidence], against: Sequence[Objection]) -> str:
    """The key of what an investigator could look for to make it stronger or to undo it."""
    keys = {objection.key for objection in against}
    if "against_other_period" in keys:
        return "change_dates"
    if "against_one_record" in keys:
        return "change_second_record"
    if paths[0].key == "shared_address":
        return "change_register"
    return "change_statement"
