"""Suspected aliases: persons of different names who share what is one person's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.comparison.features import HOLDS, Features, person_features
from resolution.comparison.judges import given, surname
from resolution.judgements import Judgements
from resolution.names.text import bare
from resolution.store.clusters import ClusterStore

TELLING = {
    "phone": 1.0,
    "imei": 1.0,
    "imsi": 1.0,
    "email": 1.0,
    "account": 1.0,
    "handle": 0.8,
    "document": 2.0,
    "card": 1.5,
}
"""Kinds of Objects that one person uses, and how much it says that two names share one."""
MATCH, PROBE = 3.0, "match"
"""What it says that a matcher of prints, faces or traces named both for one probe."""
MOST_HOLDERS = 6
"""Persons from whom on a thing in common says nothing: a family's phone, a cell's document."""
ALIKE_SURNAMES, ALIKE_GIVENS = 6, 5
"""The level of the comparisons of names from which two are no spellings of one another."""

NOTHING = Judgements()
NAMES = ("given", "given_root", "given_parts", "surname", "surname_sound", "surname_parts")
Thing = tuple[str, str]
"""Kind and number of something that persons have."""


@dataclass(frozen=True)
class Way:
    """How a person comes to a thing: mention of the person, relation, mention of the thing, record."""

    person: str
    relation: str
    thing: str
    record: str


@dataclass(frozen=True)
class Shared:
    """A thing that both have: its kind and number, how many persons have it, and how each comes to it."""

    kind: str
    number: str
    holders: int
    left: tuple[Way, ...]
    right: tuple[Way, ...]

    @property
    def weight(self) -> float:
        """What it says, less the more persons have it; no probability."""
        return round(TELLING.get(self.kind, MATCH) / (self.holders - 1), 4)

    @property
    def records(self) -> tuple[str, ...]:
        """The records that it rests on, sorted."""
        return tuple(sorted({way.record for way in (*self.left, *self.right)}))


@dataclass(frozen=True)
class SuspectedAlias:
    """Two persons' clusters of a layer (a < b) of different names, and what they share, strongest first."""

    a: Cluster
    b: Cluster
    evidence: tuple[Shared, ...]

    @property
    def score(self) -> float:
        """The sum of what the evidence says: it orders suspicions and is no probability."""
        return round(sum(shared.weight for shared in self.evidence), 4)


@dataclass
class _Person:
    """What is gathered of one cluster."""

    names: set[Features] = field(default_factory=set)
    records: set[str] = field(default_factory=set)


@dataclass
class _Gathered:
    persons: dict[Cluster, _Person] = field(default_factory=dict)
    holders: dict[Thing, dict[Cluster, list[Way]]] = field(default_factory=dict)

    def hold(self, thing: Thing, cluster: Cluster, way: Way) -> None:
        self.holders.setdefault(thing, {}).setdefault(cluster, []).append(way)


def suspected_aliases(
    mentions: MentionStore, clusters: ClusterStore, layer: int, judged: Judgements = NOTHING
) -> list[SuspectedAlias]:
    """Pairs of persons who may be one under two names: for people to check, never a merge.

    They share a phone, an account, a document or a match of prints, faces or traces; no name of one is a
    spelling of one of the other; no record names both, which would make them two; and nobody judged that
    they are two. Best first.
    """
    made = _gathered(mentions, clusters, layer)
    pairs: dict[tuple[Cluster, Cluster], list[Shared]] = {}
    for (kind, number), holders in sorted(made.holders.items()):
        if not 2 <= len(holders) <= MOST_HOLDERS:
            continue
        for a, b in combinations(sorted(holders), 2):
            if _may_be_one(made.persons[a], made.persons[b]) and not judged.forbid(a, b):
                ways = [tuple(sorted(holders[side], key=_by_record)) for side in (a, b)]
                pairs.setdefault((a, b), []).append(Shared(kind, number, len(holders), *ways))
    found = [SuspectedAlias(a, b, tuple(sorted(shared, key=_order))) for (a, b), shared in pairs.items()]
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))


def _order(shared: Shared) -> tuple[float, str, str]:
    return -shared.weight, shared.kind, shared.number


def _by_record(way: Way) -> tuple[str, str, str]:
    return way.record, way.person, way.thing


def _may_be_one(a: _Person, b: _Person) -> bool:
    """True when no record names both, and no name of one is a spelling of a name of the other."""
    if not a.records.isdisjoint(b.records):
        return False
    return not any(one_name(x, y) for x in a.names for y in b.names)


def one_name(x: Features, y: Features) -> bool:
    """True where the names are spellings of one, or one of them is not known."""
    return surname(x, y) < ALIKE_SURNAMES and given(x, y) < ALIKE_GIVENS


def _gathered(mentions: MentionStore, clusters: ClusterStore, layer: int) -> _Gathered:
    made = _Gathered()
    matches = _matches(mentions, layer)
    for page in _pages(person_features(mentions, layer)):
        cluster_of = clusters.cluster_of(layer, [mention.id for mention, _ in page])
        targets = mentions.get({s.target for mention, _ in page for s in mention.relations()})
        for mention, row in page:
            cluster = cluster_of.get(mention.id, (mention.id,))
            person = made.persons.setdefault(cluster, _Person())
            person.names.add(Features(**{name: getattr(row, name) for name in NAMES}))
            person.records.add(mention.record)
            for thing, way in (*_held(mention, targets, layer), *matches.get(mention.id, ())):
                made.hold(thing, cluster, way)
    return made


def _held(person: Mention, targets: dict[str, Mention], layer: int) -> Iterator[tuple[Thing, Way]]:
    """The phones, accounts and documents that a mention has, and how."""
    for said in person.relations():
        held = targets.get(said.target)
        if said.property not in HOLDS or said.status == "denied" or held is None or held.class_ != layer:
            continue
        kind, number = held.first("kind"), bare(held.first("number"))
        if kind in TELLING and number:
            yield (kind, number), Way(person.id, said.property, held.id, person.record)


def _matches(mentions: MentionStore, layer: int) -> dict[str, list[tuple[Thing, Way]]]:
    """Mention of a person → the probes that a matcher of prints, faces or traces named it for."""
    events = [m for m in mentions.of_type("Event", [layer]) if m.first("kind") == "match"]
    probes: dict[str, list[Mention]] = {}
    for held in mentions.of_records({event.record for event in events}):
        if held.type == "Object" and held.class_ == layer and held.first("kind") == "trace":
            probes.setdefault(held.record, []).append(held)
    found: dict[str, list[tuple[Thing, Way]]] = {}
    for event in events:
        for said in event.relations():
            if said.property == "CONCERNS" and said.status != "denied":
                for probe in probes.get(event.record, ()):
                    if number := bare(probe.first("hash") or probe.first("number")):
                        way = Way(said.target, said.property, probe.id, event.record)
                        found.setdefault(said.target, []).append(((PROBE, number), way))
    return found


def _pages(
    rows: Iterator[tuple[Mention, Features]], size: int = 2000
) -> Iterator[Sequence[tuple[Mention, Features]]]:
    while page := list(islice(rows, size)):
        yield page
