"""What caused a change of clusters: what people did, which records came and went, and what computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from resolution.change import Cluster
from resolution.history.event import (
    CODE,
    JUDGEMENT,
    MODEL,
    READING,
    RECORD,
    RESTORED,
    RETRACTION,
    SCORE,
    VERSION,
    Cause,
    Deed,
    Event,
    Evidence,
)
from resolution.store.clusters import ClusterStore

Fates = Callable[[Iterable[str], Iterable[str]], Mapping[str, Cause]]
"""Records that came and records that went → what a person did to them, where a person did."""


def nobody(came: Iterable[str], gone: Iterable[str]) -> Mapping[str, Cause]:
    """Nobody did anything to a record."""
    return {}


@dataclass(frozen=True)
class Computed:
    """With what a layer is resolved: versions of its model and of the code, and of which ledger."""

    model: str = ""
    code: str = ""
    ledger: str = ""


@dataclass(frozen=True)
class Causes:
    """What happened since a layer was last told of: `deeds` of people, and with what it was computed."""

    deeds: Sequence[Deed]
    was: Computed
    now: Computed
    fates: Fates = nobody
    _by_mention: dict[str, list[Deed]] = field(default_factory=dict)
    _by_record: dict[str, list[Deed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for deed in self.deeds:
            for mention in deed.mentions:
                self._by_mention.setdefault(mention, []).append(deed)
            for record in deed.records:
                self._by_record.setdefault(record, []).append(deed)

    def of(
        self, mentions: Iterable[str], came: Mapping[str, str], gone: Mapping[str, str]
    ) -> tuple[Cause, ...]:
        """The causes of a change of these mentions, of which some came and went with their records.

        What people did comes first, then records, then another model or code; a change for which there is
        none of these is the scores' alone: what else is known changed how much a name or number weighs.
        """
        done = self._done(set(mentions), {*came.values(), *gone.values()})
        found = [_did(deed) for deed in done]
        found += self._records(came, gone)
        found += self._versions()
        return tuple(found) or (Cause(SCORE, actor=self._actor),)

    def _done(self, mentions: set[str], records: set[str]) -> list[Deed]:
        near = [deed for m in mentions for deed in self._by_mention.get(m, ())]
        near += [deed for record in records for deed in self._by_record.get(record, ())]
        once = {deed.sequence: deed for deed in near if not deed.both or mentions.issuperset(deed.mentions)}
        return [once[place] for place in sorted(once, reverse=True)]

    def _records(self, came: Mapping[str, str], gone: Mapping[str, str]) -> Iterator[Cause]:
        new, old = set(came.values()), set(gone.values())
        did = self.fates(new, old)
        yield from dict.fromkeys(did[record] for record in sorted(did))
        for record in sorted((new | old) - did.keys()):
            kind = READING if record in new & old else RECORD if record in new else VERSION
            yield Cause(kind, record, self._actor)

    def _versions(self) -> Iterator[Cause]:
        if self.was.ledger and self.was.ledger != self.now.ledger:
            yield Cause(RESTORED, actor=self._actor)
        if self.was.model and self.was.model != self.now.model:
            yield Cause(MODEL, self.now.model, self._actor)
        if self.was.code and self.was.code != self.now.code:
            yield Cause(CODE, self.now.code, self._actor)

    @property
    def _actor(self) -> str:
        return f"resolution {self.now.model}".strip()


def joining(
    clusters: ClusterStore, layer: int, before: Sequence[Cluster], after: Sequence[Cluster]
) -> Evidence | None:
    """The strongest pair between parts that were apart and are one now; None where no score joined them."""
    was = {m: cluster[0] for cluster in before for m in cluster}
    now = {m: cluster[0] for cluster in after for m in cluster}
    largest = max(before, key=len, default=())
    asked = sorted(now.keys() - set(largest))
    between = [
        pair
        for pair in clusters.pairs(layer, asked)
        if now.get(pair.a) == now.get(pair.b) and (was.get(pair.a) or pair.a) != (was.get(pair.b) or pair.b)
    ]
    best = max(between, key=lambda pair: (pair.weight, pair.a, pair.b), default=None)
    return Evidence(best.a, best.b, best.weight, best.probability) if best else None


def parting(earlier: Sequence[Event], after: Sequence[Cluster]) -> Evidence | None:
    """The pair that joined, when it last did, what is apart now; None where no score had joined it."""
    now = {m: cluster[0] for cluster in after for m in cluster}
    for event in reversed(earlier):
        if (pair := event.pair) and now.get(pair.a) != now.get(pair.b):
            return pair
    return None


def _did(deed: Deed) -> Cause:
    ends = deed.mentions if deed.kind in (JUDGEMENT, RETRACTION) else ()
    return Cause(deed.kind, deed.id, deed.actor, deed.at, deed.verdict, deed.class_, ends)
