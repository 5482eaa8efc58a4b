"""Understand: records become mentions, by their feed's columns and by extraction from their text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.corrections import Corrections, is_about_correction
from graph.correct import Above
from graph.local import Projection
from graph.ontology import Mention
from ingest.extract import extract
from ingest.feeds import Feed, parse
from ingest.mentions import mentions_of
from ingest.version import reading_version
from ledger.canonical import JSON, identify
from ledger.entry import Entry

PAGE = 500
READING = 3
"""Another number makes all mentions anew: what is kept of a record beside them has changed."""


def incarnation(house: Installation) -> str:
    """What the mentions are derived with: another ontology, reading code or mended feed makes them anew."""
    versions = (house.ontology.version, reading_version(), mended(house), READING)
    return identify(house.ledger.incarnation, *versions)


def mended(house: Installation) -> dict[str, JSON]:
    """The feeds of which another version was published after the first, with the last one's version."""
    versions: dict[str, list[str]] = {}
    for publication in house.ledger.publications("feed"):
        versions.setdefault(publication.name, []).append(publication.version)
    return {name: some[-1] for name, some in versions.items() if len(some) > 1}


def understand(house: Installation, tell: Tell = silent) -> int:
    """Bring the mentions to the ledger's head; returns how many records were read."""
    with house.writing() as lease:
        wanted, head = incarnation(house), house.ledger.head()
        if house.mentions.incarnation != wanted or not follows(house, house.mentions):
            house.mentions.reset(wanted)
        position, read = house.mentions.position, 0
        corrections = Corrections.of(house.ledger.decisions(), house.classes)
        while entries := house.ledger.entries(position, PAGE):
            if any(e.decision and is_about_correction(e.decision) for e in entries):
                corrections = Corrections.of(house.ledger.decisions(), house.classes)
            add, retire, above = _derived(house, entries, corrections)
            position, mark = entries[-1].sequence, entries[-1].reference
            places = {entry.sequence: entry.record.id for entry in entries if entry.record}
            emptied = [place for entry in entries if entry.erasure for place, _ in entry.erasure.places]
            house.mentions.apply(add, retire, position, wanted, mark, places, emptied, above)
            lease.renew()
            read += len(places)
            tell("understand", position, head)
    return read


def follows(house: Installation, kept: Projection) -> bool:
    """False when the ledger holds something else at a projection's position: an older copy took its place.

    What was erased there has lost its id; that a copy took its place is then told by its incarnation alone.
    """
    if kept.position == 0:
        return True
    here = house.ledger.entries(kept.position - 1, 1)
    if not here or here[0].sequence != kept.position:
        return False
    return here[0].reference == kept.mark or here[0].tombstone is not None


def published_feeds(house: Installation) -> dict[str, Feed]:
    """The feeds as the ledger knows them, the latest version of each, by name."""
    latest = {publication.name: publication for publication in house.ledger.publications("feed")}
    return {name: _parsed(p.content["yaml"], f"{name}@{p.version}") for name, p in latest.items()}


@cache
def _parsed(text: str, name: str) -> Feed:
    return parse(text, name)


def _derived(
    house: Installation, entries: Sequence[Entry], corrections: Corrections
) -> tuple[list[Mention], list[str], list[Above]]:
    """The mentions of those records that count now, the ids of those that they replace, and what is above."""
    keys = _touched(house, entries)
    if not keys:
        return [], [], []
    feeds, versions = published_feeds(house), house.ledger.versions(keys)
    here = {entry.record.id: entry.record for entry in entries if entry.record}
    here |= house.ledger.records([ids[-1] for ids in versions.values() if ids[-1] not in here])
    add: list[Mention] = []
    above: list[Above] = []
    for ids in versions.values():
        record = here.get(ids[-1])
        if record and record.sequence <= entries[-1].sequence:  # else it is read at its own place
            read = mentions_of(record, feeds[record.feed], house.ontology, extract)
            add += corrections.applied(read, ids)
            above += corrections.above(read, ids)
    return add, sorted({id_ for ids in versions.values() for id_ in ids}), above


def _touched(house: Installation, entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The source keys of which these entries say something: a record, another class, a correction."""
    made = [entry.record or entry.reclassification for entry in entries]
    keys = {(one.source, one.key) for one in made if one}
    corrected = [e.decision for e in entries if e.decision and is_about_correction(e.decision)]
    records = house.ledger.records(sorted({str(one.subject.get("record")) for one in corrected}))
    return keys | {(record.source, record.key) for record in records.values()}
