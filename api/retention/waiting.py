"""What waits for a decision, kept between questions: reading it means reading every record that is held."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from api.installation import Installation
from api.retention.falling import RETENTION, Falling, Key, Retention
from api.retention.listing import queue
from ledger.entry import Entry

KEPT, SOME = 8, 1000


@dataclass(frozen=True)
class _Read:
    """A queue as it was read at a place of the ledger, and the sum that it was read from."""

    position: int
    sum: Retention
    waiting: tuple[Falling, ...]


@dataclass
class Waiting:
    """The queues of an installation, by the day and by what a session sees.

    A verdict changes its own record alone; whatever else comes into the ledger has all of it read anew.
    """

    house: Installation
    _kept: OrderedDict[tuple[object, ...], _Read] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def of(self, allowed: Collection[int], on: date) -> tuple[Falling, ...]:
        """What a session has to decide, what waits longest first."""
        h = self.house
        place = (frozenset(allowed), on, h.ledger.incarnation, h.mentions.edition, h.clusters.head())
        with self._turn:
            made = self._followed(self._kept.get(place)) or self._read(allowed, on)
            self._kept[place] = made
            self._kept.move_to_end(place)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made.waiting

    def _read(self, allowed: Collection[int], on: date) -> _Read:
        position, found = self.house.ledger.head(), Retention(self.house, on).to(allowed)
        return _Read(position, found, tuple(queue(found.falling(), on)))

    def _followed(self, known: _Read | None) -> _Read | None:
        """The same with the verdicts that came since; None where anything else did, or too much."""
        if known is None:
            return None
        came = self.house.ledger.entries(known.position, SOME)
        if len(came) == SOME or any(one.decision is None for one in came):
            return None
        if not (keys := self._decided(came)):
            return known
        fresh = known.sum.again()
        rest = [one for one in known.waiting if (one.source, one.key) not in keys]
        waiting = queue([*rest, *fresh.keyed(keys)], fresh.on)
        return _Read(came[-1].sequence, fresh, tuple(waiting))

    def _decided(self, came: Collection[Entry]) -> set[Key]:
        """The source keys about which a reviewer said something."""
        made = [one.decision for one in came if one.decision and one.decision.kind == RETENTION]
        known = self.house.ledger.records([str(one.subject["record"]) for one in made])
        return {(one.source, one.key) for one in known.values()}


def waiting(house: Installation) -> Waiting:
    """The queues of this installation, as long as it is open."""
    made = house.kept.setdefault("waiting", Waiting(house))
    assert isinstance(made, Waiting)
    return made
