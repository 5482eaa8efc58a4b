"""The models beside the rules: each text goes to the model of its language, which adds, renames and drops."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract import names_packaged
from ingest.extract.combine import Policy, combined
from ingest.extract.extraction import Candidate
from ingest.extract.reading import Reading
from ingest.extract.trained import Model, Span, model

BY = {
    "nl": "our Dutch model, beside the rules",
    "fr": "our French model, beside the rules",
    "de": "our German model, beside the rules",
    "en": "our English model, beside the rules",
}
PACKAGED = False
"""Whether French texts go to the packaged model and not to ours; see the README of this room."""
POLICY = Policy(
    adds=frozenset({"PERSON", "NICKNAME", "ORGANISATION", "LOCATION", "OBJECT"}),
    renames={
        ("PERSON", "ORGANISATION"): 1.0,
        ("PERSON", "LOCATION"): 1.0,
        ("LOCATION", "PERSON"): 1.0,
        ("LOCATION", "ORGANISATION"): 0.8,
        ("OBJECT", "WEAPON"): 1.0,
    },
    drops={"PERSON": 0.76},
)
"""Chosen on reports that neither rules nor models were made with; see the README of this room."""


def second_opinion(readings: Sequence[Reading], packaged: bool = PACKAGED) -> list[list[Candidate]]:
    """The mentions of each text, by rules and model; `packaged` asks the packaged model about French."""
    found = [list(reading.candidates) for reading in readings]
    for lang in sorted({reading.lang.main for reading in readings}):
        chosen = [n for n, reading in enumerate(readings) if reading.lang.main == lang]
        some = [readings[n] for n in chosen]
        opinions = names_packaged.second_opinion(some) if packaged and lang == "fr" else _ours(lang, some)
        for number, candidates in zip(chosen, opinions, strict=True):
            found[number] = candidates
    return found


def _ours(lang: str, readings: Sequence[Reading]) -> list[list[Candidate]]:
    asked = model(lang)
    return beside(lang, asked, readings) if asked else [list(reading.candidates) for reading in readings]


def beside(lang: str, asked: Model, readings: Sequence[Reading]) -> list[list[Candidate]]:
    """What the rules found in each text together with what a model of its language says."""
    spans = asked.spans([reading.text for reading in readings], [hints(reading) for reading in readings])
    return [
        combined(
            reading.text,
            reading.candidates,
            found,
            [(invalid.start, invalid.end) for invalid in reading.invalid],
            POLICY,
            BY[lang],
        )
        for reading, found in zip(readings, spans, strict=True)
    ]


def hints(reading: Reading) -> list[Span]:
    """What the rules found, as a model is told it: mentions, and numbers that failed their check."""
    spans = [Span(c.type, c.start, c.end) for c in reading.candidates]
    spans += [Span("INVALID", i.start, i.end) for i in reading.invalid]
    return sorted(spans, key=lambda span: span.start)
