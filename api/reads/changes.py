"""What became of clusters, as one session may see it: what is hidden now is as if it had never been."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from api.reads.kin import Kin, kin
from api.reads.visible import Visible
from graph.ontology.mention import Mention
from resolution.history.event import READING, RECORD, VERSION, Cause, Event
from resolution.history.store import History

OF_RECORDS = (RECORD, VERSION, READING)


@dataclass(frozen=True)
class Entity:
    """The mentions of an entity that a session may see, and what became of them, oldest first."""

    seen: Visible
    mentions: frozenset[str]
    events: list[Event]


@dataclass
class Changes:
    """The history through the eyes of a session; keep one for one question."""

    seen: Visible
    history: History
    _classes: dict[str, int] = field(default_factory=dict)
    _hidden: dict[str, bool] = field(default_factory=dict)
    _kin_of: Kin = field(default_factory=dict)
    _looked_up: set[str] = field(default_factory=set)

    def about(self, mentions: Iterable[str], after: int = 0) -> list[Event]:
        """What became of the clusters of these mentions, oldest first, after a number of the history."""
        return self.shown(self.history.about(mentions, self.seen.allowed, after))

    def entity(self, mention: Mention) -> Entity:
        """What became of the entity that a mention is in, for this session."""
        there = self.seen.mentions.get(self.seen.held({mention.id}))
        record_of = {id_: one.record for id_, one in there.items() if one.class_ in self.seen.allowed}
        ids = frozenset(record_of)
        return Entity(self.seen, ids, self.about(ids.union(*self._kin(record_of).values())))

    def kin(self, mentions: Collection[str]) -> Kin:
        """Those of these mentions that another version took away, with all that ever stood in their place."""
        wanted = set(mentions)
        return self._kin(
            {
                mention: record
                for event in self.about(wanted)
                for mention, record in event.records.items()
                if record and mention in wanted & event.gone
            }
        )

    def whole(self, event: Event) -> Event:
        """An event with all that the same run made of what another version took away or brought in.

        What went stands under the id of what took its place, as if that had been there before.
        """
        moved = self._kin({mention: record for mention, record in event.records.items() if record})
        others = {m for every in moved.values() for m in every} - event.mentions
        beside = self.about(others) if others else []
        parts = [event, *(one for one in beside if (one.layer, one.at) == (event.layer, event.at))]
        was = {m for one in parts for cluster in one.before for m in cluster}
        came = {m for one in parts for m in one.mentions} - was
        heirs = {m: heir for m, every in moved.items() if m not in came for heir in every & came}
        if not heirs:
            return event
        before = {tuple(sorted(heirs.get(m, m) for m in cluster)) for one in parts for cluster in one.before}
        after = {cluster for one in parts for cluster in one.after}
        return replace(event, before=tuple(sorted(before)), after=tuple(sorted(after)), id=event.key)

    def learn(self, events: Iterable[Event]) -> None:
        """Ask at once for what `whole` needs to know of these."""
        self._kin({m: record for event in events for m, record in event.records.items() if record})

    def _kin(self, record_of: Mapping[str, str]) -> Kin:
        if new := {m: record for m, record in record_of.items() if m not in self._looked_up}:
            self._kin_of |= kin(self.seen.ledger, self.seen.mentions, new)
            self._looked_up |= new.keys()
        return {m: self._kin_of[m] for m in record_of if m in self._kin_of}

    def event(self, id_: str) -> Event | None:
        """One event, in so far as this session may see it."""
        found = self.history.event(id_)
        return next(iter(self.shown([found])), None) if found and found.layer in self.seen.allowed else None

    def shown(self, events: Iterable[Event]) -> list[Event]:
        """These events without what is hidden, and without those that another of the same run includes."""
        told = list(events)
        self._look(told)
        kept = [shown for event in told if (shown := self._without_hidden(event))]
        runs: dict[tuple[str, int], list[Event]] = {}
        for event in kept:
            runs.setdefault((event.at, event.head), []).append(event)
        return [one for one in kept if not any(_includes(other, one) for other in runs[one.at, one.head])]

    def class_of(self, record: str) -> int | None:
        """The class of a record; None for one that is gone."""
        return self._classes.get(record)

    def _look(self, events: list[Event]) -> None:
        """Find out which mentions of these events are hidden, and the classes of their records."""
        ids = {m for event in events for m in event.mentions} - self._hidden.keys()
        there = self.seen.mentions.get(ids)
        absent = ids - there.keys()
        others = [*events, *self.history.about(absent, self.seen.allowed)] if absent else events
        record_of = {m: record for event in others for m, record in event.records.items() if record}
        named = {record_of[m] for m in absent if m in record_of}
        named |= {cause.reference for event in events for cause in event.causes if cause.kind in OF_RECORDS}
        records = self.seen.ledger.records(sorted(named - self._classes.keys()))
        self._classes |= {id_: record.class_ for id_, record in records.items()}
        erased = {mention for event in others for mention in event.erased}
        for mention in ids:
            class_ = there[mention].class_ if mention in there else None
            if class_ is None:
                class_ = self._classes.get(record_of.get(mention, ""))
            is_seen = class_ in self.seen.allowed if class_ is not None else mention in erased
            self._hidden[mention] = not is_seen

    def _without_hidden(self, event: Event) -> Event | None:
        hidden = {m for m in event.mentions if self._hidden[m]}
        return event.without(hidden, [one for one in event.causes if self._may_be_told(one, event, hidden)])

    def _may_be_told(self, cause: Cause, event: Event, hidden: set[str]) -> bool:
        if cause.class_ and cause.class_ not in self.seen.allowed:
            return False
        if cause.kind in OF_RECORDS:
            class_ = self._classes.get(cause.reference)
            named = {m for m, record in event.records.items() if record == cause.reference}
            return class_ in self.seen.allowed if class_ is not None else bool(named - hidden)
        return not any(self._hidden.get(end, False) for end in cause.ends)


def _includes(other: Event, event: Event) -> bool:
    """True when another event of the same run, of a layer above, says all that this one says."""
    return (
        other.layer > event.layer and other.mentions >= event.mentions and set(event.what) <= set(other.what)
    )
