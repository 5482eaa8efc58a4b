"""How rules, model and both do on marked reports that neither was made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.extract.names_statistical import beside
from ingest.extract.pipeline import Document, read_by_rules
from ingest.extract.score import Scores, score
from ingest.extract.trained import LABELS, Model, Span
from ingest.training.examples import hints_of

Json = Mapping[str, Any]


def mean(reports: Sequence[Json], model: Model) -> float:
    """Overlap F1 over all types of the model that is told what the rules found."""
    return _all(scored(reports, by_model(reports, model, hinted=True)))


def figures(reports: Sequence[Json], model: Model) -> dict[str, dict[str, float]]:
    """Overlap F1 by way of finding and type, and over all types."""
    found = {
        "rules": by_rules(reports),
        "model": by_model(reports, model, hinted=False),
        "model with hints": by_model(reports, model, hinted=True),
        "both": by_both(reports, model),
    }
    return {way: by_type(scored(reports, spans)) for way, spans in found.items()}


def by_rules(reports: Sequence[Json]) -> list[list[Span]]:
    """What the rules find of the types that the models know."""
    readings = [read_by_rules(Document(r["text"], r["lang"], r["doc_date"])) for r in reports]
    return [[Span(c.type, c.start, c.end) for c in reading.candidates] for reading in readings]


def by_both(reports: Sequence[Json], model: Model) -> list[list[Span]]:
    """What rules and model find together, as the product combines them."""
    found: list[list[Span]] = []
    for report in reports:
        reading = read_by_rules(Document(report["text"], report["lang"], report["doc_date"]))
        [together] = beside(report["lang"], model, [reading])
        found.append([Span(c.type, c.start, c.end) for c in together])
    return found


def by_model(reports: Sequence[Json], model: Model, hinted: bool) -> list[list[Span]]:
    """What the model finds, with or without being told what the rules found."""
    return model.spans([r["text"] for r in reports], [hints_of(r) for r in reports] if hinted else None)


def scored(reports: Sequence[Json], found: Sequence[Sequence[Span]]) -> Scores:
    """Scores of spans against the marks."""
    return score(
        (_json(r["mentions"]), _json([_mention(s) for s in spans]))
        for r, spans in zip(reports, found, strict=True)
    )


def by_type(scores: Scores) -> dict[str, float]:
    """Overlap F1 by type, and of all together."""
    return {type_: round(scores.overlap[type_].f1, 3) for type_ in LABELS if type_ in scores.overlap} | {
        "all": round(_all(scores), 3)
    }


def _all(scores: Scores) -> float:
    tallies = [scores.overlap[type_] for type_ in LABELS if type_ in scores.overlap]
    right = sum(t.right for t in tallies)
    total = sum(2 * t.right + t.wrong + t.missed for t in tallies)
    return 2 * right / total if total else 0.0


def _mention(span: Span) -> dict[str, Any]:
    return {"id": f"{span.start}", "type": span.type, "start": span.start, "end": span.end, "norm": None}


def _json(mentions: Sequence[Json]) -> Json:
    return {"mentions": mentions, "roles": [], "relations": [], "coref": []}
