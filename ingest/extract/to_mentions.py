"""What was found in a text, as mentions of the ontology."""

from __future__ import annotations

from graph.ontology.mention import Mention, Span
from graph.ontology.statement import Statement
from ingest.extract.extraction import Extraction, FoundMention
from ledger.record import Record

OBJECT_KINDS = {"EMAIL": "email", "IBAN": "account", "PHONE": "phone", "IMEI": "imei"}


def text_mentions(
    record: Record, extraction: Extraction, column: str, class_: int, case: str = ""
) -> list[Mention]:
    """One mention of the ontology per thing found in `column` of the record, with all its spans.

    `case` is the mention id of the record's own case, when a feed already made one.
    """
    return [_object(record, m, column, class_) for m in extraction.mentions if m.type in OBJECT_KINDS]


def _object(record: Record, found: FoundMention, column: str, class_: int) -> Mention:
    place = f"{found.start}-{found.end}"
    anchor = place if column == "text" else f"{column}:{place}"
    values = (
        Statement("kind", OBJECT_KINDS[found.type]),
        Statement("number", found.norm or found.text, raw=found.text),
    )
    span = (Span(found.start, found.end),)
    return Mention(record.id, "Object", anchor, class_, values, span, found.by, found.confidence)
