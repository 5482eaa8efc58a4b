"""Our own format, one JSON object a line: a head, feeds, records whole, judgements, things, links, an end.

It says all that the graph says, and holds the records whole, so that `locard import` brings another
installation to the same things. The end counts the lines and gives a digest of what they say; a file
without it was cut off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import Export, Format
from ledger.canonical import JSON, canonical
from ledger.record import Record

VERSION = 1
TIMES = frozenset({"received", "first_recorded", "last_recorded"})
"""When something was received here: another installation receives it on another day."""
HASHED = ("feed", "record", "decision", "thing", "link")


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """Each line is {kind: what it says}; the digest is over the lines between head and end."""
    (file,) = files
    digest, count = hashlib.sha256(), dict.fromkeys(HASHED, 0)
    file.write(canonical({"locard": _head(export)}) + b"\n")
    for kind, said in _lines(export):
        count[kind] += 1
        digest.update(canonical([kind, lasting(said)]))
        file.write(canonical({kind: said}) + b"\n")
    file.write(canonical({"end": {**count, "digest": digest.hexdigest()}}) + b"\n")


def _head(export: Export) -> dict[str, JSON]:
    notice = export.notice
    return {
        "version": VERSION,
        "ontology": export.ontology.version,
        "marking": asdict(notice.marking),
        "notice": list(notice.lines()),
        "recipient": notice.recipient,
        "case": notice.case,
        "reason": notice.reason,
        "at": notice.at,
    }


def _lines(export: Export) -> Iterator[tuple[str, dict[str, JSON]]]:
    for name, feed in sorted(export.whole.feeds.items()):
        yield "feed", {"name": name, **feed}
    for record in export.whole.records():
        yield "record", record_line(record)
    for decision in export.whole.decisions:
        yield "decision", dict(decision)
    for thing in export.things():
        yield "thing", _thing(thing)
    for tie in export.bundle.ties:
        yield "link", _tie(tie)


def record_line(record: Record) -> dict[str, JSON]:
    """A record whole; its class is not told: the marking says what it comes from."""
    return {
        "id": record.id,
        "source": record.source,
        "feed": record.feed,
        "key": record.key,
        "version": record.version,
        "content": dict(record.content),
        "marking": asdict(record.marking),
        "grade": asdict(record.grade),
        "recorded": record.recorded,
        "received": record.received,
    }


def _thing(thing: Thing) -> dict[str, JSON]:
    return {name: value for name, value in asdict(thing).items() if value}


def _tie(tie: Tie) -> dict[str, JSON]:
    return {name: value for name, value in asdict(tie).items() if value != ""}


def lasting(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says, without when it was received here."""
    return {name: value for name, value in said.items() if name not in TIMES}


FORMAT = Format("json", "JSON of our own, for `locard import`", (".json",), "application/jsonl", write, True)
