"""Clusters of many components at once: those that are certain, and those that are small.

Certain is where all who hang together are alike, pair by pair, and nothing can forbid it. What is found here
is what resolution/clustering/average.py would find.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from resolution.clustering.average import SCORED
from resolution.clustering.conflicts import Rules
from resolution.clustering.opposing import Opposing
from resolution.comparison.profiles import Profile
from resolution.weights.bits import SLACK, Bits, Weigher
from resolution.weights.coded import Coded, Flags, Lists, Places, lists_of
from resolution.weights.levels import NULL, Beside

SAME_BIRTH = (NULL, 0, 1, 2, 3)
"""Levels of dates of birth that contradict nobody, in one house or not."""
SAME_NUMBER = (NULL, 0, 2, 3)
"""Levels of national numbers of which not two are valid and of one kind."""
LOOK_ALIKE = (1, 4)
DIFFERENT = 5
OWN = ("given", "initial", "birth", "number", "contacts", "documents", "plates", "source")


class Free:
    """Which pairs nothing forbids for certain, and whoever joins them later, as long as all pairs are so."""

    def __init__(self, nodes: Sequence[Profile], rows: Coded) -> None:
        self.nodes, self.rows = nodes, rows
        self.records: Lists = lists_of([[node.records for node in nodes]])[0]
        self.plain = ~rows.more & _are_plain(nodes) & ((rows.birth.codes == 0) | (rows.birth_part.codes == 0))
        self.own = _own(rows)

    def are(self, left: Places, right: Places) -> Flags:
        """For each pair: no rule of resolution/clustering/conflicts.py can speak against it."""
        found: Flags = self.plain[left] & self.plain[right] & ((self.own[left] & self.own[right]) != 0)
        found[found] = ~self._contradict(Beside(self.rows, left[found], right[found]))
        some = np.flatnonzero(found)
        found[some] = self.records.common(left[some], self.records, right[some]) == 0
        return found

    def _contradict(self, beside: Beside) -> Flags:
        given = beside.level("given")
        found = (given == DIFFERENT) | (np.isin(given, LOOK_ALIKE) & (beside.level("gender") > 0))
        found |= ~np.isin(beside.level("birth"), SAME_BIRTH)
        found |= ~np.isin(beside.level("national_number"), SAME_NUMBER)
        return np.asarray(found)


def _are_plain(nodes: Sequence[Profile]) -> Flags:
    """Rows of which nothing is known of death, and of no time and place."""
    told = (not (n.met or n.features.met or n.features.died) for n in nodes)
    return np.fromiter(told, bool, len(nodes))


def _own(rows: Coded) -> NDArray[np.uint8]:
    """The names that conflicts.own_of gives, a bit for each."""
    long = rows.given.length[rows.given.codes]
    said = {
        "given": long > 1,
        "initial": long == 1,
        "birth": (rows.birth.codes != 0) | (rows.birth_part.codes != 0),
        "number": rows.national_number.codes != 0,
        "contacts": rows.contacts.counts > 0,
        "documents": rows.documents.counts > 0,
        "plates": rows.plates.counts > 0,
        "source": np.fromiter(map(bool, map(attrgetter("source_keys"), rows.said)), bool, len(rows)),
    }
    return np.packbits(np.stack([said[name] for name in OWN], axis=1), axis=1)[:, 0]


@dataclass(frozen=True)
class Settled:
    """For each node the first of its cluster, and which nodes must be clustered one by one."""

    first: Places
    open: Flags


def settle(
    nodes: int,
    pairs: tuple[Places, Places, Bits],
    must: Collection[tuple[int, int]],
    least: float,
    free: Free,
    weigher: Weigher | None,
    rules: Rules,
) -> Settled:
    """Cluster what is certain or small; `weigher` tells what pairs weigh that were never compared.

    `pairs` are kept ones, `must` those that are one by judgement or a source's key: what hangs on one of
    these stays open.
    """
    left, right, weight = pairs
    held = np.array(sorted(must), np.int32).reshape(-1, 2)
    label = _labels(nodes, np.concatenate([left, held[:, 0]]), np.concatenate([right, held[:, 1]]))
    size, counted = np.bincount(label), np.bincount(label[left], minlength=int(label.max(initial=-1)) + 1)
    good = size > 1
    good[label[held[:, 0]]] = False
    good[label[left[(weight < least) | ~free.are(left, right)]]] = False
    lacking = good & (counted < size * (size - 1) // 2)
    good &= ~lacking
    if weigher:
        lacking &= size <= SCORED
        good |= lacking
        for one, other in _missing(label, size, lacking, left, right):
            fits = (weigher.leaning(one, other) >= least + SLACK * 10) & free.are(one, other)
            good[label[one[~fits]]] = False
    found = _settled(label, good, size)
    if weigher:
        small = ~good & (size > 1) & (size <= SCORED)
        small[label[held[:, 0]]] = False
        small[label[~free.plain]] = False
        joined(label, size, small, pairs, least, free, weigher, rules, found)
    return found


def _labels(nodes: int, left: Places, right: Places) -> Places:
    """For each node which component it is in."""
    joined = coo_array((np.ones(len(left), np.bool_), (left, right)), shape=(nodes, nodes))
    found: Places = connected_components(joined, directed=False)[1]
    return found


def _settled(label: Places, good: Flags, size: NDArray[np.int64]) -> Settled:
    """Nodes of components that are certain take their first node's place; the rest their own."""
    places = np.arange(len(label), dtype=np.int32)
    first = np.full(len(size), len(label), np.int32)
    np.minimum.at(first, label, places)
    certain = good[label]
    return Settled(np.where(certain, first[label], places), ~certain & (size[label] > 1))


def _missing(
    label: Places, size: NDArray[np.int64], wanted: Flags, left: Places, right: Places
) -> Iterator[tuple[Places, Places]]:
    """The pairs inside wanted components that are not among those given, component size by size."""
    known = np.sort(_keys(label, wanted, left, right)[1])
    for members in _members(label, size, wanted):
        one, other = _inside(members)
        keys = one.astype(np.int64) * len(label) + other
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        new = known[at] != keys
        yield one[new], other[new]


def _keys(
    label: Places, wanted: Flags, left: Places, right: Places
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs inside wanted components, by place, and a number for each."""
    some = np.flatnonzero(wanted[label[left]])
    return some, left[some].astype(np.int64) * len(label) + right[some]


def _members(label: Places, size: NDArray[np.int64], wanted: Flags) -> Iterator[Places]:
    """The nodes of wanted components, components × nodes in order, those of one size together."""
    within = np.flatnonzero(wanted[label])
    order = within[np.argsort(label[within], kind="stable")].astype(np.int32)
    sizes = size[label[order]]
    for many in np.unique(sizes).tolist():
        yield order[sizes == many].reshape(-1, many)


def _inside(members: Places) -> tuple[Places, Places]:
    """All pairs of nodes inside each component."""
    x, y = np.triu_indices(members.shape[1], 1)
    return members[:, x].ravel(), members[:, y].ravel()


def joined(
    label: Places,
    size: NDArray[np.int64],
    wanted: Flags,
    pairs: tuple[Places, Places, Bits],
    least: float,
    free: Free,
    weigher: Weigher,
    rules: Rules,
    found: Settled,
) -> None:
    """Put the clusters of wanted components into what was found; all their pairs are weighed."""
    from resolution.clustering.joining import Groups, join_all  # slow to load, and only bulk work needs it
    from resolution.weights.rounding import all_rounded  # slow to load, and only bulk work needs it

    left, right, weight = pairs
    some, known = _keys(label, wanted, left, right)
    order = np.argsort(known)
    some, known = some[order], known[order]
    made = list(_members(label, size, wanted))
    if not made:
        return
    nodes = np.concatenate([members.ravel() for members in made])
    one, other = (np.concatenate(side) for side in zip(*map(_inside, made), strict=True))
    keys = one.astype(np.int64) * len(label) + other
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    weights, new = weight[some[at]], known[at] != keys
    weights[new] = all_rounded(weigher.leaning(one[new], other[new]))
    bits = Opposing(free.nodes, free.rows, free.records, nodes).bits(one, other)
    sizes = np.concatenate([np.full(len(members), members.shape[1]) for members in made])
    groups = Groups(sizes, weights, bits, free.own[nodes], rules.births, rules.givens, least)
    found.first[nodes] = nodes[join_all(groups)]
    found.open[nodes] = False
