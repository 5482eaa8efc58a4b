"""Remember: what older versions of records said goes beside the mentions, for reads of an earlier time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.understand import follows, incarnation, published_feeds
from graph.ontology import Mention
from graph.past import Key, Version
from ingest.extract import extract
from ingest.mentions import mentions_of
from ledger.canonical import identify
from ledger.entry import Entry
from ledger.record import Record

PAGE = 500
READING = 2
"""Another number makes all of it anew."""


def remembered(house: Installation) -> str:
    """What older versions are derived with: as the mentions are, and kept how."""
    return identify(incarnation(house), READING)


def remember(house: Installation, tell: Tell = silent) -> int:
    """Bring what older versions said to the ledger's head; returns how many of them were read."""
    with house.writing() as lease:
        past, head = house.past, house.ledger.head()
        wanted = remembered(house)
        if past.incarnation != wanted or not follows(house, past):
            past.reset(wanted)
        read = 0
        while entries := house.ledger.entries(past.position, PAGE):
            versions = _versions(house, entries)
            told = _told(house, versions)
            past.apply(versions, told, house.ontology, entries[-1].sequence, entries[-1].reference)
            lease.renew()
            read += len(told)
            tell("remember", past.position, head)
    return read


def _versions(house: Installation, entries: Sequence[Entry]) -> dict[Key, list[Version]]:
    """The versions of all source keys that these entries say something of; none for a key with one alone."""
    made = [entry.record or entry.reclassification for entry in entries]
    keys = {(one.source, one.key) for one in made if one}
    emptied = [place for entry in entries if entry.erasure for place, _ in entry.erasure.places]
    keys |= house.past.keys_at(emptied)
    found = house.ledger.accepted(sorted(keys))
    return {key: [Version(*one) for one in _several(found.get(key, ()))] for key in sorted(keys)}


def _several(accepted: Sequence[tuple[str, int, str, str]]) -> Sequence[tuple[str, int, str, str]]:
    return accepted if len(accepted) > 1 else ()


def _told(
    house: Installation, versions: Mapping[Key, Sequence[Version]]
) -> list[tuple[Record, list[Mention]]]:
    """The versions that count no more, with their mentions."""
    old = {one.record for some in versions.values() for one in some if one.record != some[-1].record}
    if not old:
        return []
    feeds, records = published_feeds(house), house.ledger.records(sorted(old))
    return [(r, mentions_of(r, feeds[r.feed], house.ontology, extract)) for r in records.values()]
