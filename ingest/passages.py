"""Passages of a file, and the records that are made of those that are taken over into the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from graph.passages.passage import Passage, moment
from ingest.feeds import Feed
from ingest.feeds.cell import Scope
from ingest.readers import Reject, read
from ingest.readers.draft import draft
from ledger.errors import BadInput
from ledger.record import Draft, Marking


def passages(path: Path, feed: Feed, classify: Callable[[Marking], int]) -> Iterator[Passage | Reject]:
    """The rows of a file as passages and rejects; BadInput for a feed that says nothing of passages."""
    if not feed.passage:
        raise BadInput(f"The feed {feed.name} reads no passages: it has no map under `passage`.")
    for item in read(path, feed):
        yield item if isinstance(item, Reject) else _passage(item, feed, classify(item.marking))


def draft_of(passage: Passage, feed: Feed, classify: Callable[[Marking], int]) -> Draft:
    """The draft of a passage, in the columns of its feed: as if the row had come through it.

    BadInput where the feed would give it another class than it has among the passages.
    """
    made = draft(feed, _row(passage, feed), "passages", 0)
    if isinstance(made, Reject):
        raise BadInput(f"The passage {passage.id} is no record of {feed.name}: {made.reason}.")
    if classify(made.marking) != passage.class_:
        raise BadInput(
            f"The feed {feed.name} gives the passage {passage.id} another class than it was collected under:"
            " mark the feed as it was then."
        )
    return made


def _passage(item: Draft, feed: Feed, class_: int) -> Passage | Reject:
    scope = Scope(item.content, feed.missing)
    said: dict[str, str] = {}
    for name, cell in feed.passage:
        for one in cell.read(scope)[:1]:
            if one.reason:
                return _reject(item, f"{name} is {one.raw!r}: {one.reason}")
            said[name] = one.value
    if lacking := [name for name in ("plate", "camera") if not said.get(name)]:
        return _reject(item, f"a passage without {lacking[0]}")
    if "T" not in said.get("time", ""):
        return _reject(item, f"{said.get('time', '')!r} is no time of day: a passage happens at a moment")
    sure = float(said.get("confidence") or 1)
    if not 0 <= sure <= 1:
        return _reject(item, f"confidence is {sure}: it goes from 0 to 1")
    return Passage(
        plate=said["plate"],
        camera=said["camera"],
        time=datetime.fromisoformat(said["time"]).astimezone(UTC),
        record=item.key,
        feed=feed.name,
        class_=class_,
        country=said.get("country", ""),
        latitude=_degrees(said, "latitude"),
        longitude=_degrees(said, "longitude"),
        lane=said.get("lane", ""),
        direction=said.get("direction", ""),
        confidence=sure,
    )


def _row(passage: Passage, feed: Feed) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, cell in feed.passage:
        value = moment(passage.time) if name == "time" else getattr(passage, name)
        told = name != "confidence" or value != 1
        if len(cell.columns) == 1 and told and value not in (None, ""):
            row[cell.columns[0]] = str(value)
    if len(feed.key) == 1:
        row[feed.key[0]] = passage.record
    return row


def _degrees(said: dict[str, str], name: str) -> float | None:
    return float(said[name]) if said.get(name) else None


def _reject(item: Draft, reason: str) -> Reject:
    return Reject(item.origin.file, item.origin.row, reason, item.content)
