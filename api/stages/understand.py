"""Understand: records become mentions, by their feed's columns and by extraction from their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from api.installation import Installation
from api.progress import Tell, silent
from graph.ontology import Mention
from ingest.extract import extract
from ingest.feeds import Feed, parse
from ingest.mentions import mentions_of
from ingest.version import reading_version
from ledger.canonical import identify
from ledger.record import Record

PAGE = 500


def incarnation(house: Installation) -> str:
    """What the mentions are derived with: another ontology, reading code or mended feed makes them anew."""
    versions: dict[str, list[str]] = {}
    for publication in house.ledger.publications("feed"):
        versions.setdefault(publication.name, []).append(publication.version)
    mended = {name: some[-1] for name, some in versions.items() if len(some) > 1}
    return identify(house.ledger.incarnation, house.ontology.version, reading_version(), mended)


def understand(house: Installation, tell: Tell = silent) -> int:
    """Bring the mentions to the ledger's head; returns how many records were read."""
    with house.writing() as lease:
        wanted, head = incarnation(house), house.ledger.head()
        if house.mentions.incarnation != wanted or not follows(house):
            house.mentions.reset(wanted)
        position, read = house.mentions.position, 0
        while entries := house.ledger.entries(position, PAGE):
            records = [entry.record for entry in entries if entry.record]
            feeds = published_feeds(house) if records else {}
            add, retire = _derived(house, records, feeds)
            position = entries[-1].sequence
            house.mentions.apply(add, retire, position, wanted, entries[-1].reference)
            lease.renew()
            read += len(records)
            tell("understand", position, head)
    return read


def follows(house: Installation) -> bool:
    """False when the ledger holds something else at the mentions' position: an older copy took its place."""
    position = house.mentions.position
    if position == 0:
        return True
    here = house.ledger.entries(position - 1, 1)
    return bool(here) and (here[0].sequence, here[0].reference) == (position, house.mentions.mark)


def published_feeds(house: Installation) -> dict[str, Feed]:
    """The feeds as the ledger knows them, the latest version of each, by name."""
    latest = {publication.name: publication for publication in house.ledger.publications("feed")}
    return {name: _parsed(p.content["yaml"], f"{name}@{p.version}") for name, p in latest.items()}


@cache
def _parsed(text: str, name: str) -> Feed:
    return parse(text, name)


def _derived(
    house: Installation, records: Sequence[Record], feeds: Mapping[str, Feed]
) -> tuple[list[Mention], list[str]]:
    """The mentions of those records that count now, and the ids of the records that they replace."""
    versions = house.ledger.versions({(record.source, record.key) for record in records})
    latest = {ids[-1] for ids in versions.values()}
    replaced = sorted(id_ for ids in versions.values() for id_ in ids[:-1])
    counting = {record.id: record for record in records if record.id in latest}
    add = [m for r in counting.values() for m in mentions_of(r, feeds[r.feed], house.ontology, extract)]
    return add, replaced + sorted(counting)
