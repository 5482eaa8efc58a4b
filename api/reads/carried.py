"""What our own format carries so that another installation comes to the same: records, feeds, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.reads.visible import Visible
from api.stages.corrections import Corrections
from api.stages.inherit import anchored
from graph.exchange import Bundle, Whole
from ledger.canonical import JSON
from ledger.record import Record

PAGE = 500


def carried(seen: Visible, bundle: Bundle) -> Whole:
    """The records of a bundle whole, with their feeds, and the judgements and corrections about them."""
    feeds = {record.feed for record in _records(seen, bundle)}
    decisions = [*_judgements(seen, bundle), *_corrections(seen, bundle)]
    return Whole(lambda: _records(seen, bundle), _feeds(seen, feeds), tuple(decisions))


def of_whole_records(seen: Visible, bundle: Bundle) -> list[str]:
    """All mentions of the records that are carried whole: more than the things that were asked for."""
    found = seen.mentions.of_records(bundle.records)
    return [mention.id for mention in found if mention.class_ in seen.allowed]


def _records(seen: Visible, bundle: Bundle) -> Iterator[Record]:
    for start in range(0, len(bundle.records), PAGE):
        found = seen.ledger.records(bundle.records[start : start + PAGE])
        yield from (found[id_] for id_ in sorted(found))


def _feeds(seen: Visible, names: set[str]) -> Mapping[str, Mapping[str, JSON]]:
    published = {name: seen.ledger.published("feed", name) for name in names}
    return {name: {"version": p.version, "yaml": p.content["yaml"]} for name, p in published.items() if p}


def _judgements(seen: Visible, bundle: Bundle) -> Iterator[Mapping[str, JSON]]:
    """Those that stand between two mentions of these records."""
    held = {*of_whole_records(seen, bundle)}
    for one in seen.standing():
        if one.a in held and one.b in held and one.class_ in _classes(seen, bundle):
            ends = seen.mentions.get(one.pair)
            subject = anchored(ends[one.a], ends[one.b])
            yield {"kind": one.kind, "subject": subject, "author": one.author, "reason": one.reason}


def _corrections(seen: Visible, bundle: Bundle) -> Iterator[Mapping[str, JSON]]:
    """Those that count for these records, each as made on the version that counts now."""
    known = Corrections.of(seen.ledger.decisions(kinds=("correction", "retraction")), seen.classes)
    for record in _records(seen, bundle) if known.of_record else ():
        versions = seen.ledger.versions([(record.source, record.key)])
        ids = versions.get((record.source, record.key), [record.id])
        for made in known.counting(ids, record.class_):
            subject = {**made.subject, "record": record.id}
            yield {"kind": made.kind, "subject": subject, "author": made.author, "reason": made.reason}


def _classes(seen: Visible, bundle: Bundle) -> set[int]:
    """The classes of the bundle and those that they stand on."""
    return {n for held in bundle.classes for n in (held, *seen.classes.stands_on(held))}
