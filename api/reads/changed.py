"""Changes of entities in the edge's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from strawberry import ID

from api.graphql import merges as edge
from api.reads.changes import Entity
from api.reads.visible import Visible
from api.stages.inherit import Inherited
from ledger.record import Record
from resolution.change import Cluster
from resolution.history.event import (
    CODE,
    ERASURE,
    GONE,
    GREW,
    JOINED,
    JUDGEMENT,
    MODEL,
    READING,
    RECLASSIFICATION,
    RECORD,
    RESTORED,
    RETRACTION,
    SCORE,
    SPLIT,
    VERSION,
    Cause,
    Event,
)
from resolution.judgements import KINDS, Judgement
from resolution.spoken import Speech
from resolution.why.story import Name, group, judged

PLAIN = (ERASURE, RECLASSIFICATION, VERSION, READING, MODEL, CODE, RESTORED, SCORE)
DECIDED = "decided"
NOBODY = "–"


def changes_of(entity: Entity, say: Speech) -> list[edge.Change]:
    """What became of an entity, oldest first, and what was taken back that no change tells of."""
    teller = Teller(entity.seen, say)
    told = [teller.change(event) for event in entity.events]
    known = {cause.reference for event in entity.events for cause in event.causes}
    for made in teller.taken_back(entity.mentions, known):
        # Events keep their order also where a clock went back.
        place = next((i for i, one in enumerate(told) if one.at > made.at), len(told))
        told.insert(place, made)
    return told


class Teller:
    """Says in one language what became of clusters, and why."""

    def __init__(self, seen: Visible, say: Speech) -> None:
        self.seen, self.say = seen, say
        self.name: Name = seen.namer()
        self._decisions: dict[tuple[str, str], Inherited] = {(one.id, one.at): one for one in seen.decisions}

    def change(self, event: Event) -> edge.Change:
        """One event."""
        return edge.Change(
            id=ID(event.key),
            at=event.at,
            what=list(event.what),
            text=list(self.words(event)),
            causes=[self.cause(cause) for cause in event.causes],
            before=self._parts(event.before),
            after=self._parts(event.after),
        )

    def words(self, event: Event) -> Iterator[str]:
        """What happened, and the pair that joins or joined."""
        was = {m: cluster for cluster in event.before for m in cluster}
        now = {m: cluster for cluster in event.after for m in cluster}
        say = self.say.say
        if not event.before:
            for cluster in event.after:
                yield say("told_first", a=self._group(cluster), n=str(len(cluster)))
            return
        if JOINED in event.what:
            for cluster in event.after:
                parts = {was[m] for m in cluster if m in was}
                if len(parts) > 1:
                    yield say("told_joined", parts=self._groups(parts))
        if SPLIT in event.what:
            for cluster in event.before:
                parts = {now[m] for m in cluster if m in now}
                if len(parts) > 1:
                    yield say("told_split", a=self._group(cluster), parts=self._groups(parts))
        if GONE in event.what:
            gone = tuple(sorted(was.keys() - now.keys()))
            yield say("told_gone", n=str(len(gone)), a=self._group(gone))
        if GREW in event.what:
            came = now.keys() - was.keys()
            old = tuple(sorted(was.keys() & now.keys()))
            yield say("told_grew", n=str(len(came)), a=self._group(old or tuple(sorted(came))))
        if pair := event.pair:
            name = "told_pair" if now.get(pair.a) == now.get(pair.b) else "told_pair_gone"
            p = self.say.probability(pair.probability)
            yield say(name, a=self.name(pair.a), b=self.name(pair.b), bits=self.say.bits(pair.weight), p=p)

    def cause(self, cause: Cause) -> edge.Cause:
        """One cause; its time is the ledger's where that knows it."""
        record = self.seen.record(cause.reference) if cause.kind in (RECORD, VERSION, READING) else None
        return edge.Cause(
            kind=cause.kind,
            reference=ID(cause.reference if cause.kind != RECORD or record else ""),
            actor=cause.actor,
            at=cause.at or (record.received if record else ""),
            text=self._text(cause, record),
        )

    def because(self, event: Event) -> str:
        """The nearest cause, in words."""
        return self.cause(event.causes[0]).text

    def taken_back(self, mentions: Collection[str], known: set[str]) -> Iterator[edge.Change]:
        """What was taken back about these mentions and stands in no event: the ledger has its time."""
        for made in self.seen.decisions:
            ends = (str(made.subject.get("a", "")), str(made.subject.get("b", "")))
            about = made.kind == RETRACTION and any(end in mentions for end in ends)
            if not about or made.class_ not in self.seen.allowed or made.id in known:
                continue
            there = self.seen.mentions.get(ends)
            if len(there) == len(set(ends)) and all(m.class_ in self.seen.allowed for m in there.values()):
                verdict = self._verdict(str(made.subject.get("judgement", "")))
                deed = Cause(RETRACTION, made.id, made.author, made.at, verdict, made.class_, ends)
                told = self.cause(deed)
                yield edge.Change(
                    id=ID(made.id),
                    at=made.at,
                    what=[DECIDED],
                    text=[told.text],
                    causes=[told],
                    before=[],
                    after=[],
                )

    def _verdict(self, id_: str) -> str:
        return next((one.kind for one in self.seen.decisions if one.id == id_), "")

    def _text(self, cause: Cause, record: Record | None) -> str:
        made = self._decisions.get((cause.reference, cause.at))
        kind, day = cause.kind, cause.at[:10]
        if kind in (JUDGEMENT, RETRACTION):
            return self._judged(cause, made)
        if kind == RECORD:
            if record is None:
                return self.say.say("cause_record_erased")
            return self.say.say("cause_record", source=record.source, day=record.received[:10])
        source = record.source if record else NOBODY
        words = {"author": cause.actor, "day": day or NOBODY, "source": source, "version": cause.reference}
        if kind == "correction":
            said = "cause_correction" if cause.verdict == kind else "cause_uncorrection"
            return self.say.say(said, **words, reason=made.reason if made else NOBODY)
        return self.say.say(f"cause_{kind}" if kind in PLAIN else "cause_unknown", **words)

    def _judged(self, cause: Cause, made: Inherited | None) -> str:
        if made is None or cause.verdict not in KINDS:
            return self.say.say(f"cause_{cause.kind}_erased", author=cause.actor, day=cause.at[:10])
        a, b = cause.ends
        if cause.kind == JUDGEMENT:
            said = Judgement(made.id, cause.verdict, a, b, made.class_, made.author, made.reason, made.at)
            return judged(said, self.say, self.name)
        return self.say.say(
            "cause_retraction",
            author=made.author,
            day=made.at[:10],
            a=self.name(a),
            b=self.name(b),
            kind=self.say.judged(cause.verdict),
            reason=made.reason,
        )

    def _group(self, cluster: Cluster) -> str:
        return group(cluster, self.say, self.name)

    def _groups(self, clusters: Iterable[Cluster]) -> str:
        return " | ".join(self._group(cluster) for cluster in sorted(clusters))

    def _parts(self, clusters: Iterable[Cluster]) -> list[edge.Part]:
        return [
            edge.Part(caption=self._group(cluster), mentions=[ID(m) for m in cluster]) for cluster in clusters
        ]
