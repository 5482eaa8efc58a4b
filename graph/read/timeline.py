"""The timeline of an entity: what is dated of it, in order, each with the records that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.derive.moment import moment
from graph.ontology.shows import Shows, everything
from graph.read.card import Card, card
from graph.read.dated import DEEPEST, Dated, Interval, dated
from graph.read.link import Link
from graph.read.reader import Reader, in_one_look
from graph.read.summary import Summary
from graph.read.together import together
from ledger.errors import BadInput

MOST = 500
"""Entries on one page."""
DATES = frozenset({"birthDate", "deathDate", "startDate", "endDate"})
"""Properties whose value is itself a date."""


@dataclass(frozen=True)
class Entry:
    """A dated value, or a link with the entity that it leads to and where that happened.

    `name` names the value's property or the link's type; times are in UTC, "" where open.
    """

    begins: str
    ends: str
    name: str
    value: str
    records: tuple[str, ...]
    link: Link | None = None
    entity: Summary | None = None
    places: tuple[Summary, ...] = ()

    @property
    def at(self) -> str:
        """By what entries are in order: when it began, else when it ended."""
        return self.begins or self.ends


@dataclass(frozen=True)
class Timeline:
    """Some of `total` entries from place `skip` on; `undated` links have no date and are not among them.

    Values are those of the first `read` of `mentions` mentions.
    """

    items: tuple[Entry, ...]
    total: int
    undated: int
    skip: int
    read: int
    mentions: int


@in_one_look
def timeline(
    store: Reader,
    id_: str,
    allowed: Sequence[int],
    *,
    since: str = "",
    until: str = "",
    links: Sequence[str] = (),
    types: Sequence[str] = (),
    first: int = 50,
    skip: int = 0,
    shows: Shows = everything,
) -> Timeline:
    """What is dated of an entity, the earliest first: events, roles in cases, addresses, seizures, values.

    `links` and `types` narrow to types of links and of what they lead to, and then leave values out;
    `shows` says of which properties, by type and name, values are given.
    Missing when the entity cannot be seen; BadInput for a wrong date, or beyond 10,000 entries.
    """
    interval, first, skip = Interval(since, until), min(max(first, 0), MOST), max(skip, 0)
    if skip > DEEPEST:
        raise BadInput(f"More than {DEEPEST:,} entries cannot be passed over: ask from a later date on.")
    known = card(store, id_, allowed)
    dates = [one for one in _values(known) if shows(known.type, one.name)]
    values = [] if links or types else [one for one in dates if interval.holds(one.begins, one.ends)]
    found = dated(
        store,
        together(store, known.id, allowed),
        allowed,
        interval,
        links=links,
        types=types,
        limit=skip + first,
    )
    entries = sorted([*values, *map(_entry, found.items)], key=lambda one: (one.at, one.link is not None))
    return Timeline(
        tuple(entries[skip : skip + first]),
        found.total + len(values),
        found.undated,
        skip,
        len(known.mentions),
        known.total,
    )


def _values(known: Card) -> list[Entry]:
    """The values of a card that are a date or have one, the same every time."""
    found = []
    for name, values in sorted(known.every.items()):
        for one in values:
            own = moment(one.value) if name in DATES else ""
            begins, ends = (own, own) if own else (moment(one.valid_from), moment(one.valid_to))
            if begins or ends:
                found.append(Entry(begins, ends, name, one.value, one.records))
    return sorted(found, key=lambda entry: entry.at)


def _entry(one: Dated) -> Entry:
    return Entry(
        one.begins,
        one.ends,
        one.link.type,
        one.entity.caption,
        one.link.records,
        one.link,
        one.entity,
        one.places,
    )
