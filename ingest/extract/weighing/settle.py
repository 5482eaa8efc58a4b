"""The second look: each relation and role beside its rivals and beside what else is said of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from ingest.extract.scene import SYMMETRIC
from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.persons import ROLES
from ingest.extract.weighing.readings import Reading, Weighed

WORTH = -4.0
"""Weight below which a relation is not looked at again."""
LEAST, MOST = -6.0, 6.0
_NONE = -9.0
_THINGS = ("VEHICLE", "PLATE")
Features = NDArray[np.float32]
RelationKey = tuple[str, str, str]


@dataclass(frozen=True)
class Second:
    """Weights of the second look by name of relation or role: of each feature, and one for all (the last)."""

    weights: Mapping[str, Features]

    def weigh(self, name: str, features: Features) -> Features:
        """New weights (logits) of rows of features."""
        w = self.weights[name]
        found: Features = (features @ w[:-1] + w[-1]).astype(np.float32)
        return found


def settle(second: Second, first: Reading, types: Mapping[str, str], order: Mapping[str, int]) -> Reading:
    """A reading with new weights; `types` and `order` (in the text) of the entities."""
    keys, rows = relation_features(first, order)
    relations: dict[RelationKey, Weighed] = {}
    by_type: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        by_type[key[0]].append(number)
    for type_, numbers in by_type.items():
        for number, weight in zip(numbers, second.weigh(type_, rows[numbers]).tolist(), strict=True):
            relations[keys[number]] = Weighed(weight, first.relations[keys[number]].chances)
    people, of_people = role_features(first, types)
    roles: dict[tuple[str, str], Weighed] = {}
    for role in ROLES:
        weights = second.weigh(f"role:{role}", of_people).tolist() if people else []
        for person, weight in zip(people, weights, strict=True):
            roles[person, role] = Weighed(weight, first.roles[person, role].chances)
    return Reading(relations, roles)


def relation_features(first: Reading, order: Mapping[str, int]) -> tuple[list[RelationKey], Features]:
    """Relations worth a second look; of each its weight, chances, rivals, and what else joins the two."""
    rivals: dict[tuple[str, str, str], list[tuple[float, str]]] = defaultdict(list)
    joined: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (type_, a, b), weighed in first.relations.items():
        joined[a, b][type_] = weighed.margin
        for side, at, other in (("to", b, a), ("from", a, b)):
            rivals[type_, side, at].append((weighed.margin, other))
            if type_ in SYMMETRIC:
                rivals[type_, "from" if side == "to" else "to", at].append((weighed.margin, other))
    roles = _roles(first)
    nobody = [_NONE] * len(ROLES)
    keys = [key for key, weighed in first.relations.items() if weighed.margin > WORTH]
    rows = []
    for type_, a, b in keys:
        weighed = first.relations[type_, a, b]
        to, to_count = _two(rivals[type_, "to", b], a)
        of, of_count = _two(rivals[type_, "from", a], b)
        there, back = joined[a, b], joined.get((b, a), {})
        rows.append(
            [
                weighed.margin, *weighed.chances, *to, *of, weighed.margin - to[0], weighed.margin - of[0],
                to_count, of_count, *(there.get(t, _NONE) for t in RELATIONS),
                *(back.get(t, _NONE) for t in RELATIONS), *roles.get(a, nobody), *roles.get(b, nobody),
                order[a], order[b], order[b] - order[a],
            ]
        )  # fmt: skip
    return keys, _array(rows)


def role_features(first: Reading, types: Mapping[str, str]) -> tuple[list[str], Features]:
    """Persons, and for each: weights of roles, how far each is below the likeliest person, its relations."""
    roles = _roles(first)
    best = [max((weights[n] for weights in roles.values()), default=_NONE) for n in range(len(ROLES))]
    links: dict[str, dict[str, float]] = defaultdict(dict)
    for (type_, a, b), weighed in first.relations.items():
        for name, entity in ((f"{type_}>", a), (f"{type_}<", b), (f"{type_}>{types[b]}", a)):
            links[entity][name] = max(weighed.margin, links[entity].get(name, _NONE))
    rows = []
    for person, weights in roles.items():
        found = links[person]
        rows.append(
            [
                *weights,
                *first.roles[person, "suspect"].chances,
                *first.roles[person, "other"].chances,
                *(_chance(found.get(f"{t}{way}", _NONE)) for t in RELATIONS for way in "><"),
                *(_chance(found.get(f"{t}>{thing}", _NONE)) for t in ("OWNS", "DRIVES") for thing in _THINGS),
                *(weight - most for weight, most in zip(weights, best, strict=True)),
                len(roles),
                float(types[person] == "PERSON"),
            ]
        )
    return list(roles), _array(rows)


def _roles(first: Reading) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for person, _ in first.roles:
        if person not in found:
            found[person] = [first.roles[person, role].margin for role in ROLES]
    return found


def _two(rivals: Sequence[tuple[float, str]], but: str) -> tuple[list[float], int]:
    """The two heaviest rivals, and how many there are up to two."""
    weights = sorted((weight for weight, other in rivals if other != but), reverse=True)[:2]
    return [*weights, _NONE, _NONE][:2], len(weights)


def _chance(weight: float) -> float:
    weight = max(LEAST * 2, weight)
    return 1 / (1 + exp(-weight))


def _array(rows: Sequence[Sequence[float]]) -> Features:
    return np.clip(np.array(rows, dtype=np.float32), LEAST, MOST)
