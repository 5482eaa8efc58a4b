"""Cards in the edge's words: statements gathered by property and value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from strawberry import ID

from api.graphql.card import Card, NeighbourCount, Property, Statement, Value
from api.graphql.grade import Grade
from api.reads.spans import spans_of
from graph import read


def card_of(card: read.Card, counts: Sequence[read.Count]) -> Card:
    """A card; properties stand in the order in which people read them, values by their support."""
    return Card(
        id=ID(card.id),
        type=card.type,
        caption=card.caption,
        sources=list(card.sources),
        properties=_properties(card),
        neighbours=[
            NeighbourCount(link_type=c.link, type=c.type, outgoing=c.outgoing, count=c.total) for c in counts
        ],
        mentions=card.total,
        shown_mentions=len(card.mentions),
        records=card.records,
    )


def _properties(card: read.Card) -> list[Property]:
    gathered: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for mention in card.mentions:
        for made in mention.statements:
            if not made.target:
                gathered[made.property][made.value].append(_statement(mention, made))
    order = {name: place for place, name in enumerate(dict.fromkeys(_order(card)))}
    names = sorted(gathered, key=lambda name: (order.get(name, len(order)), name))
    return [
        Property(
            property=name,
            values=_values(gathered[name], card.every.get(name, ())),
            why=card.why.get(name, ""),
        )
        for name in names
    ]


def _order(card: read.Card) -> list[str]:
    """Names before dates, and dates before the rest: the order in which people read a card."""
    first = ["name", "firstName", "middleName", "lastName", "nickname", "handle", "kind", "number"]
    dates = ["birthDate", "birthPlace", "startDate", "endDate", "nationalNumber", "registrationNumber"]
    return [*first, *dates, *card.values]


def _values(by_value: dict[str, list[Statement]], ranked: Sequence[read.CardValue]) -> list[Value]:
    """The best supported first, and last what is only denied."""
    place = {one.value: at for at, one in enumerate(ranked)}
    known = {one.value: one for one in ranked}
    found = [_value(value, statements, known.get(value)) for value, statements in by_value.items()]
    return sorted(found, key=lambda one: (place.get(one.value, len(place)), one.value))


def _value(value: str, statements: list[Statement], told: read.CardValue | None) -> Value:
    """A value with what its statements come to; one that is only denied comes to nothing."""
    if told is None:
        return Value(value=value, statements=statements)
    return Value(
        value=value,
        statements=statements,
        sources=told.sources,
        origins=told.origins,
        same=list(told.same),
        grade=told.grade,
        kind=told.kind,
        status=told.status,
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        recorded=told.recorded,
        disputed=told.disputed,
    )


def _statement(mention: read.CardMention, made: read.CardStatement) -> Statement:
    record = mention.record
    return Statement(
        property=made.property,
        value=made.value,
        raw=made.raw,
        kind=made.kind,
        status=made.status,
        grade=Grade(scheme=record.scheme, reliability=record.reliability, credibility=record.credibility),
        valid_from=made.valid_from,
        valid_to=made.valid_to,
        recorded=record.recorded,
        record=ID(record.id),
        mention=ID(mention.id),
        source=record.source,
        undated=made.undated,
        spans=spans_of(mention.anchor, mention.spans),
    )
