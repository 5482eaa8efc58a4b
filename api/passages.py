"""The stream of passages of an installation: taken in, asked under a purpose, taken over into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from api.dropped import note, opened
from api.installation import Installation
from api.progress import Tell, silent
from api.purpose import Purpose
from api.reach import reach, refuse_older
from api.stages.receive import Received, publish, rejects_folder
from api.stages.understand import published_feeds
from graph.passages.passage import Passage, moment
from graph.passages.question import Found, Question, refuse_no_month
from graph.passages.store import PassageStore
from ingest.feeds import Feed, load
from ingest.passages import draft_of, passages
from ingest.readers import Reject
from ingest.rejects import Rejects
from ledger.act import Act
from ledger.entry import Receipt
from ledger.errors import Missing
from ledger.record import Record
from policy.termfile import load as load_terms

BATCH = 5000


def open_passages(house: Installation) -> PassageStore:
    """The store of this data directory; months that an older copy brought back are dropped again."""
    return opened(house.settings.data, house.settings.keys_folder, house.ledger)


def add(
    house: Installation,
    paths: Sequence[Path],
    feed: Feed,
    tell: Tell = silent,
    acknowledge: Callable[[Sequence[Passage]], None] | None = None,
) -> Received:
    """Take in all rows of files as passages; a batch is acknowledged when it is on the disk.

    Those of a month that was dropped are rejected, and what they said is not kept.
    """
    received = Received()
    publish(house, feed)
    with open_passages(house) as store, Rejects(rejects_folder(house), feed) as rejects:
        for path in paths:
            act = house.act("collection", "passages", feed=feed.name, file=path.name)
            refuse = partial(_refuse, rejects, path.name, received)
            with house.ledger.acted(act) as outcome:
                batch: list[Passage] = []
                for item in passages(path, feed, house.class_of):
                    if isinstance(item, Reject):
                        rejects.add(item)
                        received.rejected += 1
                        continue
                    batch.append(item)
                    if len(batch) == BATCH:
                        _append(store, _kept(store, batch, refuse), received, acknowledge)
                        tell(feed.name, received.total, 0)
                        batch = []
                _append(store, _kept(store, batch, refuse), received, acknowledge)
                outcome |= {"new": received.new, "known": received.known}
    return received


def _kept(
    store: PassageStore, batch: Sequence[Passage], refuse: Callable[[str, int], None]
) -> Sequence[Passage]:
    """Those of months that were not dropped."""
    dropped = store.manifest.dropped()
    months = [moment(passage.time)[:7] for passage in batch]
    for month in sorted(dropped.keys() & set(months)):
        refuse(month, months.count(month))
    return [passage for passage, month in zip(batch, months, strict=True) if month not in dropped]


def _refuse(rejects: Rejects, file: str, received: Received, month: str, count: int) -> None:
    """How many there were is told, not what they said: their term ran out."""
    rejects.add(Reject(file, 0, f"{count} passages of {month}, which was dropped: their term ran out", {}))
    received.rejected += count


def _append(
    store: PassageStore,
    batch: Sequence[Passage],
    received: Received,
    acknowledge: Callable[[Sequence[Passage]], None] | None,
) -> None:
    done = store.append(batch)
    received.new += done.new
    received.known += done.known
    received.rejected += done.refused
    if acknowledge:
        acknowledge(batch)


@dataclass(frozen=True)
class Stream:
    """Somebody at the stream, for a case and a reason: each look is logged.

    What was collected before `since` is as if it had never been, and a question that names such a moment is
    refused: policy limits how far a purpose reaches back, counted from `clock`.
    """

    house: Installation
    store: PassageStore
    user: str
    purpose: Purpose
    seen: tuple[int, ...]
    clock: Callable[[], datetime] | None = None

    @property
    def since(self) -> str:
        """The earliest moment of which this session sees passages."""
        return reach(self.purpose, load_terms(self.house.settings.retention), self.clock)

    def read(self, asked: Question) -> Found:
        """Passages that fit, the latest first, and how many there are."""
        with self.house.ledger.acted(self._act("consultation", "passages", asked=_told(asked))) as outcome:
            found = self.found(asked)
            outcome |= {"returned": sorted(p.id for p in found.passages), "of": found.total}
        return found

    def found(self, asked: Question) -> Found:
        """The same, where somebody else writes the log."""
        since = self.since
        refuse_older(asked, since, self.purpose)
        return self.store.read(asked, self.seen, since)

    def take(self, ids: Sequence[str]) -> list[Receipt]:
        """Make records of these passages, through the ledger like all others; the same again changes nothing.

        Missing for one that this session cannot see.
        """
        wanted = self._wanted(ids)
        feeds = self._feeds({p.feed for p in wanted})
        drafts = [draft_of(passage, feeds[passage.feed], self.house.classes.classify) for passage in wanted]
        act = self._act("collection", "take passages over")
        return self.house.ledger.accept(drafts, self.house.classes.classify, act)

    def named(self, ids: Sequence[str]) -> list[Passage]:
        """These passages, looked at before something is done to them; Missing for one that is hidden."""
        with self.house.ledger.acted(self._act("consultation", "passages", ids=list(ids))) as outcome:
            wanted = self._wanted(ids)
            outcome["returned"] = sorted(p.id for p in wanted)
        return wanted

    def erase(self, ids: Sequence[str]) -> int:
        """Erase single passages for good; records that were made of them are erased like all others."""
        self._wanted(ids)
        with self.house.ledger.acted(self._act("erasure", "erase passages")) as outcome:
            outcome["passages"] = gone = self.store.erase(ids)
        self.house.ledger.forget(self.store.erased)
        return gone

    def taken(self, wanted: Sequence[Passage]) -> list[Record]:
        """The records that were made of these passages and that this session may see."""
        ids = self.records(wanted, self.seen).values()
        return list(self.house.ledger.records(sorted(set(ids))).values())

    def records(self, wanted: Sequence[Passage], seen: Sequence[int]) -> dict[str, str]:
        """Passage → the record that was made of it, where these classes may see it."""
        feeds = self._feeds({p.feed for p in wanted})
        keys = {p.id: (feeds[p.feed].source, p.record) for p in wanted}
        last = {key: ids[-1] for key, ids in self.house.ledger.versions(set(keys.values())).items() if ids}
        known = self.house.ledger.records(sorted(last.values()))
        visible = {id_ for id_, record in known.items() if record.class_ in seen}
        return {id_: last[key] for id_, key in keys.items() if last.get(key) in visible}

    def _wanted(self, ids: Sequence[str]) -> list[Passage]:
        found = self.store.get(ids, self.seen, self.since)
        if not ids or (unknown := [id_ for id_ in ids if id_ not in found]):
            raise Missing(f"nothing is known under {', '.join(unknown) if ids else 'no id'}")
        return [found[id_] for id_ in dict.fromkeys(ids)]

    def _feeds(self, names: set[str]) -> dict[str, Feed]:
        known = published_feeds(self.house)
        return {name: known.get(name) or load(name) for name in sorted(names)}

    def _act(self, kind: str, operation: str, **details: Any) -> Act:
        told = self.purpose.told(operation, **details)
        return Act(self.user, kind, self.purpose.reason, self.purpose.case, details=told)


def drop(house: Installation, month: str, reason: str) -> int:
    """Drop a month for good; a line outside the backups has it dropped again where one brings it back.

    BadInput for what is no month, before anything is written.
    """
    refuse_no_month(month)
    with open_passages(house) as store:
        act = house.act("erasure", reason, month=month)
        with house.ledger.acted(act) as outcome:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            note(house.settings.keys_folder, month, at)
            house.ledger.forget(lambda ids: store.among(ids, month))
            outcome["passages"] = gone = store.drop(month, datetime.fromisoformat(at))
    return gone


def _told(asked: Question) -> dict[str, Any]:
    told = {
        "plate": asked.plate,
        "skip": asked.skip,
        "camera": asked.camera,
        "near": asked.near,
        "misread": asked.misread,
    }
    told |= {"after": asked.after, "before": asked.before}
    return {name: value for name, value in told.items() if value}
