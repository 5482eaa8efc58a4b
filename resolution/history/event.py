"""One change of clusters: as they were, as they are, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

from ledger.canonical import identify
from resolution.change import Cluster

JUDGEMENT, RETRACTION = "judgement", "retraction"
ERASURE, RECLASSIFICATION = "erasure", "reclassification"
RECORD, VERSION, READING = "record", "version", "reading"
MODEL, CODE, RESTORED, SCORE = "model", "code", "restored", "score"
"""Causes, beside the kinds of other decisions that touch mentions, such as a correction."""
DECIDED = (JUDGEMENT, RETRACTION, "correction")
"""Causes whose reference is a decision."""
JOINED, SPLIT, GONE, GREW = "joined", "split", "gone", "grew"
"""What happened to clusters; one event may be several of these."""
KEPT = ("at", "before", "after", "causes", "pair", "records")
"""What is stored of an event beside its places."""


@dataclass(frozen=True)
class Deed:
    """Something that a person did to mentions or records."""

    kind: str
    id: str
    actor: str
    at: str
    class_: int
    sequence: int
    mentions: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    verdict: str = ""

    @property
    def both(self) -> bool:
        """True for what joins or parts two mentions: it caused no change of one of them alone."""
        return self.kind in (JUDGEMENT, RETRACTION) and len(self.mentions) > 1


@dataclass(frozen=True)
class Cause:
    """Why clusters changed: what kind, which judgement, record or version, who did it and when.

    `at` is the ledger's time, "" where only the event's own is known; the actor of what no person did is
    "resolution" with the version of its model. `class_` is that of a person's deed, 0 for none. What a
    person wrote is not kept here: the ledger has it, until it is erased.
    """

    kind: str
    reference: str = ""
    actor: str = ""
    at: str = ""
    verdict: str = ""
    class_: int = 0
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The pair that joins the parts of a cluster, or that joined them until now: weight in bits."""

    a: str
    b: str
    weight: float
    probability: float


@dataclass(frozen=True)
class Event:
    """One change of the clusters of a layer: whole components, with its causes, the first the nearest.

    `at` is when resolution made it, `head` how far the ledger was then; `records` are those of the mentions
    that came or went. Its class is its layer.
    """

    layer: int
    at: str
    head: int
    before: tuple[Cluster, ...]
    after: tuple[Cluster, ...]
    causes: tuple[Cause, ...]
    pair: Evidence | None = None
    records: Mapping[str, str] = field(default_factory=dict)
    number: int = field(default=0, compare=False)
    id: str = field(default="", compare=False)

    @cached_property
    def key(self) -> str:
        """An id that tells nothing of its place: `head` counts what is hidden too, and would show in it."""
        return self.id or identify("change", self.layer, self.at, list(self.before), list(self.after))

    @cached_property
    def mentions(self) -> frozenset[str]:
        """All mentions that it is about."""
        return frozenset(m for cluster in (*self.before, *self.after) for m in cluster)

    @cached_property
    def what(self) -> tuple[str, ...]:
        """joined, split, gone, grew: all that happened."""
        was = {m: cluster[0] for cluster in self.before for m in cluster}
        now = {m: cluster[0] for cluster in self.after for m in cluster}
        joined = any(len({was[m] for m in cluster if m in was}) > 1 for cluster in self.after)
        split = any(len({now[m] for m in cluster if m in now}) > 1 for cluster in self.before)
        gone, grew = bool(was.keys() - now.keys()), bool(now.keys() - was.keys())
        found = ((JOINED, joined), (SPLIT, split), (GONE, gone), (GREW, grew))
        return tuple(name for name, is_so in found if is_so)

    @property
    def gone(self) -> frozenset[str]:
        """The mentions that went."""
        return self.mentions - {m for cluster in self.after for m in cluster}

    @property
    def erased(self) -> frozenset[str]:
        """The mentions that an erasure took away."""
        return self.gone if any(cause.kind == ERASURE for cause in self.causes) else frozenset()

    @property
    def renewed(self) -> bool:
        """True when mentions went only for others of the same records, by a newer version or reading."""
        return not any(cause.kind not in (VERSION, READING, RECORD) for cause in self.causes)

    def without(self, hidden: Collection[str], causes: Iterable[Cause]) -> Event | None:
        """The event as if these mentions had never been, with these causes; None where nothing is left."""
        kept = tuple(causes)
        before, after = _without(self.before, hidden), _without(self.after, hidden)
        if not kept or set(before) == set(after):
            return None
        pair = None if self.pair and {self.pair.a, self.pair.b} & set(hidden) else self.pair
        records = {m: r for m, r in self.records.items() if m not in hidden}
        return replace(self, before=before, after=after, causes=kept, pair=pair, records=records, id=self.key)

    def packed(self) -> bytes:
        """As it is stored, without its layer and places."""
        kept = {name: getattr(self, name) for name in KEPT}
        return orjson.dumps(kept | ({"id": self.id} if self.id else {}))

    def renamed(self, names: Mapping[str, str], known: Collection[str]) -> Event:
        """The same with other words for some mentions, and no name of a decision that is not `known`.

        Its id stays, which was made of the old ones.
        """

        def name(mention: str) -> str:
            return names.get(mention, mention)

        def all_of(clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
            return tuple(tuple(sorted(map(name, cluster))) for cluster in clusters)

        causes = tuple(
            replace(
                one,
                reference="" if one.kind in DECIDED and one.reference not in known else one.reference,
                ends=tuple(map(name, one.ends)),
            )
            for one in self.causes
        )
        pair = self.pair and replace(self.pair, a=name(self.pair.a), b=name(self.pair.b))
        records = {name(m): "" if m in names else record for m, record in self.records.items()}
        before, after = all_of(self.before), all_of(self.after)
        return replace(
            self, before=before, after=after, causes=causes, pair=pair, records=records, id=self.key
        )


def unpacked(number: int, id_: str, layer: int, head: int, body: bytes) -> Event:
    """The event that was stored."""
    said: dict[str, Any] = orjson.loads(body)
    return Event(
        layer=layer,
        at=said["at"],
        head=head,
        before=tuple(map(tuple, said["before"])),
        after=tuple(map(tuple, said["after"])),
        causes=tuple(Cause(**{**one, "ends": tuple(one["ends"])}) for one in said["causes"]),
        pair=Evidence(**said["pair"]) if said["pair"] else None,
        records=said["records"],
        number=number,
        id=said.get("id", id_),
    )


def _without(clusters: Iterable[Cluster], hidden: Collection[str]) -> tuple[Cluster, ...]:
    left = (tuple(m for m in cluster if m not in hidden) for cluster in clusters)
    return tuple(sorted(cluster for cluster in left if cluster))
