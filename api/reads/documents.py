"""Records in the edge's words: their fields, with a mark wherever a mention stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import orjson
from strawberry import ID

from api.graphql.card import Span
from api.graphql.columns import Columns
from api.graphql.document import Document, Field, Mark
from api.graphql.grade import Grade
from api.reads.spans import spans_of
from graph.ontology.mention import Mention
from graph.read import Summary
from ledger.canonical import JSON
from ledger.record import Record

NOT_SHOWN = ("pages", "sheets", "rows")
"""Fields that only say where pages, sheets and rows begin."""


class Marked(Protocol):
    """Whatever knows the mentions of a record."""

    def of_records(self, record_ids: Iterable[str]) -> list[Mention]:
        """All mentions of these records, by id."""


def document_of(
    id_: ID,
    record: Record,
    mentions: Sequence[Mention],
    entities: Mapping[str, str],
    known: Mapping[str, Summary],
    columns: Callable[[], Columns],
) -> Document:
    """A record with the marks of these mentions; `entities` is entity id by mention id.

    `columns` knows what each of its fields says, for who may not see all of it.
    """
    fields = {name: _text(value) for name, value in record.content.items() if name not in NOT_SHOWN}
    marks = {
        name: [_mark(m, place, entities, known) for m, place in places(mentions, name, text)]
        for name, text in fields.items()
    }
    grade = record.grade
    return Document(
        id=id_,
        source=record.source,
        feed=record.feed,
        key=record.key,
        version=record.version,
        recorded=record.recorded,
        received=record.received,
        handling=record.marking.handling,
        grade=Grade(scheme=grade.scheme, reliability=grade.reliability, credibility=grade.credibility),
        all_fields=[
            Field(record=id_, name=name, text=text, marks=marks[name]) for name, text in fields.items()
        ],
        columns=columns,
    )


def places(mentions: Sequence[Mention], field: str, text: str) -> Iterator[tuple[Mention, Span]]:
    """Where mentions stand in the text of a field; a value that is the whole of it stands everywhere."""
    for mention in mentions:
        for span in spans_of(mention.anchor, mention.spans):
            if span.field == field and 0 <= span.start < span.end <= len(text):
                yield mention, span
        if not mention.spans and text and any(text == made.raw for made in mention.statements):
            yield mention, Span(field=field, start=0, end=len(text))


def _mark(mention: Mention, place: Span, entities: Mapping[str, str], known: Mapping[str, Summary]) -> Mark:
    entity = entities.get(mention.id, "")
    caption = known[entity].caption if entity in known else ""
    return Mark(
        start=place.start,
        end=place.end,
        page=place.page,
        mention=ID(mention.id),
        type=mention.type,
        entity=ID(entity),
        caption=caption,
        found_by=mention.by,
    )


def _text(value: JSON) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
