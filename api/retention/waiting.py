"""What waits for a decision, kept between questions and brought up to date by what changed since."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from api.installation import Installation
from api.retention.falling import Falling, Key, Retention
from api.retention.following import Following
from api.retention.holds import OpenHolds
from api.retention.listing import queue
from policy.retention import Verdict

KEPT, SOME = 8, 1000


@dataclass
class _Told:
    """What one session is told of one day: what is open for it, and how far it has followed."""

    following: Following
    open: OpenHolds
    age: int
    steps: int
    waiting: tuple[Falling, ...] = ()

    @property
    def archived(self) -> Mapping[Key, str]:
        """Source key → when it was archived."""
        return self.following.archived

    @property
    def verdicts(self) -> Mapping[Key, Verdict]:
        """Source key → what a reviewer said last."""
        return self.following.verdicts

    def holds(self, records: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Record → what holds it."""
        return self.open.of(records)


@dataclass
class Waiting:
    """The queues of an installation, by the day and by what a session sees.

    The ledger is followed once for all of them. A queue is made of what may be due by its day; after that
    only what came, and what that holds or frees, is summed up anew.
    """

    house: Installation
    _following: Following | None = None
    _kept: OrderedDict[tuple[frozenset[int], date], _Told] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def of(self, allowed: Collection[int], on: date) -> tuple[Falling, ...]:
        """What a session has to decide, what waits longest first."""
        place = (frozenset(allowed), on)
        with self._turn:
            self._following = self._following or Following(self.house)
            self._following.bring()
            made = self._kept.get(place)
            if made is None or made.age != self._following.age:
                made = self._read(self._following, *place)
            else:
                self._follow(made, *place)
            self._kept[place] = made
            self._kept.move_to_end(place)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made.waiting

    def _read(self, following: Following, allowed: frozenset[int], on: date) -> _Told:
        open_ = OpenHolds(self.house, following.terms, on, allowed)
        made = _Told(following, open_, following.age, len(following.steps))
        made.waiting = self._queue(made, following.soonest.by(on, allowed), allowed, on)
        return made

    def _follow(self, made: _Told, allowed: frozenset[int], on: date) -> None:
        """Sum up anew what came since: its keys, and those that it holds or frees."""
        steps = made.following.steps[made.steps :]
        if not steps:
            return
        records = {record for one in steps for record in one.records}
        moved = made.open.change(records) | {id_ for one in steps for id_ in one.mentions}
        clusters = self.house.clusters
        for layer in clusters.layers():
            moved |= {
                id_ for cluster in clusters.cluster_of(layer, sorted(moved)).values() for id_ in cluster
            }
        records |= set(self.house.mentions.records_of(moved).values())
        keys = {key for one in steps for key in one.keys} | made.following.keys(records)
        rest = [one for one in made.waiting if (one.source, one.key) not in keys]
        made.waiting = self._queue(made, sorted(keys), allowed, on, rest)
        made.steps = len(made.following.steps)

    def _queue(
        self,
        made: _Told,
        keys: Sequence[Key],
        allowed: frozenset[int],
        on: date,
        rest: Sequence[Falling] = (),
    ) -> tuple[Falling, ...]:
        found = Retention(self.house, on, allowed, made)
        fresh = (one for some in _cut(keys) for one in found.keyed(some))
        return tuple(queue([*rest, *fresh], on))


def _cut(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), SOME):
        yield keys[start : start + SOME]


def waiting(house: Installation) -> Waiting:
    """The queues of this installation, as long as it is open."""
    made = house.kept.setdefault("waiting", Waiting(house))
    assert isinstance(made, Waiting)
    return made
