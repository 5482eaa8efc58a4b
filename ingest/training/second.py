"""Learns the second look from reports that were read by a network that had not seen them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.persons import ROLES
from ingest.extract.weighing.reader import entities
from ingest.extract.weighing.settle import Second, relation_features, role_features, settle
from ingest.training.thresholds import Judged

PARTS = 4
"""Parts of which each is looked at again by what was learned from the others, to choose thresholds."""
STRENGTH = 0.03
"""Inverse strength of the ridge."""
STILL = 0.05
"""Spread below which a feature stands still, and is not scaled up."""
FEWEST = 5
"""True ones below which nothing is learned: the first weight stays."""
Weights = dict[str, NDArray[np.float32]]


def second_look(judged: Sequence[Judged]) -> Weights:
    """Weights of the second look by relation and role."""
    rows: dict[str, list[NDArray[np.float32]]] = {}
    truth: dict[str, list[bool]] = {}
    for name, features, is_true in (row for one in judged for row in _rows(one)):
        rows.setdefault(name, []).append(features)
        truth.setdefault(name, []).append(is_true)
    names = [*RELATIONS, *(f"role:{role}" for role in ROLES)]
    sizes = {True: _size(rows, names[: len(RELATIONS)]), False: _size(rows, names[len(RELATIONS) :])}
    return {name: _fit(name, rows.get(name, []), truth.get(name, []), sizes) for name in names}


def looked_again(judged: Sequence[Judged]) -> list[Judged]:
    """Each report looked at again by weights learned from the other parts."""
    found = []
    for part in range(PARTS):
        second = Second(second_look([one for n, one in enumerate(judged) if n % PARTS != part]))
        for one in judged[part::PARTS]:
            found.append(Judged(one.sample, settle(second, one.reading, *entities(one.sample.items.scene))))
    return found


def _rows(one: Judged) -> Iterator[tuple[str, NDArray[np.float32], bool]]:
    types, order = entities(one.sample.items.scene)
    keys, features = relation_features(one.reading, order)
    for key, row in zip(keys, features, strict=True):
        yield key[0], row, key in one.sample.relations
    people, of_people = role_features(one.reading, types)
    for person, row in zip(people, of_people, strict=True):
        for role in ROLES:
            yield f"role:{role}", row, (person, role) in one.sample.roles


def _size(rows: dict[str, list[NDArray[np.float32]]], names: Sequence[str]) -> int:
    return next((len(rows[name][0]) for name in names if rows.get(name)), 1)


def _fit(name: str, rows: list[Any], truth: list[bool], sizes: dict[bool, int]) -> NDArray[np.float32]:
    """Weights of the features as they come, and one for all: the scaling is folded in."""
    is_relation = not name.startswith("role:")
    if sum(truth) < FEWEST or all(truth):
        plain = np.zeros(sizes[is_relation] + 1, dtype=np.float32)
        plain[0 if is_relation else ROLES.index(name.removeprefix("role:"))] = 1.0
        return plain
    matrix = np.array(rows)
    middle, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread < STILL] = 1.0
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit((matrix - middle) / spread, truth)
    weights = fitted.coef_[0] / spread
    return np.append(weights, fitted.intercept_[0] - float(weights @ middle)).astype(np.float32)
