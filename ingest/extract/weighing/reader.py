"""Roles and relations of a text, by the trained network: what it holds for likelier than not, with status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from ingest.extract.scene import SYMMETRIC, Scene
from ingest.extract.status import ALLEGED, ASSERTED, DENIED
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.network import Floats, Weights, weigh, weights
from ingest.extract.weighing.pairs import RELATIONS, Pair, pairs
from ingest.extract.weighing.persons import ROLES, Place, places
from ingest.extract.weighing.readings import Reading, Weighed
from ingest.extract.weighing.settle import settle

Key = TypeVar("Key")
SURER, SURER_ROLE = 1.0, 0.6
"""How far above the threshold that scores best (logits) a relation, and a role, must weigh that no phrase
says: a link that is not there does more harm than one that is missed."""
STAND = 3.0
"""How far below that something must weigh to be dropped though a phrase says it."""
MAJORITY = 0.5
"""Chance from which on something is asserted that a phrase asserts."""
WHOLE = 80
"""Words and mentions of a text from which on roles are weighed: they are learned on whole reports, and in a
passage most persons would be suspects."""
RelationKey = tuple[str, str, str]
ONE_OWNER = frozenset({"BORN_ON", "HAS_ID"})
"""Relations whose second argument belongs to one person alone."""


def find(items: Items) -> None:
    """Note in the scene of a text the roles and relations that weigh enough; phrases are a cue."""
    model, scene = weights(), items.scene
    of_pairs, of_places = list(pairs(items)), list(places(items))
    weighed = read(model, items, of_pairs, of_places)
    if len(items.row) < WHOLE:
        weighed = weighed._replace(roles={})
    said = forget(scene, weighed)
    surer = {
        name: at + (SURER_ROLE if name.startswith("role:") else SURER)
        for name, at in model.thresholds.items()
    }
    decide(scene, above(surer, weighed), model.thresholds, said)


class Phrased(NamedTuple):
    """What phrases said of a text, with its status: relations by type and two entities, roles by person."""

    relations: dict[RelationKey, str]
    roles: dict[tuple[str, str], str]


def forget(scene: Scene, weighed: Reading) -> Phrased:
    """Take back what phrases said of all that was weighed, and return it: it was one of the cues."""
    said = Phrased({}, {})
    for key in [*scene.relations]:
        turned = (key[0], key[2], key[1])
        known = key if key in weighed.relations else turned if key[0] in SYMMETRIC else key
        if known in weighed.relations:
            said.relations[known] = scene.relations.pop(key)
    for role in [role for role in scene.roles if role in weighed.roles]:
        said.roles[role] = scene.roles.pop(role)
    return said


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


def decide(scene: Scene, found: Reading, thresholds: Mapping[str, float], said: Phrased) -> None:
    """Note what is above its threshold; of a person behind an alias or nickname the role is the person's.

    What a phrase said stands unless it is `STAND` below, and what it doubts is never asserted.
    """
    by_id = {mention.id: mention for mention in scene.mentions}
    lifted = {
        k: w._replace(margin=w.margin + STAND) if k in said.relations else w
        for k, w in found.relations.items()
    }
    for key, weighed in _likely(lifted):
        named = _status(weighed, thresholds["relation asserted"], said.relations.get(key))
        scene.relate(key[0], by_id[key[1]], by_id[key[2]], named)
    behind = {a for (type_, a, _) in scene.relations if type_ in {"ALIAS_OF", "NICKNAME_OF"}}
    for (entity, role), weighed in found.roles.items():
        lift = STAND if (entity, role) in said.roles else 0.0
        if weighed.margin + lift >= 0 and entity not in behind:
            named = _status(weighed, thresholds["role asserted"], said.roles.get((entity, role)))
            scene.cast(by_id[entity], role, named)


def _status(weighed: Weighed, asserted: float, said: str | None) -> str:
    """The status of the network: it need be less sure where a phrase asserts, and is never surer."""
    own = status(weighed, min(asserted, MAJORITY) if said == ASSERTED else asserted)
    return said if said is not None and own == ASSERTED else own


def _likely(
    relations: Mapping[RelationKey, Weighed],
) -> Iterator[tuple[RelationKey, Weighed]]:
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
    """Asserted where that is sure enough, denied where that is likeliest, else alleged."""
    chances = weighed.chances
    if chances[0] >= asserted:
        return ASSERTED
    return DENIED if chances[2] == max(chances) else ALLEGED
