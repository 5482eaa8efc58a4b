"""The card of an entity: its best values, and every statement with the record that makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.ontology.mention import Span
from graph.read.reader import Reader
from graph.read.resolve import resolve_id
from graph.read.together import together
from ledger.errors import Missing

OWN = frozenset({"id", "class", "type", "caption", "search", "sources", "mentions"})
PAGE = 500


@dataclass(frozen=True)
class RecordHead:
    """What is known of a record without its content."""

    id: str
    source: str
    feed: str
    key: str
    handling: str
    scheme: str
    reliability: str
    credibility: str
    recorded: str
    received: str


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


@dataclass(frozen=True)
class Card:
    """An entity: `values` are the best ones by property, `mentions` the first of `total` in order of id."""

    id: str
    type: str
    caption: str
    sources: tuple[str, ...]
    values: Mapping[str, str]
    mentions: tuple[CardMention, ...]
    total: int
    records: int


def card(store: Reader, id_: str, allowed: Sequence[int], *, first: int = PAGE, after: str = "") -> Card:
    """The card under an entity id or any of its mention ids; Missing when there is none for this user.

    What the session sees as one thing with it is part of it: the values of the entity with most mentions
    go first, and the smallest id stands for all. Holds the first `first` mentions after mention id
    `after`; `total` and `records` count all of them.
    """
    classes = list(allowed)
    ids = list(together(store, resolve_id(store, id_, allowed), allowed))
    found = [row["values"] for one in ids for row in store.read("card_entity", id=one, allowed=classes)]
    if not found:
        raise Missing(f"nothing is known under {id_}")
    rows = store.read("card_mentions", ids=ids, allowed=classes, after=after, limit=first)
    (size,) = store.read("card_size", ids=ids, allowed=classes)
    found.sort(key=lambda one: (-one["mentions"], one["id"]))
    values = {name: one[name] for one in reversed(found) for name in one}
    return Card(
        id=ids[0],
        type=values["type"],
        caption=values["caption"],
        sources=tuple(sorted({source for one in found for source in one.get("sources") or ()})),
        values={name: values[name] for name in sorted(values) if name not in OWN},
        mentions=tuple(_mention(row["mention"], row["record"]) for row in rows),
        total=size["mentions"],
        records=size["records"],
    )


def _mention(mention: Mapping[str, Any], record: Mapping[str, Any]) -> CardMention:
    return CardMention(
        id=mention["id"],
        anchor=mention["anchor"],
        by=mention["by"],
        confidence=float(mention["confidence"]),
        spans=tuple(Span(*span) for span in orjson.loads(mention["spans"])),
        statements=tuple(_statement(made) for made in orjson.loads(mention["statements"])),
        record=RecordHead(**{name: record.get(name) or "" for name in RecordHead.__dataclass_fields__}),
    )


def _statement(made: Mapping[str, Any]) -> CardStatement:
    return CardStatement(**{name: made.get(name, "") for name in CardStatement.__dataclass_fields__})
