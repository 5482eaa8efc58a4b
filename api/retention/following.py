"""What terms rest on, brought up to date by what came into the ledger: only what changed is read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from api.installation import Installation
from api.retention.falling import RETENTION, Key, Retention, verdicts_of
from api.retention.soonest import Row, Soonest, soonest
from graph.local import IN_MEMORY
from ledger.entry import Entry
from policy.retention import Verdict
from policy.termfile import load
from policy.terms import Terms

PAGE = 1000
FAR = 20_000
"""Entries, mentions or changes of clusters beyond which everything is read anew: that is no slower."""
STEPS = 1000
"""Changes that are kept for who asks: whoever asked longer ago is told all anew."""


@dataclass(frozen=True)
class Stand:
    """Up to where ledger, mentions and clusters were followed."""

    incarnation: str
    position: int
    edition: str
    clusters: int


@dataclass(frozen=True)
class Step:
    """What came: source keys; records that say something else than before; mentions joined otherwise."""

    keys: frozenset[Key] = frozenset()
    records: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()


@dataclass
class Following:
    """The earliest day of each source key, when which was archived, and what reviewers said last.

    `age` changes when everything was read anew; `steps` tells what came since then.
    """

    house: Installation
    age: int = 0
    steps: list[Step] = field(default_factory=list)
    soonest: Soonest = field(default_factory=lambda: Soonest.open(IN_MEMORY))
    archived: dict[Key, str] = field(default_factory=dict)
    verdicts: dict[Key, Verdict] = field(default_factory=dict)
    _stand: Stand | None = None

    def holds(self, records: Collection[str]) -> Mapping[str, frozenset[str]]:
        """None: they move no day."""
        return {}

    def keys(self, records: Collection[str]) -> set[Key]:
        """The source keys of records, also of versions that count no more."""
        return {(one.source, one.key) for one in self.house.ledger.records(sorted(records)).values()}

    def bring(self) -> None:
        """Follow what came since the last time, or read everything."""
        h = self.house
        now = Stand(h.ledger.incarnation, h.ledger.head(), h.mentions.edition, h.clusters.head())
        if now == self._stand:
            return
        came = self._came(now)
        if came is None or len(self.steps) == STEPS:
            self._read()
        else:
            self.steps.append(self._followed(*came))
        self._stand = now

    @property
    def terms(self) -> Terms:
        """The terms of this site."""
        return load(self.house.settings.retention)

    def _came(self, now: Stand) -> tuple[list[Entry], set[str], set[str]] | None:
        """Entries, records of mentions and mentions of clusters that differ; None where that is too much."""
        was, h = self._stand, self.house
        if was is None or was.incarnation != now.incarnation:
            return None
        if now.position - was.position > FAR or not 0 <= now.clusters - was.clusters <= FAR:
            return None
        touched = h.mentions.since(was.edition)
        if touched is None or len(touched) > FAR:
            return None
        entries, after = list[Entry](), was.position
        while after < now.position and (page := h.ledger.entries(after, PAGE)):
            entries += page
            after = page[-1].sequence
        changes = h.clusters.changes(was.clusters, FAR + 1)
        joined = {
            id_ for one in changes for side in (one.before, one.after) for cluster in side for id_ in cluster
        }
        return entries, {one.record for one in touched}, joined

    def _read(self) -> None:
        """Everything from the first entry on."""
        self.soonest.close()
        self.soonest, self.steps, self.age = Soonest.open(IN_MEMORY), [], self.age + 1
        self.archived = dict(self.house.ledger.registry.archived())
        self.verdicts = verdicts_of(self.house, self.house.ledger.decisions(kinds=(RETENTION,)))
        after = 0
        while page := self.house.ledger.entries(after, PAGE):
            after = page[-1].sequence
            self._place(page)
            self._put({key for key, _ in _records(page)})

    def _followed(self, entries: Sequence[Entry], records: set[str], joined: set[str]) -> Step:
        emptied = [place for one in entries if one.erasure for place, _ in one.erasure.places]
        gone = self.soonest.take(emptied)  # first: what came anew after an erasure counts
        for key in gone:
            self.archived.pop(key, None)
            self.verdicts.pop(key, None)
        keys = {key for key, _ in _records(entries)}
        self._place(entries)
        for one in entries:
            if made := one.reclassification:
                keys.add((made.source, made.key))
                self._archive((made.source, made.key), made.at if made.marking.archived else "")
        judged = verdicts_of(self.house, (one.decision for one in entries if one.decision))
        self.verdicts |= judged
        keys |= gone | judged.keys() | self.keys(records)
        self._put(keys)
        return Step(frozenset(keys), frozenset(records), frozenset(joined))

    def _archive(self, key: Key, at: str) -> None:
        """Archived since then, the first time of several in a row; "" for no more."""
        if at:
            self.archived.setdefault(key, at)
        else:
            self.archived.pop(key, None)

    def _place(self, entries: Iterable[Entry]) -> None:
        self.soonest.place((place, *key) for key, place in _records(entries))

    def _put(self, keys: set[Key]) -> None:
        """Sum these up anew."""
        every = self.house.ledger.accepted(keys)
        self.soonest.drop(keys - every.keys())
        heads = {some[-1].record: some for some in every.values()}
        found, terms = Retention(self.house, date.min, known=self), self.terms
        rows: list[Row] = [
            (record.source, record.key, soonest(held, terms).isoformat(), record.class_)
            for record, held in found.held(heads)
        ]
        self.soonest.put(rows)


def _records(entries: Iterable[Entry]) -> Iterator[tuple[Key, int]]:
    """The source keys of the records among these, each with its place."""
    for one in entries:
        if one.record:
            yield (one.record.source, one.record.key), one.sequence
