"""Who is who in one layer, from all its mentions: the batch."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from time import perf_counter

from graph.derive.takenback import taken_back
from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Against, Cluster
from resolution.clustering.persons import Persons, resolve_persons
from resolution.comparison.generic import BESIDE
from resolution.engines.engine import DUCKDB
from resolution.judgements import Judged, Judgements, judgements
from resolution.store.clusters import Basis, ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.exact import Found, exact
from resolution.weights.model import Model

Find = Callable[[Judgements], Persons]
Keep = Callable[[str, Found], None]
COMMON = "are too common to join anything, the largest held by"
PLATE = "plate"
JUDGED = "judgement"
"""The reason of what somebody judged to be two things."""


@dataclass(frozen=True)
class Resolved:
    """What a run did: mentions and entities by type, candidates, pairs, changes; and the seconds it took.

    `notes` says what was not used: keys held by too many, identifiers that tell nobody apart.
    """

    counts: Mapping[str, int]
    seconds: Mapping[str, float]
    notes: tuple[str, ...] = ()


@dataclass
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.seconds[name] = round(now - self._since, 3)
        self._since = now


def resolve(
    mentions: MentionStore,
    clusters: ClusterStore,
    model: Model,
    layer: int,
    decisions: Iterable[Judged] = (),
    engine: str = DUCKDB,
    find: Find | None = None,
    keep: Keep | None = None,
) -> Resolved:
    """Resolve a base layer anew and write what differs: clusters, pairs and changes in one transaction.

    `decisions` come in the order in which they were made. The result depends on mentions, model and
    judgements alone; the same again writes no change. `engine` ("duckdb" or "spark") changes where the work
    is done, not the result. `find` is another way to the same persons: one that keeps them in an index;
    `keep` is told what was found of each other type.
    """
    clock = _Clock()
    position, incarnation, basis = mentions.position, mentions.incarnation, Basis(mentions.edition)
    judged = judgements(decisions, layer)
    persons = find(judged) if find else resolve_persons(mentions, model, layer, judged, engine)
    clock.lap("persons")
    found: dict[str, list[Cluster]] = {"Person": persons.clusters}
    suspects: list[Suspect] = []
    notes = notes_of(persons.capped, persons.generic)
    types = mentions.types([layer])
    users = users_of(mentions, layer, persons.clusters) if "Alias" in types else {}
    for type_ in types:
        if type_ != "Person":
            made = exact(type_, mentions.of_type(type_, [layer]), judged, users)
            if keep:
                keep(type_, made)
            found[type_] = made.clusters
            suspects += (Suspect(type_, pair) for pair in made.pairs)
            notes += by_kind(made.generic.items(), COMMON)
    clock.lap("others")
    stamps = {id_: stamp for type_ in found for id_, stamp in mentions.stamps(type_, [layer]).items()}
    all_ = [cluster for clusters_ in found.values() for cluster in clusters_]
    against = apart(judged, stamps)
    known = (position, incarnation, model.version)
    changes = clusters.replace(layer, all_, stamps, persons.pairs, *known, against, (), basis, suspects)
    clock.lap("write")
    counts = {"candidates": persons.candidates, "pairs": len(persons.pairs), "changes": changes}
    counts |= {f"{type_} mentions": sum(map(len, some)) for type_, some in found.items()}
    counts |= {f"{type_} entities": len(some) for type_, some in found.items()}
    return Resolved(counts, clock.seconds, tuple(notes))


def notes_of(capped: Iterable[tuple[str, int, int]], generic: Iterable[tuple[str, int]]) -> list[str]:
    """What was not used, in words; no identifier stands in them, for whoever runs this need not see any."""
    notes = [f"key {name}: {keys} values not used, the largest held by {size}" for name, keys, size in capped]
    return notes + by_kind(generic, "hold too many names to tell anybody apart, the largest")


def by_kind(held: Iterable[tuple[str, int]], what: str) -> list[str]:
    """Values ("kind:value") with their sizes as one line for each kind."""
    sizes: dict[str, list[int]] = {}
    for name, size in held:
        sizes.setdefault(kind_of(name), []).append(size)
    return [f"{kind}: {len(found)} {what} {max(found)}" for kind, found in sorted(sizes.items())]


def kind_of(name: str) -> str:
    """The kind of a value ("kind:value"), which may be said where the value may not; plates have none."""
    kind, colon, _ = name.removeprefix(BESIDE).partition(":")
    return kind if colon else PLATE


def apart(judged: Judgements, known: Container[str]) -> list[Against]:
    """What somebody judged to be two things, where both mentions are still there."""
    return [Against(a, b, JUDGED, True) for a, b in sorted(judged.different) if a in known and b in known]


def undoing(back: Mapping[tuple[str, str], Iterable[int]], known: Container[str]) -> list[Against]:
    """What a layer takes back of what others judged to be two things, where both mentions are still there."""
    made = sorted(back.items())
    return [Against(a, b, taken_back(of)) for (a, b), of in made if a in known and b in known]


def users_of(mentions: MentionStore, layer: int, clusters: Iterable[Cluster]) -> dict[str, str]:
    """Mention of an alias → the name of the person's cluster that used it."""
    cluster_of = {mention: cluster[0] for cluster in clusters for mention in cluster}
    return used_by_persons(mentions.of_type("Person", [layer]), cluster_of)


def used_by_persons(persons: Iterable[Mention], cluster_of: Mapping[str, str]) -> dict[str, str]:
    """The same for the aliases of these persons, by id; the last one to name one counts."""
    users = {}
    for person in persons:
        for statement in person.relations():
            if statement.property == "KNOWN_AS" and person.id in cluster_of:
                users[statement.target] = cluster_of[person.id]
    return users
