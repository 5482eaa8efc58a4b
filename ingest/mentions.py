"""A record to its mentions: by its columns, and by its texts through extraction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.ontology import LANGUAGES, Mention, Ontology
from ingest.extract.extraction import Extraction
from ingest.extract.to_mentions import text_mentions
from ingest.feeds.cell import Scope, in_row, texts
from ingest.feeds.columns import InvalidValue, column_mentions
from ingest.feeds.model import Feed, TextRule
from ingest.joined import joined
from ledger.record import Record

Extract = Callable[[str, str | None, str | None], Extraction]
"""Text, language or None, date of the document or None."""


@dataclass(frozen=True)
class Interpretation:
    """What one record says, and the values that failed their check."""

    mentions: tuple[Mention, ...]
    invalid: tuple[InvalidValue, ...] = ()


def mentions_of(
    record: Record, feed: Feed, ontology: Ontology, extract: Extract | None = None
) -> list[Mention]:
    """What one record says about each thing: by its columns and, where `extract` is given, by its texts."""
    return list(interpret(record, feed, ontology, extract).mentions)


def interpret(
    record: Record, feed: Feed, ontology: Ontology, extract: Extract | None = None
) -> Interpretation:
    """The same, and with it the values that failed their check, each with the reason."""
    mentions, invalid = column_mentions(record, feed, ontology)
    scope = Scope(record.content, feed.missing)
    if feed.recorded:
        reads = feed.recorded.read(scope)
        invalid += [InvalidValue("", "recorded", r.raw, r.reason) for r in reads if r.reason]
    if extract is None:
        return Interpretation(tuple(mentions), tuple(invalid))
    for rule in feed.text:
        found, failed = _from_text(record, rule, scope, mentions, extract)
        mentions = joined(mentions, found, ontology)
        invalid += failed
    return Interpretation(tuple(mentions), tuple(invalid))


def _from_text(
    record: Record, rule: TextRule, scope: Scope, mentions: list[Mention], extract: Extract
) -> tuple[list[Mention], list[InvalidValue]]:
    # Offsets are those of the text as the record holds it: nothing is stripped from it.
    text = in_row(record.content, rule.column)
    if not isinstance(text, str) or not any(texts(text, scope.missing)):
        return [], []
    lang = rule.lang.first(scope).lower() if rule.lang else ""
    known = lang if lang in LANGUAGES else None
    date = rule.date.first(scope) if rule.date else ""
    found = extract(text, known, date or None)
    case = next((m.id for m in mentions if m.anchor == rule.case), "")
    failed = [
        InvalidValue(f"{rule.column}:{bad.start}-{bad.end}", bad.type, bad.text, bad.reason)
        for bad in found.invalid
    ]
    return text_mentions(record, found, rule.column, record.class_, case), failed
