"""Roles and relations of a text, by the trained network: what it holds for likelier than not, with status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from ingest.extract.scene import Scene
from ingest.extract.status import ALLEGED, ASSERTED, DENIED
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.network import Floats, Weights, weigh, weights
from ingest.extract.weighing.pairs import RELATIONS, SYMMETRIC, Pair, pairs
from ingest.extract.weighing.persons import ROLES, Place, places
from ingest.extract.weighing.readings import Reading, Weighed
from ingest.extract.weighing.settle import settle

Key = TypeVar("Key")
BESIDE_RULES = 0.6
"""How much surer the network must be beside the rules, in logits; chosen on all of tests/gold."""
ONE_OWNER = frozenset({"BORN_ON", "HAS_ID"})
"""Relations whose second argument belongs to one person alone."""


def find(scene: Scene, lang: str, surer: float = 0.0) -> None:
    """Note in a scene the roles and relations that are at least `surer` (logits) above their threshold."""
    model = weights()
    items = Items(scene, lang)
    weighed = read(model, items, list(pairs(items)), list(places(items)))
    found = above({name: at + surer for name, at in model.thresholds.items()}, weighed)
    decide(scene, found, model.thresholds["asserted"])


def read(model: Weights, items: Items, of_pairs: Sequence[Pair], of_places: Sequence[Place]) -> Reading:
    """Everything that could be said of a text, weighed twice."""
    if not of_pairs and not of_places:
        return Reading({}, {})
    persons = list(dict.fromkeys(place.argument.entity for place in of_places))
    by_pair, by_person = weigh(model, items, of_pairs, of_places, persons)
    first = gather(of_pairs, by_pair, persons, by_person)
    return settle(model.second, first, *entities(items.scene))


def entities(scene: Scene) -> tuple[dict[str, str], dict[str, int]]:
    """Type and place in the text of each entity."""
    types: dict[str, str] = {}
    order: dict[str, int] = {}
    for number, mention in enumerate(scene.mentions):
        types.setdefault(scene.entity[mention.id], mention.type)
        order.setdefault(scene.entity[mention.id], number)
    return types, order


def above(thresholds: Mapping[str, float], found: Reading) -> Reading:
    """A reading whose weights count from the threshold of each relation and role."""
    return Reading(
        {k: w._replace(margin=w.margin - thresholds[k[0]]) for k, w in found.relations.items()},
        {k: w._replace(margin=w.margin - thresholds[f"role:{k[1]}"]) for k, w in found.roles.items()},
    )


def gather(
    of_pairs: Sequence[Pair],
    by_pair: Floats,
    persons: Sequence[str],
    by_person: Floats,
) -> Reading:
    """The best pair of mentions speaks for a pair of entities; `persons` are the entities of `by_person`."""
    relations: dict[tuple[str, str, str], Weighed] = {}
    roles: dict[tuple[str, str], Weighed] = {}
    statuses = _chances(by_pair[:, len(RELATIONS) :])
    for row, pair in enumerate(of_pairs):
        for type_ in pair.relations:
            margin = float(by_pair[row, RELATIONS.index(type_)])
            _keep(relations, _key(type_, pair), Weighed(margin, statuses[row]))
    width = len(ROLES)
    of_suspects = _chances(by_person[:, width : width + 3])
    of_others = _chances(by_person[:, width + 3 :])
    for row, entity in enumerate(persons):
        for column, role in enumerate(ROLES):
            margin = float(by_person[row, column])
            roles[entity, role] = Weighed(margin, (of_suspects if role == "suspect" else of_others)[row])
    return Reading(relations, roles)


def _key(type_: str, pair: Pair) -> tuple[str, str, str]:
    a, b = pair.start.entity, pair.end.entity
    return (type_, b, a) if type_ in SYMMETRIC and a > b else (type_, a, b)


def _keep(best: dict[Key, Weighed], key: Key, new: Weighed) -> None:
    if key not in best or new.margin > best[key].margin:
        best[key] = new


def _chances(logits: Floats) -> list[tuple[float, float, float]]:
    if not len(logits):
        return []
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return [tuple(row) for row in (raised / raised.sum(axis=1, keepdims=True)).tolist()]


def decide(scene: Scene, found: Reading, asserted: float) -> None:
    """Note what is above its threshold; of a person behind an alias or nickname the role is the person's."""
    by_id = {mention.id: mention for mention in scene.mentions}
    for (type_, a, b), weighed in _likely(found.relations):
        scene.relate(type_, by_id[a], by_id[b], status(weighed, asserted))
    behind = {a for (type_, a, _) in scene.relations if type_ in {"ALIAS_OF", "NICKNAME_OF"}}
    for (entity, role), weighed in found.roles.items():
        if weighed.margin >= 0 and entity not in behind:
            scene.cast(by_id[entity], role, status(weighed, asserted))


def _likely(
    relations: Mapping[tuple[str, str, str], Weighed],
) -> Iterator[tuple[tuple[str, str, str], Weighed]]:
    """Relations above their threshold; of what has one owner the likeliest alone."""
    owner: dict[tuple[str, str], tuple[str, str, str]] = {}
    for key, weighed in relations.items():
        if key[0] in ONE_OWNER:
            held = owner.get((key[0], key[2]))
            if held is None or relations[held].margin < weighed.margin:
                owner[key[0], key[2]] = key
    for key, weighed in relations.items():
        if weighed.margin >= 0 and (key[0] not in ONE_OWNER or owner[key[0], key[2]] == key):
            yield key, weighed


def status(weighed: Weighed, asserted: float) -> str:
    """Asserted where that is sure enough: a denial must never look like a fact."""
    chances = weighed.chances
    if chances[0] >= asserted:
        return ASSERTED
    return ALLEGED if chances[1] >= chances[2] else DENIED
