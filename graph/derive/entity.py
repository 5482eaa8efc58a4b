"""Rows of the nodes: entities, their mentions and the records that these stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.derive.keys import keys
from graph.derive.origin import traits_of
from graph.derive.sample import level, sampled
from graph.derive.text import caption, search_text
from graph.derive.values import Behind, best_values, supported
from graph.derive.views import NO_VIEWS, Views, view_words
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from graph.ontology.statement import Statement
from ledger.canonical import JSON, canonical
from ledger.record import Record

Row = dict[str, Any]


def entity_row(
    id_: str,
    mentions: Sequence[Mention],
    records: Mapping[str, Behind],
    class_: int,
    ontology: Ontology,
    views: Views = NO_VIEWS,
) -> Row:
    """One entity: id, class, type, caption, search text, sources, keys, best value of each property."""
    type_ = ontology.types[mentions[0].type]
    found = supported(mentions, records)
    best = best_values({name: found[name] for name in found if name in type_.properties})
    shown = caption(type_.caption, best, type_.name)
    sources = sorted({records[m.record].source for m in mentions if m.record in records})
    words = search_text(type_.properties, found, shown, type_.name, sources).split()
    words += sorted(view_words(views, type_, found, best, sources))
    again = sampled(words, level(id_, len(mentions)))
    own = {
        "id": id_,
        "class": class_,
        "type": type_.name,
        "caption": shown,
        "search": " ".join([*words, *again]),
        "sources": sources,
        "mentions": len(mentions),
    }
    return {"id": id_, "values": best | keys(type_.name, best) | own}


def mention_row(mention: Mention, entity: str) -> Row:
    """One mention with all its statements as JSON text, and the entity that it refers to."""
    values = {
        "id": mention.id,
        "class": mention.class_,
        "type": mention.type,
        "record": mention.record,
        "anchor": mention.anchor,
        "by": mention.by,
        "confidence": mention.confidence,
        "statements": canonical([_told(statement) for statement in mention.statements]).decode(),
        "spans": canonical([[span.start, span.end, span.page] for span in mention.spans]).decode(),
    }
    row = {"id": mention.id, "entity": entity, "record": mention.record, "class": mention.class_}
    return row | {"values": values}


def _told(made: Statement) -> dict[str, JSON]:
    """A statement as JSON; what is empty is left out."""
    told = {
        "property": made.property,
        "value": made.value,
        "target": made.target,
        "raw": made.raw,
        "kind": made.kind,
        "status": made.status,
        "valid_from": made.valid_from,
        "valid_to": made.valid_to,
        "role": made.role,
        "details": made.details,
    }
    return {name: value for name, value in told.items() if value}


def record_row(record: Record) -> Row:
    """One record without its content, which stays in the ledger."""
    values = {
        "id": record.id,
        "class": record.class_,
        "source": record.source,
        "feed": record.feed,
        "key": record.key,
        "version": record.version,
        "domain": record.marking.domain,
        "handling": record.marking.handling,
        "scheme": record.grade.scheme,
        "reliability": record.grade.reliability,
        "credibility": record.grade.credibility,
        "recorded": record.recorded,
        "received": record.received,
    }
    if told := traits_of(record).packed():
        values["origin"] = canonical(told).decode()
    return {"id": record.id, "values": values}
