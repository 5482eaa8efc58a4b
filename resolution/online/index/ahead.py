"""What a group of records will be compared with, looked up and ruled out for all of them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from resolution.candidates import table
from resolution.candidates.keys import keys_of
from resolution.comparison.features import Features
from resolution.engines.scoring import least_weight
from resolution.online.index.bounds import Weights, bounds
from resolution.online.index.codes import CODE, CodeFile, Codes, code_of, codes_of
from resolution.online.index.memory import Memory
from resolution.online.index.tables import Tables
from resolution.weights.model import Model

FEW = 10
"""Candidates up to which it is quicker to weigh each than to rule out most."""


def hash_of(key: str) -> int:
    """A key as a signed number of 64 bits, the same as DuckDB's md5_number_lower gives."""
    digest = hashlib.md5(key.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little", signed=True)


@dataclass
class Plan:
    """The keys of one row by their hashes, its code, the nodes looked at, and those that may weigh enough."""

    features: Features
    keys: dict[int, str]
    code: Codes
    looked: frozenset[int] = frozenset()
    likely: frozenset[int] = frozenset()


class Ahead:
    """Plans of rows that are put in soon; what else comes to stand beside them is looked at then."""

    def __init__(self, model: Model, codes: CodeFile, memory: Memory, tables: Tables) -> None:
        self._codes, self._memory, self._tables = codes, memory, tables
        self._weights = Weights(model)
        self._least = least_weight(model) - model.reach - 1e-6
        self._plans: dict[Features, Plan] = {}

    def forget(self) -> None:
        """Drop all plans."""
        self._plans.clear()

    def expect(self, rows: Iterable[Features]) -> None:
        """Plan rows, and read what they will be weighed with."""
        plans = _plans(list(dict.fromkeys(rows)))
        self._plans = {plan.features: plan for plan in plans}
        found = self._memory.holders(hash_ for plan in plans for hash_ in plan.keys)
        for plan in plans:
            plan.looked = frozenset(candidates(found, plan.keys))
        for plan, likely in zip(plans, self.likely(plans, [plan.looked for plan in plans]), strict=True):
            plan.likely = likely
        nodes = self._memory.nodes(id_ for plan in plans for id_ in plan.likely)
        self._tables.features(nodes)

    def plan(self, features: Features) -> Plan:
        """The plan of a row; of one that was not expected its keys and code alone."""
        return self._plans.pop(features, None) or _plans([features])[0]

    def likely(self, plans: Sequence[Plan], others: Sequence[Iterable[int]]) -> list[frozenset[int]]:
        """For each row those of the nodes beside it that could weigh enough."""
        lists = [np.fromiter(ids, np.int64) for ids in others]
        at = np.repeat(np.arange(len(plans)), list(map(len, lists)))
        if len(at) <= FEW:
            return [frozenset(ids.tolist()) for ids in lists]
        ids = np.concatenate(lists)
        said, own = [plan.features for plan in plans], np.concatenate([plan.code for plan in plans])
        near = bounds(self._weights, said, own, at, self._codes.get(ids), self._least) >= self._least
        kept = np.split(ids[near], np.cumsum(np.bincount(at[near], minlength=len(plans)))[:-1])
        return [frozenset(some.tolist()) for some in kept]


def candidates(found: dict[int, list[int]], keys: Iterable[int]) -> set[int]:
    """Who holds one of these keys, those left out that one more would make too many."""
    held = (found[hash_] for hash_ in keys if hash_ in found)
    return {node for nodes in held if len(nodes) < table.CAP for node in nodes}


def _plans(rows: Sequence[Features]) -> list[Plan]:
    codes = codes_of(rows) if len(rows) > FEW else np.array([code_of(row) for row in rows], CODE)
    return [
        Plan(row, {hash_of(key): key for key in keys_of(row)}, codes[place : place + 1])
        for place, row in enumerate(rows)
    ]
