"""Remember: what older versions of records said goes beside the mentions, for reads of an earlier time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.corrected import Corrected
from api.stages.understand import follows, incarnation, published_feeds
from graph.ontology import Mention
from graph.past import Key, Version
from ingest.extract import extract
from ingest.mentions import mentions_of
from ledger.canonical import identify
from ledger.entry import Entry
from ledger.record import Record

PAGE = 500
READING = 4
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
        read, corrections = 0, Corrected(house)
        while entries := house.ledger.entries(past.position, PAGE):
            versions = _versions(house, entries, corrections)
            told, last = _told(house, versions), entries[-1]
            past.apply(
                versions, told, house.ontology, last.sequence, last.reference, corrections.said(versions)
            )
            lease.renew()
            read += len(told)
            tell("remember", past.position, head)
    return read


def _versions(
    house: Installation, entries: Sequence[Entry], corrections: Corrected
) -> dict[Key, list[Version]]:
    """The versions of all source keys that these entries say something of.

    None for a key with one alone of which nobody corrected anything.
    """
    made = [entry.record or entry.reclassification for entry in entries]
    keys = {(one.source, one.key) for one in made if one}
    emptied = [place for entry in entries if entry.erasure for place, _ in entry.erasure.places]
    keys |= house.past.keys_at(emptied)
    keys |= corrections.keys(entry.decision for entry in entries if entry.decision)
    found = house.ledger.accepted(sorted(keys))
    return {
        key: [Version(*one) for one in some if len(some) > 1 or one.record in corrections]
        for key in sorted(keys)
        for some in (found.get(key, ()),)
    }


def _told(
    house: Installation, versions: Mapping[Key, Sequence[Version]]
) -> list[tuple[Record, list[Mention]]]:
    """The versions that count no more, with their mentions."""
    old = {one.record for some in versions.values() for one in some if one.record != some[-1].record}
    if not old:
        return []
    feeds, records = published_feeds(house), house.ledger.records(sorted(old))
    return [(r, mentions_of(r, feeds[r.feed], house.ontology, extract)) for r in records.values()]
