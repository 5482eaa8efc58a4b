"""Rules and model together: what the model adds, what it calls otherwise, and what it drops."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.extract.extraction import Candidate
from ingest.extract.naming import normal
from ingest.extract.plausible import holds_a_known_name
from ingest.extract.tokens import tokenise
from ingest.extract.trained import LABELS, Span

NAMED = frozenset({"PERSON", "ALIAS"})
ADDED, RENAMED, CONFIRMED = 0.6, 0.65, 0.85
"""Confidence of what the model alone finds, of what it names otherwise, and of what it confirms."""
DOUBTFUL = 0.8
_EDGE = re.compile(r"^[\s.,;:()\"“”„«»'’\-]+|[\s,;:(\"“”„«»'’\-]+$")


class Policy(NamedTuple):
    """What a model may do: add types; below a confidence, rename pairs and drop types."""

    adds: frozenset[str] = frozenset()
    renames: Mapping[tuple[str, str], float] = {}
    drops: Mapping[str, float] = {}


def combined(
    text: str,
    by_rules: Sequence[Candidate],
    spans: Sequence[Span],
    taken: Sequence[tuple[int, int]],
    policy: Policy,
    by: str,
) -> list[Candidate]:
    """The mentions of a text in order; `taken` are offsets of what failed its check, `by` names the model."""
    kept = [_judged(text, found, spans, policy, by) for found in by_rules]
    found = [candidate for candidate in kept if candidate is not None]
    free = [*taken, *((c.start, c.end) for c in found)]
    for span in spans:
        trimmed = _trimmed(text, span)
        if trimmed.type in policy.adds and not _meets(trimmed, free) and _worth(text, trimmed):
            found.append(_candidate(text, trimmed, ADDED, by))
    return sorted(found, key=lambda c: c.start)


def _judged(text: str, found: Candidate, spans: Sequence[Span], policy: Policy, by: str) -> Candidate | None:
    """A find of the rules as it is, confirmed, under another type, or None where the model drops it."""
    if found.type not in LABELS:
        return found
    over = [span for span in spans if span.start < found.end and found.start < span.end]
    if any(span.type == found.type for span in over):
        return found._replace(confidence=CONFIRMED) if found.confidence < DOUBTFUL else found
    if over:
        other = over[0].type
        if found.confidence < policy.renames.get((found.type, other), 0.0):
            return _candidate(text, Span(other, found.start, found.end), RENAMED, by)
        return found
    return None if found.confidence < policy.drops.get(found.type, 0.0) else found


def _candidate(text: str, span: Span, confidence: float, by: str) -> Candidate:
    norm = normal(tokenise(text[span.start : span.end])) if span.type in NAMED else None
    return Candidate(span.type, span.start, span.end, norm, confidence, by)


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    edge = [hit.span() for hit in _EDGE.finditer(words)]
    head = next((end for start, end in edge if start == 0), 0)
    tail = next((start for start, end in edge if end == len(words) and start > 0), len(words))
    return Span(span.type, span.start + head, span.start + max(head, tail))


def _worth(text: str, span: Span) -> bool:
    """No empty span, none over a line's end, and a name has a capital somewhere."""
    words = text[span.start : span.end]
    if len(words) < 2 or "\n" in words:
        return False
    if span.type in NAMED:
        return holds_a_known_name(words)
    return span.type not in {"ORGANISATION", "LOCATION"} or any(c.isupper() for c in words)


def _meets(span: Span, others: Sequence[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in others)
