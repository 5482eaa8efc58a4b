"""The stream of passages of an installation: taken in, asked under a purpose, taken over into the ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from api.installation import Installation
from api.progress import Tell, silent
from api.purpose import Purpose
from api.stages.receive import Received, publish, rejects_folder
from api.stages.understand import published_feeds
from graph.passages.passage import Passage
from graph.passages.question import Found, Question
from graph.passages.store import PassageStore
from ingest.feeds import Feed, load
from ingest.passages import draft_of, passages
from ingest.readers import Reject
from ingest.rejects import Rejects
from ledger.act import Act
from ledger.entry import Receipt
from ledger.errors import Missing, Tampered
from ledger.keys import prepare, settle
from policy.classes import allowed, classify

FOLDER, DROPPED = "passages", "passages-dropped.jsonl"
BATCH = 5000


def open_passages(house: Installation) -> PassageStore:
    """The store of this data directory; months that an older copy brought back are dropped again."""
    house.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = PassageStore.open(house.settings.data / FOLDER)
    try:
        known = store.manifest.dropped()
        for month, at in dropped(house.settings.keys_folder).items():
            if month not in known:
                store.drop(month, datetime.fromisoformat(at))
    except BaseException:
        store.close()
        raise
    return store


def add(
    house: Installation,
    paths: Sequence[Path],
    feed: Feed,
    tell: Tell = silent,
    acknowledge: Callable[[Sequence[Passage]], None] | None = None,
) -> Received:
    """Take in all rows of files as passages; a batch is acknowledged when it is on the disk."""
    received = Received()
    publish(house, feed)
    with open_passages(house) as store, Rejects(rejects_folder(house), feed) as rejects:
        for path in paths:
            act = house.act("collection", "passages", feed=feed.name, file=path.name)
            with house.ledger.acted(act) as outcome:
                batch: list[Passage] = []
                for item in passages(path, feed, classify):
                    if isinstance(item, Reject):
                        rejects.add(item)
                        received.rejected += 1
                        continue
                    batch.append(item)
                    if len(batch) == BATCH:
                        _append(store, batch, received, acknowledge)
                        tell(feed.name, received.total, 0)
                        batch = []
                _append(store, batch, received, acknowledge)
                outcome |= {"new": received.new, "known": received.known}
    return received


def _append(
    store: PassageStore,
    batch: Sequence[Passage],
    received: Received,
    acknowledge: Callable[[Sequence[Passage]], None] | None,
) -> None:
    done = store.append(batch)
    received.new += done.new
    received.known += done.known
    if acknowledge:
        acknowledge(batch)


@dataclass(frozen=True)
class Stream:
    """Somebody at the stream, for a case and a reason: each look is logged, `since` is the earliest day.

    What was collected before `since` is as if it had never been: a policy that limits a purpose sets it.
    """

    house: Installation
    store: PassageStore
    user: str
    purpose: Purpose
    since: str = ""

    def read(self, asked: Question) -> Found:
        """Passages that fit, the latest first, and how many there are."""
        with self.house.ledger.acted(self._act("consultation", "passages", asked=_told(asked))) as outcome:
            found = self.store.read(asked, allowed(self.purpose.domain), self.since)
            outcome |= {"returned": sorted(p.id for p in found.passages), "of": found.total}
        return found

    def take(self, ids: Sequence[str]) -> list[Receipt]:
        """Make records of these passages, through the ledger like all others; the same again changes nothing.

        Missing for one that this session cannot see.
        """
        found = self.store.get(ids, allowed(self.purpose.domain), self.since)
        if unknown := [id_ for id_ in ids if id_ not in found]:
            raise Missing(f"nothing is known under {', '.join(unknown)}")
        wanted = [found[id_] for id_ in dict.fromkeys(ids)]
        feeds = self._feeds({p.feed for p in wanted})
        drafts = [draft_of(passage, feeds[passage.feed], classify) for passage in wanted]
        return self.house.ledger.accept(drafts, classify, self._act("collection", "take passages over"))

    def _feeds(self, names: set[str]) -> dict[str, Feed]:
        known = published_feeds(self.house)
        return {name: known.get(name) or load(name) for name in sorted(names)}

    def _act(self, kind: str, operation: str, **details: Any) -> Act:
        told = {"operation": operation, "domain": self.purpose.domain} | details
        return Act(self.user, kind, self.purpose.reason, self.purpose.case, details=told)


def drop(house: Installation, month: str, reason: str) -> int:
    """Drop a month for good; a line outside the backups has it dropped again where one brings it back."""
    with open_passages(house) as store:
        act = house.act("erasure", reason, month=month)
        with house.ledger.acted(act) as outcome:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            _note(house.settings.keys_folder, month, at)
            outcome["passages"] = gone = store.drop(month, datetime.fromisoformat(at))
    return gone


def dropped(keys: Path) -> dict[str, str]:
    """Months that were dropped, with when, as the journal outside the backups says."""
    file = keys / DROPPED
    if not file.exists():
        return {}
    try:
        lines = [
            orjson.loads(line) for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")
        ]
        return {line["month"]: line["at"] for line in lines}
    except (ValueError, TypeError, KeyError) as error:
        raise Tampered(f"{DROPPED} was changed: restore the journal of dropped months.") from error


def _note(keys: Path, month: str, at: str) -> None:
    prepare(keys)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(keys / DROPPED, flags, 0o600), "ab") as out:
        out.write(orjson.dumps({"month": month, "at": at}) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    settle(keys)


def _told(asked: Question) -> dict[str, Any]:
    told = {"plate": asked.plate, "camera": asked.camera, "near": asked.near, "misread": asked.misread}
    told |= {"after": asked.after, "before": asked.before}
    return {name: value for name, value in told.items() if value}
