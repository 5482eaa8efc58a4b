"""The card of an entity: its best values, and every statement with the record that makes it."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.ontology.mention import Span
from graph.ontology.statement import Statement
from graph.read.best import best, called, largest_first, sources_of
from graph.read.corrected import Found, above, merged
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_id
from graph.read.time import undated
from graph.read.together import together
from graph.read.told import RecordHead, head, spans, statement, statements
from graph.read.values import CardValue
from graph.read.values import every as every_value
from ledger.errors import Missing

PAGE = 500


@dataclass(frozen=True)
class CardStatement:
    """One value, or one relation to another mention of the same record (`target` is its mention id)."""

    property: str
    value: str
    raw: str
    target: str
    kind: str
    status: str
    role: str
    valid_from: str
    valid_to: str

    @builtins.property
    def made(self) -> Statement:
        """The same as a statement of the ontology."""
        return statement(vars(self))

    @builtins.property
    def undated(self) -> bool:
        """True when nothing says when it was true, though it is not true at all times."""
        return undated(self.property, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class CardMention:
    """What one record says about the entity."""

    id: str
    anchor: str
    by: str
    confidence: float
    spans: tuple[Span, ...]
    statements: tuple[CardStatement, ...]
    record: RecordHead

    @property
    def said(self) -> Iterator[Statement]:
        """Its statements as values."""
        return (made.made for made in self.statements)


@dataclass(frozen=True)
class Card:
    """An entity: `values` are the best ones by property, `mentions` the first of `total` in order of id.

    `every` holds all values by property that are not only denied, the best supported first, and `why` says
    what puts the first one there (`graph.derive.values.deciding`).
    """

    id: str
    type: str
    caption: str
    sources: tuple[str, ...]
    values: Mapping[str, str]
    every: Mapping[str, tuple[CardValue, ...]]
    why: Mapping[str, str]
    mentions: tuple[CardMention, ...]
    total: int
    records: int


@in_one_look
def card(store: Reader, id_: str, allowed: Sequence[int], *, first: int = PAGE, after: str = "") -> Card:
    """The card under an entity id or any of its mention ids; Missing when there is none for this user.

    What the session sees as one thing with it is part of it: values are ranked over all of their records
    as they are within one entity, the caption is that of the entity with most mentions, and the smallest
    id stands for all. Holds the first `first` mentions after mention id `after`; `total` and `records`
    count all of them. `every` holds what these mentions say, of several entities what all say.
    """
    classes = list(allowed)
    ids = list(together(store, resolve_id(store, id_, allowed), allowed))
    found = largest_first(store, ids, classes)
    if not found:
        raise Missing(f"nothing is known under {id_}")
    rows = store.read("card_mentions", ids=ids, allowed=classes, after=after, limit=first)
    known = above(store, ids, classes)
    rows = merged(rows, known)
    (size,) = store.read("card_size", ids=ids, allowed=classes)
    mentions = tuple(_mention(row["mention"], row["record"]) for row in rows)
    told = mentions if len(found) == 1 else _all(store, ids, classes, mentions, size["mentions"], known)
    every, why = every_value(told)
    values = best(found, every)
    return Card(
        id=ids[0],
        type=found[0]["type"],
        caption=called(found, values, bool(known)),
        sources=sources_of(found),
        values=values,
        every={name: _first(every[name], values.get(name, "")) for name in sorted(every)},
        why=why,
        mentions=mentions,
        total=size["mentions"],
        records=size["records"],
    )


def _all(
    store: Reader,
    ids: list[str],
    classes: list[int],
    shown: tuple[CardMention, ...],
    total: int,
    known: Found,
) -> tuple[CardMention, ...]:
    """All mentions of some entities; those that are shown where that is all."""
    if len(shown) == total:
        return shown
    rows = store.read("card_mentions", ids=ids, allowed=classes, after="", limit=total)
    return tuple(_mention(row["mention"], row["record"]) for row in merged(rows, known))


def _first(values: tuple[CardValue, ...], of_all: str) -> tuple[CardValue, ...]:
    """These values, the best of the whole entity before the others: a page alone may rank them otherwise."""
    return tuple(sorted(values, key=lambda one: one.value != of_all))


def _mention(mention: Mapping[str, Any], record: Mapping[str, Any]) -> CardMention:
    return CardMention(
        id=mention["id"],
        anchor=mention["anchor"],
        by=mention["by"],
        confidence=float(mention["confidence"]),
        spans=spans(mention),
        statements=tuple(_statement(made) for made in statements(mention)),
        record=head(record),
    )


def _statement(made: Mapping[str, Any]) -> CardStatement:
    return CardStatement(**{name: made.get(name, "") for name in CardStatement.__dataclass_fields__})
