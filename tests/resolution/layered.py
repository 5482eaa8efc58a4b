"""Worlds of two domains with restricted and compound classes, as the tests of layers resolve them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from people import Decision, stores

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Against, Cluster, Pair
from resolution.layers.batch import resolve
from resolution.layers.compound import resolve_compound
from resolution.layers.domain import Domain
from resolution.store.clusters import ClusterStore
from resolution.store.suspects import Suspect
from resolution.things.scored import KEYS
from resolution.weights.model import default_model

JUDICIAL, ADMINISTRATIVE, BOTH, INFORMANT, SEALED, MET, WATCHED = 1, 2, 3, 11, 12, 13, 21
LAYERS = {JUDICIAL: (INFORMANT, SEALED), ADMINISTRATIVE: (WATCHED,)}
COMPOUNDS = {BOTH: (JUDICIAL, ADMINISTRATIVE), MET: (JUDICIAL, INFORMANT, SEALED)}
MODEL = default_model()


@dataclass(frozen=True)
class Held:
    """All that one layer holds."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...]
    against: tuple[Against, ...]
    suspects: tuple[Suspect, ...] = ()


@dataclass
class Layered:
    """What is known: mentions of any class and decisions in their order."""

    mentions: Sequence[Mention] = ()
    decisions: Sequence[Decision] = field(default_factory=list)

    def without(self, *classes: int) -> Layered:
        """The same without all that these classes hold."""
        return Layered(
            [m for m in self.mentions if m.class_ not in classes],
            [d for d in self.decisions if d.class_ not in classes],
        )

    def held(self) -> dict[int, Held]:
        """Every layer, resolved from the beginning."""
        with stores(list(self.mentions)) as (store, clusters):
            resolve_all(store, clusters, self.decisions)
            return {layer: held_in(clusters, layer) for layer in (*LAYERS, *COMPOUNDS, *above())}


def above() -> list[int]:
    return [layer for layers in LAYERS.values() for layer in layers]


def resolve_all(store: MentionStore, clusters: ClusterStore, decisions: Sequence[Decision]) -> None:
    """All layers in the order in which they stand on one another."""
    for base, layers in LAYERS.items():
        resolve(store, clusters, MODEL, base, decisions)
        domain = Domain(store, clusters, MODEL, base, layers, decisions)
        for layer in layers:
            domain.resolve(layer)
    for layer, over in COMPOUNDS.items():
        resolve_compound(store, clusters, layer, over, decisions)


def held_in(clusters: ClusterStore, layer: int) -> Held:
    told = tuple(clusters.pairs(layer)), tuple(clusters.against(layer))
    suspects = tuple(one for type_ in KEYS for one in clusters.suspects.heaviest(layer, type_, 10_000))
    return Held(tuple(clusters.clusters(layer)), *told, suspects)
