"""Receive: files become drafts, drafts become records; what cannot be read goes to a rejects file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from api.installation import REJECTS, Installation
from api.progress import Tell, silent
from ingest.feeds import Feed
from ingest.readers import Reject, read
from ingest.rejects import Rejects
from ledger.act import Act
from ledger.entry import Publication, Receipt
from ledger.errors import BadInput, Contradiction, Erased
from ledger.record import Draft

BATCH = 500
Acknowledge = Callable[[Sequence[Receipt]], None]


@dataclass
class Received:
    """What became of the rows of some files: how many were new, known already, rejected."""

    new: int = 0
    known: int = 0
    rejected: int = 0

    def __add__(self, other: Received) -> Received:
        """What became of both."""
        return Received(self.new + other.new, self.known + other.known, self.rejected + other.rejected)

    @property
    def total(self) -> int:
        """All rows that were read."""
        return self.new + self.known + self.rejected


def rejects_folder(house: Installation) -> Path:
    """Where the rejects files lie, one per feed."""
    return house.settings.data / REJECTS


def receive(
    house: Installation,
    paths: Sequence[Path],
    feed: Feed,
    tell: Tell = silent,
    acknowledge: Acknowledge | None = None,
    collected_anew: bool = False,
    heard: Callable[[Reject], None] | None = None,
) -> Received:
    """Take in all rows of the files under one feed; a batch is acknowledged when its commit is done.

    What was erased is rejected, unless all of it was `collected_anew`: that is logged. `heard` is told of
    each reject.
    """
    absent = [path.name for path in paths if not path.exists()]
    if absent:
        raise BadInput(f"there is no file or folder {', '.join(absent)}; nothing was read")
    publish(house, feed)
    received = Received()
    with Rejects(rejects_folder(house), feed, heard) as rejects:
        for path in paths:
            anew = {"collected anew": True} if collected_anew else {}
            act = house.act("collection", "ingest", feed=feed.name, file=path.name, **anew)
            now = datetime.now(UTC).isoformat() if collected_anew else ""
            for batch in _batches(_drafts(read(path, feed), rejects, received, now)):
                receipts = _accept(house, batch, act, rejects, received)
                _count(received, receipts)
                if acknowledge:
                    acknowledge(receipts)
                tell(feed.name, received.total, 0)
    return received


def accept_all(house: Installation, drafts: Iterable[Draft], feed: str) -> Received:
    """Take in drafts that come from no file of ours; the feed must have been published."""
    received, act = Received(), house.act("collection", "ingest", feed=feed)
    for batch in _batches(drafts):
        _count(received, house.ledger.accept(batch, house.classes.classify, act))
    return received


def _accept(
    house: Installation, batch: Sequence[Draft], act: Act, rejects: Rejects, received: Received
) -> list[Receipt]:
    """A batch as a whole, or, when the ledger refuses something in it, one by one without what it refuses."""
    try:
        return house.ledger.accept(batch, house.classes.classify, act)
    except (BadInput, Contradiction) as error:
        if len(batch) > 1:
            return [r for draft in batch for r in _accept(house, [draft], act, rejects, received)]
        [draft] = batch
        # What was erased is not kept in a rejects file either.
        content = {} if isinstance(error, Erased) else draft.content
        rejects.add(Reject(draft.origin.file, draft.origin.row, error.detail, content))
        received.rejected += 1
        return []


def publish(house: Installation, feed: Feed) -> None:
    """Make the feed's text part of the ledger, so that what is derived with it can be derived again."""
    publication = Publication("feed", feed.name, feed.version, {"yaml": feed.yaml})
    house.ledger.publish(publication, house.act("alteration", "publish a feed", feed=feed.name))


def _drafts(
    found: Iterable[Draft | Reject], rejects: Rejects, received: Received, collected: str
) -> Iterator[Draft]:
    for item in found:
        if isinstance(item, Reject):
            rejects.add(item)
            received.rejected += 1
        else:
            yield replace(item, collected=collected) if collected else item


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _count(received: Received, receipts: Sequence[Receipt]) -> None:
    new = sum(receipt.new for receipt in receipts)
    received.new += new
    received.known += len(receipts) - new
