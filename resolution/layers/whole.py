"""A base that is read as a whole, once for all its layers: where there is no index of it to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.clustering.persons import nodes_of
from resolution.comparison.features import person_features
from resolution.comparison.profiles import profiles
from resolution.layers.batch import users_of
from resolution.layers.ground import Ground, ground
from resolution.layers.suspects import keys_of_mention
from resolution.layers.things import ALIAS, base_keys
from resolution.store.clusters import ClusterStore
from resolution.things.exact import Seen
from resolution.things.thing import Said, said_by
from resolution.weights.model import Model


@dataclass(frozen=True)
class Whole:
    """A base layer that was resolved; `judged` are the mentions about which it holds a judgement."""

    mentions: MentionStore
    clusters: ClusterStore
    model: Model
    base: int
    judged: Collection[str] = ()

    def persons(self, keys: Collection[str], numbers: Collection[str]) -> Ground:
        """The persons under these keys, and the holders of these identifiers."""
        made = profiles(person_features(self.mentions, self.base), self.judged)
        return ground(nodes_of(made.rows, self.model), dict(made.generic), keys, numbers)

    def seen(self, type_: str, keys: set[str], ids: Collection[str]) -> Seen:
        """The things that have one of these exact keys, or are one of these."""
        held: Iterable[Cluster] = self.clusters.clusters(self.base) if type_ == ALIAS else ()
        users = users_of(self.mentions, self.base, held) if type_ == ALIAS else {}
        return base_keys(type_, self._of(type_), users, keys, ids)

    def near(self, type_: str, keys: set[str]) -> Mapping[str, Collection[str]]:
        """The things of which one value has one of these keys for what may be misread, by key."""
        by_key: dict[str, list[str]] = {key: [] for key in keys}
        for mention in self._of(type_) if keys else ():
            for key in keys.intersection(keys_of_mention(type_, said_by(mention))):
                by_key[key].append(mention.id)
        return by_key

    def said(self, type_: str) -> Collection[Said]:
        """What any thing of a type says, each once and sorted."""
        return sorted({said_by(mention) for mention in self._of(type_)})

    def _of(self, type_: str) -> Iterable[Mention]:
        return self.mentions.of_type(type_, [self.base])
