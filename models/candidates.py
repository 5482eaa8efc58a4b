"""Pairs worth a closer look: sums over typed paths by sparse matrices, the best few per person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from models.features import Features, PathType
from models.incidence import Incidence, discount, strength, through_pairs

WIDER = 3
"""So many times more pairs are looked at closely than are kept."""


def candidates(made: Incidence, use: Features) -> list[tuple[str, str]]:
    """Pairs of persons with at least one path and no known link, those with the highest sums, sorted."""
    place = {person: index for index, person in enumerate(made.persons)}
    sums = sp.csr_matrix((len(place), len(place)), dtype=np.float64)
    for path in use.paths.values():
        sums = sums + _sums(made, path, use, place)
    sums = sums.tocsr()
    sums.sort_indices()
    found = set()
    for row, (start, end) in enumerate(pairwise(sums.indptr)):
        a = made.persons[row]
        for column in _best(sums.indices[start:end], sums.data[start:end], WIDER * use.top):
            pair = (min(a, made.persons[column]), max(a, made.persons[column]))
            if pair[0] != pair[1] and pair not in made.known:
                found.add(pair)
    return sorted(found)


def _best(columns: np.ndarray, sums: np.ndarray, most: int) -> Iterable[int]:
    order = np.lexsort((columns, -np.round(sums, 6)))
    return (int(column) for column in columns[order[:most]])


def _sums(made: Incidence, path: PathType, use: Features, place: dict[str, int]) -> sp.csr_matrix:
    """persons × persons: what the paths of one kind add to each pair, before anything speaks against it."""
    if path.type == "Person":
        return _direct(made, path, use, place)
    things = sorted(thing for thing, n in made.users[path.name].items() if n <= use.hub)
    at = {thing: index for index, thing in enumerate(things)}
    rows, columns, values = [], [], []
    for person, held in made.holders[path.name].items():
        for thing, links in held.items():
            if thing in at:
                rows.append(place[person])
                columns.append(at[thing])
                values.append(strength(links, use))
    held_by = sp.csr_matrix((values, (rows, columns)), shape=(len(place), len(at)))
    joined = _through(made, path, at) if path.through else _same(made, path, things)
    return path.weight * (held_by @ joined @ held_by.T)


def _same(made: Incidence, path: PathType, things: list[str]) -> sp.csr_matrix:
    return sp.diags([discount(made.users[path.name][thing]) for thing in things], format="csr")


def _through(made: Incidence, path: PathType, at: dict[str, int]) -> sp.csr_matrix:
    inside = [(at[x], at[y], d) for x, y, d in through_pairs(made, path) if x in at and y in at and x != y]
    rows, columns, values = zip(*inside, strict=True) if inside else ((), (), ())
    return sp.csr_matrix((values, (rows, columns)), shape=(len(at), len(at)))


def _direct(made: Incidence, path: PathType, use: Features, place: dict[str, int]) -> sp.csr_matrix:
    rows, columns, values = [], [], []
    for person, others in made.holders[path.name].items():
        for other, links in others.items():
            if other in place:
                rows.append(place[person])
                columns.append(place[other])
                values.append(path.weight * strength(links, use) * discount(len(others)))
    return sp.csr_matrix((values, (rows, columns)), shape=(len(place), len(place)))
