"""What the columns of a record say, read from its feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from api.graphql.columns import NOTHING, Columns
from ingest import feeds
from ingest.feeds import Cell, Feed
from ledger.ledger import Ledger


def columns_of(ledger: Ledger, feed: str) -> Columns:
    """Those of a feed as it was published; nothing is known of one that was not."""
    found = ledger.published("feed", feed)
    return _read(str(found.content["yaml"]), feed) if found else NOTHING


@cache
def _read(text: str, name: str) -> Columns:
    feed = feeds.parse(text, name)
    says: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for rule in feed.mentions:
        inside = rule.each.column if rule.each else ""
        for property_, cell in rule.values:
            for column in cell.columns:
                says[_place(column, inside)].add((rule.type, property_))
        for column in rule.identity.columns if rule.identity else ():
            says[_place(column, inside)].add((rule.type, "sourceKey"))
    lists = frozenset(rule.each.column for rule in feed.mentions if rule.each)
    return Columns({name: frozenset(of) for name, of in says.items()}, lists, frozenset(_plain(feed)))


def _place(column: str, inside: str) -> str:
    """The column of the row in which a cell reads; inside an item only "/column" reaches the row."""
    return column.removeprefix("/") if column.startswith("/") or not inside else inside


def _plain(feed: Feed) -> Iterator[str]:
    """Columns that tell of the record itself: its key and times, roles, and texts as they were written."""
    yield from feed.key
    yield from (one.column for one in feed.text)
    cells: list[Cell | None] = [feed.recorded, *(cell for _, cell in (*feed.grade, *feed.marking))]
    for rule in feed.relations:
        cells += [rule.role, rule.status, rule.kind, rule.valid_from, rule.valid_to]
    for one in cells:
        yield from (column.removeprefix("/") for column in (one.columns if one else ()))
    if feed.order:
        yield feed.order
    if feed.format == "document":
        yield "text"
