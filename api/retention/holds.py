"""What is open and holds records back: measures to take, and investigations that are not over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from api.installation import Installation
from api.retention.days import day_of
from graph.ontology import Mention
from policy.terms import Hold, Terms, word

MANY = 500


def open_holds(
    house: Installation, terms: Terms, on: date, seen: Collection[int] | None = None
) -> Mapping[str, frozenset[str]]:
    """Record → what holds it on a day. Of all classes: a hold that nobody here may see holds all the same.

    `seen`: as a session that sees these classes is told of it, to whom a hold of another class is none.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for hold in terms.holds:
        for record in _held(house, hold, on, seen):
            found[record].add(hold.name)
    return {record: frozenset(names) for record, names in found.items()}


def _held(house: Installation, hold: Hold, on: date, seen: Collection[int] | None) -> Iterator[str]:
    """The records that say what is open, and all that are about a thing which it reaches."""
    classes = [one for one in house.mentions.classes() if seen is None or one in seen]
    opened = [m for m in house.mentions.of_type(hold.type, classes) if _open(m, hold, on)]
    for some in _cut(sorted({mention.record for mention in opened})):
        yield from some
        own = [m.id for m in house.mentions.of_records(some) if m.type in hold.reaches]
        if hold.type in hold.reaches:  # of the cases in it, the open ones alone
            known = {mention.id for mention in opened}
            own = [id_ for id_ in own if id_ in known]
        for layer in (one for one in house.clusters.layers() if seen is None or one in seen):
            joined = {id_ for cluster in house.clusters.cluster_of(layer, own).values() for id_ in cluster}
            yield from house.mentions.records_of(joined).values()


class OpenHolds:
    """The same, asked of some records and brought up to date by what changed; of one day and one session."""

    def __init__(
        self, house: Installation, terms: Terms, on: date, seen: Collection[int] | None = None
    ) -> None:
        self._house, self._terms, self._on, self._seen = house, terms, on, seen
        self._own: dict[str, dict[str, frozenset[str]]] = {hold.name: {} for hold in terms.holds}
        self._all: dict[str, set[str]] = {hold.name: set() for hold in terms.holds}
        classes = [one for one in house.mentions.classes() if self._sees(one)]
        types = {hold.type for hold in terms.holds}
        opened = {
            m.record
            for type_ in sorted(types)
            for m in house.mentions.of_type(type_, classes)
            if any(hold.type == type_ and _open(m, hold, on) for hold in terms.holds)
        }
        self.change(opened)

    def change(self, records: Iterable[str]) -> set[str]:
        """Read these records anew; the mentions by which they hold others otherwise than before."""
        moved: set[str] = set()
        for some in _cut(sorted(set(records))):
            said: dict[str, list[Mention]] = defaultdict(list)
            for mention in self._house.mentions.of_records(some):
                said[mention.record].append(mention)
            for hold in self._terms.holds:
                for record in some:
                    moved |= self._put(hold, record, said.get(record, []))
        return moved

    def of(self, records: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Record → what holds it, for those of these that something holds."""
        found: dict[str, set[str]] = defaultdict(set)
        mentions = self._house.mentions.of_records(records)
        for hold in self._terms.holds:
            opened, every = self._own[hold.name], self._all[hold.name]
            for record in records:
                if record in opened:
                    found[record].add(hold.name)
            record_of = {one.id: one.record for one in mentions} if every else {}
            for layer in (one for one in self._house.clusters.layers() if self._sees(one)):
                for id_, cluster in self._house.clusters.cluster_of(layer, list(record_of)).items():
                    if not every.isdisjoint(cluster):
                        found[record_of[id_]].add(hold.name)
        return {record: frozenset(names) for record, names in found.items()}

    def _put(self, hold: Hold, record: str, said: Sequence[Mention]) -> set[str]:
        """What a record says of one hold from now on; the mentions that are reached otherwise."""
        opened = {
            m.id for m in said if m.type == hold.type and self._sees(m.class_) and _open(m, hold, self._on)
        }
        own = {m.id for m in said if m.type in hold.reaches} if opened else set()
        if hold.type in hold.reaches:  # of the cases in it, the open ones alone
            own &= opened
        known = self._own[hold.name]
        before = known.pop(record, None)
        if opened:
            known[record] = frozenset(own)
        self._all[hold.name] -= before or frozenset()
        self._all[hold.name] |= own
        return own ^ (before or frozenset())

    def _sees(self, class_: int) -> bool:
        return self._seen is None or class_ in self._seen


def _open(mention: Mention, hold: Hold, on: date) -> bool:
    """Whether it says that something is open: of the kind or state, and without an end that has passed."""
    said = mention.values("kind" if hold.type == "Event" else "status")
    if not any(word(one) in hold.words for one in said):
        return False
    ends = [day for text in mention.values("endDate") if (day := day_of(text))]
    return not ends or max(ends) >= on


def _cut(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))
