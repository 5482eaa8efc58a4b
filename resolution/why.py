"""Why two mentions are taken for one person, or not: the waterfall, and what keeps them apart."""

from __future__ import annotations

from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from ledger.errors import Missing
from resolution.change import Pair
from resolution.conflicts import facts_of
from resolution.features import Features, features_of
from resolution.keys import keys_of
from resolution.model import Model
from resolution.persons import rules_of
from resolution.profiles import Profile
from resolution.score import explain


@dataclass(frozen=True)
class Why:
    """The pair with its terms, which sum to its weight; the keys that both have; and what forbids them."""

    pair: Pair
    keys: tuple[str, ...]
    conflict: str


def why(mentions: MentionStore, model: Model, layer: int, a: str, b: str) -> Why:
    """Compare any two mentions of persons of a layer, also those that were never compared.

    Missing when one of them is not there. Identifiers that too many share are weighed here as if they
    were not generic: the batch leaves them out.
    """
    found = mentions.get([a, b])
    rows = [_row(mentions, found.get(id_), layer) for id_ in sorted((a, b))]
    left, right = (Profile(features, (mention.id,), (mention.record,)) for mention, features in rows)
    pair = explain(model, left.name, left.features, right.name, right.features)
    common = set(keys_of(left.features)) & set(keys_of(right.features))
    return Why(pair, tuple(sorted(common)), rules_of(model).conflict(facts_of(left), facts_of(right)))


def _row(mentions: MentionStore, mention: Mention | None, layer: int) -> tuple[Mention, Features]:
    if mention is None or mention.class_ != layer or mention.type != "Person":
        raise Missing("There is no such mention of a person")
    targets = mentions.get(s.target for s in mention.relations())
    return mention, features_of(mention, {i: t for i, t in targets.items() if t.class_ == layer})
