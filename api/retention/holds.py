"""What is open and holds records back: measures to take, and investigations that are not over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
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


def _open(mention: Mention, hold: Hold, on: date) -> bool:
    """Whether it says that something is open: of the kind or state, and without an end that has passed."""
    said = mention.values("kind" if hold.type == "Event" else "status")
    if not any(word(one) in hold.words for one in said):
        return False
    ends = [day for text in mention.values("endDate") if (day := day_of(text))]
    return not ends or max(ends) >= on


def _cut(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))
