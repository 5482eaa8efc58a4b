"""Who is who in the layers that stand on a base: its clusters are atoms that nothing hidden can change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from time import perf_counter

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Against, Cluster
from resolution.comparison.features import Features, person_features
from resolution.comparison.generic import numbers_of
from resolution.judgements import Judged, Judgements, judgements, named_in, taken_back, told_apart
from resolution.layers.batch import Resolved, apart, by_kind, notes_of, undoing, users_of
from resolution.layers.footprint import Footprint
from resolution.layers.ground import Beneath, Ground, all_keys
from resolution.layers.persons import LayerPersons, layer_persons
from resolution.layers.standing import basis_of
from resolution.layers.suspects import keys_of_all, layer_suspects
from resolution.layers.things import ALIAS, keys_in, layer_things, own_keys
from resolution.layers.whole import Whole
from resolution.store.clusters import ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.exact import Seen
from resolution.things.scored import KEYS
from resolution.weights.model import Model

Rows = list[tuple[Mention, Features]]
Found = dict[str, list[Cluster]]
PERSON = "Person"


@dataclass
class Domain:
    """A base layer that was resolved, its model, and the classes whose layers stand on it.

    `decisions` come in the order in which they were made, of any class. What the layers ask of the base
    is asked once for all of them, of `beneath`: an index of the base, or else the base read as a whole.
    """

    mentions: MentionStore
    clusters: ClusterStore
    model: Model
    base: int
    layers: Sequence[int]
    decisions: Sequence[Judged] = ()
    beneath: Beneath | None = None
    _things: dict[str, Seen] = field(default_factory=dict)
    _near: dict[str, Mapping[str, Collection[str]]] = field(default_factory=dict)

    def resolve(self, layer: int) -> Resolved:
        """Resolve one layer anew and write what differs in one transaction; the base stays as it is.

        A layer holds the clusters that say more than the base: those with a mention of its class, those
        that join base clusters, and those that something of its class speaks against.
        """
        begun, read = perf_counter(), Footprint()
        persons = self._persons(layer, read)
        things, notes = self._resolve_things(layer, persons.clusters, read)
        found = {PERSON: persons.clusters} | things
        stamps = {id_: s for type_ in found for id_, s in self.mentions.stamps(type_, [layer]).items()}
        counts = {"candidates": persons.candidates, "pairs": len(persons.pairs)}
        counts["changes"] = self._write(layer, found, stamps, persons, read)
        counts |= {f"{type_} entities": len(made) for type_, made in found.items()}
        notes = notes_of(persons.capped, persons.generic) + notes
        return Resolved(counts, {"layer": round(perf_counter() - begun, 3)}, tuple(notes))

    def judged(self, layer: int) -> Judgements:
        """What counts in a layer: the judgements of its class, and what the base judged to be two things.

        But for what the layer takes back of the latter.
        """
        own = self._own_judged[layer]
        return Judgements(own.same, own.different.union(told_apart(self.decisions, layer, (self.base,))))

    @cached_property
    def _own_judged(self) -> Mapping[int, Judgements]:
        return {layer: judgements(self.decisions, layer) for layer in (self.base, *self.layers)}

    # Persons

    def _persons(self, layer: int, read: Footprint) -> LayerPersons:
        if not self._rows[layer] and not self._own_judged[layer].same:
            return LayerPersons([], [], [])
        rows, judged = self._rows[layer], self.judged(layer)
        made = layer_persons(rows, self.base, self._ground, self.clusters, self.model, judged)
        read.rows(features for _, features in rows)
        read.mentions(made.looked)
        return made

    @cached_property
    def _rows(self) -> Mapping[int, Rows]:
        return {layer: list(person_features(self.mentions, layer)) for layer in self.layers}

    @cached_property
    def _ground(self) -> Ground:
        features = [f for rows in self._rows.values() for _, f in rows]
        keys = {key for f in features for key in all_keys(f)}
        numbers = {number for f in features for number in numbers_of(f)}
        return self._beneath.persons(keys, numbers)

    @cached_property
    def _beneath(self) -> Beneath:
        judged = self._own_judged[self.base].judged
        return self.beneath or Whole(self.mentions, self.clusters, self.model, self.base, judged)

    # The rest

    def _resolve_things(
        self, layer: int, persons: Sequence[Cluster], read: Footprint
    ) -> tuple[Found, list[str]]:
        found: Found = {}
        notes: list[str] = []
        for type_ in self._types(layer):
            own = self._own_keys(type_, layer, persons)
            below = self._base_keys(type_, own)
            found[type_], common, looked = layer_things(
                type_, own, below, self.base, self.clusters, self.judged(layer)
            )
            read.exact(type_, keys_in(own))
            read.mentions(looked)
            notes += by_kind(common.items(), "are too common to join anything, the largest held by")
        return found, notes

    def _types(self, layer: int) -> list[str]:
        """The types beside persons of which the layer has mentions, or judged that two are one."""
        judged = self.mentions.get(id_ for pair in self._own_judged[layer].same for id_ in pair).values()
        of_judged = {mention.type for mention in judged if mention.class_ in (layer, self.base)}
        return sorted(of_judged.union(self.mentions.types([layer])) - {PERSON})

    def _own_keys(self, type_: str, layer: int, persons: Sequence[Cluster] = ()) -> Seen:
        holders = self._holders(layer, persons) if type_ == ALIAS else {}
        return own_keys(type_, self.mentions.of_type(type_, [layer]), holders)

    def _holders(self, layer: int, persons: Sequence[Cluster]) -> dict[str, set[str]]:
        """Alias of this layer → the layer's cluster of its person, and the base clusters in that."""
        below = self.clusters.cluster_of(self.base, [m for cluster in persons for m in cluster])
        names = {c[0]: {c[0], *(below[m][0] for m in c if m in below)} for c in persons}
        return {alias: names[user] for alias, user in users_of(self.mentions, layer, persons).items()}

    def _base_keys(self, type_: str, own: Seen) -> Seen:
        """What the base has under the keys of its layers; aliases, whose keys hang on persons, each time."""
        ids = {id_ for layer in self.layers for id_ in self._own_judged[layer].judged}
        if type_ == ALIAS:
            return self._beneath.seen(type_, keys_in(own), ids)
        if type_ not in self._things:
            keys = {key for layer in self.layers for key in keys_in(self._own_keys(type_, layer))}
            self._things[type_] = self._beneath.seen(type_, keys, ids)
        return self._things[type_]

    def _suspects(self, layer: int, found: Found, read: Footprint) -> Iterator[Suspect]:
        """Pairs of things that people who see the layer should look at."""
        for type_ in sorted(found.keys() & KEYS.keys() & {*self.mentions.types([layer])}):
            known = (self._base_near(type_), partial(self._beneath.said, type_))
            at = (layer, self.base, *known, self.mentions, self.clusters, self.judged(layer), read)
            yield from layer_suspects(type_, found[type_], *at)

    def _base_near(self, type_: str) -> Mapping[str, Collection[str]]:
        if type_ not in self._near:
            keys = keys_of_all(type_, self.mentions.of_type(type_, self.layers))
            self._near[type_] = self._beneath.near(type_, keys)
        return self._near[type_]

    # Writing

    def _write(
        self, layer: int, found: Found, stamps: Mapping[str, bytes], persons: LayerPersons, read: Footprint
    ) -> int:
        own, back = self._own_judged[layer], taken_back(self.decisions, layer, (self.base,))
        judged = apart(own, self._known(own.judged, stamps))
        undone = undoing(back, self._known({id_ for pair in back for id_ in pair}, stamps))
        against = {(one.a, one.b): one for one in (*persons.against, *undone, *judged)}
        made = [cluster for clusters in found.values() for cluster in clusters]
        made += self._bearing(against.values(), made)
        suspects = list(self._suspects(layer, found, read))
        read.mentions(mention for cluster in made for mention in cluster)
        read.mentions(named_in(self.decisions, layer))
        return self.clusters.replace(
            layer,
            made,
            stamps,
            persons.pairs,
            self.mentions.position,
            self.mentions.incarnation,
            self.model.version,
            against.values(),
            [self.base],
            basis_of(self.mentions, layer, [self.base], self.decisions, footed=True),
            suspects,
            read.marks,
        )

    def _known(self, judged: Collection[str], stamps: Mapping[str, bytes]) -> set[str]:
        """Those of these mentions that are in the layer: its own, and those of the base."""
        return {id_ for id_ in judged if id_ in stamps} | set(self.clusters.cluster_of(self.base, judged))

    def _bearing(self, against: Iterable[Against], made: Iterable[Cluster]) -> list[Cluster]:
        """The base clusters of which something is told, and which no cluster of the layer holds."""
        told = {id_ for one in against for id_ in (one.a, one.b)} - {m for cluster in made for m in cluster}
        return sorted(set(self.clusters.cluster_of(self.base, told).values()))
