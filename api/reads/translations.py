"""A record's text in another language, in the edge's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from api.graphql.translation import Language, Term, Translation, TranslationKind, TranslationPart
from graph.ontology import LANGUAGES
from ingest import feeds, gloss
from ingest.feeds.cell import Scope
from ledger.errors import BadConfiguration, BadInput
from ledger.ledger import Ledger
from ledger.record import Record

LONGEST = 200_000
"""Characters of a text that is translated while somebody waits."""


def translation_of(
    record: Record,
    field: str,
    to: Language,
    names: Sequence[tuple[int, int]],
    models: Path | None,
    ledger: Ledger,
) -> Translation | None:
    """One field of a record in another language, the names left as they are."""
    text = text_of(record, field)
    if len(text) > LONGEST:
        raise BadInput(f"The text has {len(text):,} characters; at most {LONGEST:,} are translated at once.")
    made = gloss.rendered(text, to.value, models, names, _told(ledger, record, field))
    return None if made is None else _shown(record.id, text, to, made)


def kind_of(
    record: Record, field: str, to: Language, models: Path | None, ledger: Ledger
) -> TranslationKind | None:
    """The kind of what `translation_of` would give; models that cannot be used are told there, not here."""
    try:
        text = text_of(record, field)[:LONGEST]
        kind = gloss.kind_for(text, to.value, models, _told(ledger, record, field))
    except BadConfiguration:
        return TranslationKind.MODEL
    return TranslationKind(kind) if kind else None


def text_of(record: Record, field: str) -> str:
    """What the source says in a field; "" where that is no text."""
    value = record.content.get(field)
    return value if isinstance(value, str) else ""


def _shown(record: str, text: str, to: Language, made: gloss.Rendering) -> Translation:
    glossed = [part for part in made.parts if part.known] if made.kind == "gloss" else []
    return Translation(
        record=record,
        source=Language(made.source),
        to=to,
        kind=TranslationKind(made.kind),
        text=made.text,
        label=made.label(to.value),
        by=made.by,
        known=made.known,
        terms=[Term(start=p.start, end=p.end, word=text[p.start : p.end], gloss=p.text) for p in glossed],
        parts=[TranslationPart(start=p.start, end=p.end, text=p.text, known=p.known) for p in made.parts],
    )


def _told(ledger: Ledger, record: Record, field: str) -> str | None:
    """The language that the record's feed says of a field, as extraction reads it; None for none."""
    published = ledger.published("feed", record.feed)
    if published is None:
        return None
    feed = _feed(str(published.content["yaml"]), record.feed)
    rule = next((rule for rule in feed.text if rule.column == field), None)
    lang = rule.lang.first(Scope(record.content, feed.missing)).lower() if rule and rule.lang else ""
    return lang if lang in LANGUAGES else None


@lru_cache(maxsize=64)
def _feed(yaml: str, name: str) -> feeds.Feed:
    return feeds.parse(yaml, name)
