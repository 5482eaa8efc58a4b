"""What relied on an entity that has changed since: charts, exports, alerts and suggestions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from strawberry import ID

from api.graphql.charts import Flag, Flags
from api.graphql.port import Allowed
from api.purpose import Purpose
from api.reads.changed import Teller
from api.reads.changes import Changes
from api.reads.doubt import Doubt
from api.reads.judging import act_of, one_at_a_time, reasoned
from api.reads.righted import phrase, rightings, since
from graph import read
from graph.ontology import load
from graph.read.reader import Reader, in_one_look
from graph.read.suggestions import Suggested
from ledger.canonical import identify
from ledger.charts import ACKNOWLEDGED, CHART, EXPORT, HOLDING, mentions_of, standing, words_in
from ledger.entry import Decision
from ledger.errors import Missing
from ledger.ledger import Ledger
from ledger.pseudonyms import Forgotten
from resolution.history.event import GONE, GREW, JOINED, SPLIT, Event
from resolution.spoken import Speech

SUGGESTION = "suggestion"
MOST = 50
"""Suggestions that are listed of one entity."""
LATEST = 50
"""Changes for which suggestions are looked up: they are made again with every change of the graph."""


@dataclass(frozen=True)
class Relying:
    """Something that a person made of entities: the mentions that it holds, and who made it when.

    `words` stand for the mentions and records that were erased since.
    """

    kind: str
    id: str
    name: str
    author: str
    at: str
    class_: int
    sequence: int
    mentions: frozenset[str]
    words: frozenset[str] = frozenset()


@dataclass
class Reliance:
    """What relies on what, as one session may see it."""

    changes: Changes
    say: Speech
    _asked: dict[str, tuple[Suggested, ...]] = field(default_factory=dict)
    _wholes: dict[str, Event] = field(default_factory=dict)

    def flags(self, kinds: Collection[str], first: int) -> Flags:
        """What nobody has acknowledged yet, the latest change first."""
        found = [flag for flag in self._all(kinds) if not flag.acknowledged]
        found.sort(key=lambda flag: (flag.changed, flag.id), reverse=True)
        exact = SUGGESTION not in kinds or len(self._latest) < LATEST
        return Flags(total=len(found), exact=exact, items=found[:first])

    def relied(self, change: str) -> list[Flag]:
        """All that relied on what one change touched; Missing when this session may not see it."""
        event = self.changes.event(change)
        if event is None:
            raise Missing(f"nothing is known under {change}")
        found = [self._flag(one, event) for one in self._relying if self._touches(one, event)]
        return found + list(self._suggested(event))

    def acknowledge(self, id_: str, reason: str, author: str, purpose: Purpose) -> Flag:
        """Say that somebody has looked at it; it is no longer flagged for whoever may see this."""
        reason, ledger, asked = reasoned(reason), self.changes.seen.ledger, {"id": id_}
        with one_at_a_time(ledger):
            with ledger.acted(act_of("consultation", "acknowledge", author, purpose, asked)) as outcome:
                flag = next((one for one in self._all((*HOLDING, SUGGESTION)) if one.id == id_), None)
                if flag is None:
                    raise Missing(f"nothing is known under {id_}")
                outcome["returned"] = [id_, flag.object]
            event = self.changes.event(flag.change)
            held = {one.class_ for one in self._relying if one.id == flag.object}
            class_ = self.changes.seen.shown((), held | ({event.layer} if event else set()))
            subject = {"flag": id_, "object": flag.object, "change": flag.change}
            made = Decision(ACKNOWLEDGED, subject, class_, author, reason)
            ledger.decide(made, act_of("alteration", "acknowledge", author, purpose, asked))
        return replace(flag, acknowledged=True)

    def _all(self, kinds: Collection[str]) -> Iterator[Flag]:
        relying = [one for one in self._relying if one.kind in kinds]
        held = {mention for one in relying for mention in one.mentions}
        told = self.changes.about(held)
        self.changes.learn(told)
        events = [event for event in told if self._doubt.of(event)]
        yield from (self._flag(one, e) for e in events for one in relying if self._touches(one, e))
        yield from (flag for one in relying for flag in self._erased(one))
        yield from (flag for one in relying for flag in self._righted(one))
        if SUGGESTION in kinds:
            for event in self._latest:
                yield from self._suggested(event)

    def _touches(self, one: Relying, event: Event) -> bool:
        """True when it was made of what an event changed, before that."""
        return (
            event.head >= one.sequence
            and any(_touched(one, self._whole(event)).values())
            and self._doubt.of(event)
        )

    def _whole(self, event: Event) -> Event:
        """An event with what a newer version brought in the place of what went, in the same run."""
        if event.key not in self._wholes:
            self._wholes[event.key] = self.changes.whole(event)
        return self._wholes[event.key]

    def _flag(self, one: Relying, event: Event) -> Flag:
        return self._flagged(one, event.at, self._text(one, event), event.key, change=event.key)

    def _flagged(self, one: Relying, at: str, text: str, *because: str, change: str = "") -> Flag:
        """A flag on it for what changed at that moment; `because` tells it from its other flags."""
        id_ = identify("flag", one.kind, one.id, *because)
        return Flag(
            id=ID(id_),
            kind=one.kind,
            object=ID(one.id),
            name=one.name,
            author=one.author,
            at=one.at,
            change=ID(change),
            changed=at,
            text=text,
            acknowledged=id_ in self._acknowledged,
        )

    def _erased(self, one: Relying) -> Iterator[Flag]:
        """What it holds and was erased since; by when, as that is all that is left to tell."""
        gone = (self._forgotten[word] for word in one.words if word in self._forgotten)
        seen = [it.at for it in gone if it.class_ in self.changes.seen.allowed]
        for at in sorted(set(seen)):
            n = seen.count(at)
            said = "relied_erased" if n == 1 else "relied_erased_many"
            yield self._flagged(one, at, self.say.say(said, n=str(n), day=at[:10]), "erased", at)

    def _righted(self, one: Relying) -> Iterator[Flag]:
        """What it holds and was corrected since, or had a correction taken back."""
        for made in since(self._rightings, one.mentions, one.sequence):
            text = self.say.say(phrase(made), day=made.at[:10])
            yield self._flagged(one, made.at, text, made.id, made.at)

    @cached_property
    def _rightings(self) -> list[Decision]:
        return rightings(self.changes.seen.ledger, self.changes.seen.allowed)

    @cached_property
    def _forgotten(self) -> dict[str, Forgotten]:
        words = {word for one in self._relying for word in one.words}
        return self.changes.seen.ledger.forgotten(words)

    def _text(self, one: Relying, event: Event) -> str:
        what, touched = next((name, n) for name, n in _touched(one, self._whole(event)).items() if n)
        return self.say.say(
            f"relied_{what}" if touched == 1 else f"relied_{what}_many",
            n=str(touched),
            type=self._type(self._whole(event)),
            day=event.at[:10],
            cause=self._teller.because(event),
        )

    def _type(self, event: Event) -> str:
        """The type of what changed, in the plural; its word is in the ontology."""
        there = self.changes.seen.mentions.get(event.mentions)
        type_ = next((there[id_].type for id_ in sorted(there)), "")
        known = load().types.get(type_)
        if not known:
            return self.say.say("relied_things")
        return known.plural[self.say.lang] if self.say.lang == "de" else known.plural[self.say.lang].lower()

    def _suggested(self, event: Event) -> Iterator[Flag]:
        """The suggestions about what an event changed; they were made again after it.

        None where it only grew: nothing that relied on it is doubtful.
        """
        if set(event.what) <= {GREW}:
            return
        seen, mentions = self.changes.seen, frozenset(event.mentions)
        items = _about(seen.store, {cluster[0] for cluster in event.after}, seen.allowed, self._asked)
        once = {
            one.id: Relying(SUGGESTION, one.id, one.other.caption, one.model, "", 0, 0, mentions)
            for one in items
        }
        yield from (self._flag(one, event) for _, one in sorted(once.items()))

    @cached_property
    def _doubt(self) -> Doubt:
        return Doubt(self.changes.seen, self._whole)

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self.changes.seen, self.say)

    @cached_property
    def _latest(self) -> list[Event]:
        """The latest changes that this session may see and that make something doubtful."""
        found: list[Event] = []
        before, seen = 0, self.changes.seen
        while len(found) < LATEST and (page := self.changes.history.last(seen.allowed, LATEST, before)):
            told = self.changes.shown(page)
            self.changes.learn(told)
            found += [event for event in told if self._doubt.of(event)]
            before = page[-1].number
        return found[:LATEST]

    @cached_property
    def _relying(self) -> list[Relying]:
        """What relied on mentions relies on those, too, that stand in their places in other versions."""
        found = relying(self.changes.seen.ledger, self.changes.seen.allowed)
        kin = self.changes.kin({mention for one in found for mention in one.mentions})
        return [
            replace(one, mentions=one.mentions.union(*(kin[m] for m in kin.keys() & one.mentions)))
            for one in found
        ]

    @cached_property
    def _acknowledged(self) -> set[str]:
        seen = self.changes.seen
        made: Iterable[Decision] = seen.ledger.decisions([ACKNOWLEDGED])
        return {str(one.subject["flag"]) for one in made if one.class_ in seen.allowed}


@in_one_look
def _about(
    store: Reader, entities: Collection[str], allowed: Allowed, asked: dict[str, tuple[Suggested, ...]]
) -> list[Suggested]:
    """The suggestions about these entities; those that were `asked` before are kept there."""
    found: list[Suggested] = []
    for id_ in sorted(set(read.resolve_ids(store, sorted(entities), allowed).values())):
        if id_ not in asked:
            asked[id_] = read.suggestions(store, id_, allowed, first=MOST).items
        found += asked[id_]
    return found


def relying(ledger: Ledger, allowed: Collection[int]) -> list[Relying]:
    """All that holds mentions, of charts the last version, in so far as these classes may see it."""
    made = [one for one in ledger.decisions(HOLDING) if one.class_ in allowed]
    charts = {chart.sequence: chart for chart in standing(made, allowed)}
    found = [_of(one) for one in made if one.kind != CHART]
    for one in made:
        if chart := charts.get(one.sequence):
            found.append(replace(_of(one), id=chart.id, name=chart.name))
    return found


def _of(made: Decision) -> Relying:
    said = made.subject
    name = str(said.get("name") or said.get("watch") or "")
    if made.kind == EXPORT:
        name = " → ".join(str(said[part]) for part in ("format", "recipient") if said.get(part))
    words = words_in(made)
    mentions = frozenset(mentions_of(made)) - words
    return Relying(
        made.kind, made.id, name, made.author, made.at, made.class_, made.sequence, mentions, words
    )


def _touched(one: Relying, event: Event) -> dict[str, int]:
    """How many of the entities that it holds were split, became one with another, or lost mentions."""
    now = {m: cluster[0] for cluster in event.after for m in cluster}
    sources: dict[str, set[str]] = {}
    for cluster in event.before:
        for mention in cluster:
            if mention in now:
                sources.setdefault(now[mention], set()).add(cluster[0])
    held = [cluster for cluster in event.before if not one.mentions.isdisjoint(cluster)]
    into = [{now[m] for m in cluster if m in now} for cluster in held]
    return {
        SPLIT: sum(len(names) > 1 for names in into),
        JOINED: sum(any(len(sources[name]) > 1 for name in names) for names in into),
        GONE: sum(not event.gone.isdisjoint(cluster) for cluster in held),
    }
