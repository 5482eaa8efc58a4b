"""Scores extractions against gold by the annotation conventions: mentions, norms, roles, relations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.extract.scene import SYMMETRIC

APART = frozenset({"ASSOCIATE_OF", "PRESENT_AT"})
"""Relations that the annotation page reports by themselves."""
Json = Mapping[str, Any]


@dataclass
class Tally:
    """True positives, false positives and false negatives of one thing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was returned that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was returned."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


def _tallies() -> defaultdict[str, Tally]:
    return defaultdict(Tally)


@dataclass
class Scores:
    """All that is measured over a set of reports."""

    overlap: defaultdict[str, Tally] = field(default_factory=_tallies)
    strict: defaultdict[str, Tally] = field(default_factory=_tallies)
    norm_right: Counter[str] = field(default_factory=Counter)
    norm_all: Counter[str] = field(default_factory=Counter)
    facts: defaultdict[str, Tally] = field(default_factory=_tallies)
    unsure: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Json, found: Json) -> None:
        """Count one report."""
        types = {m["type"] for m in gold["mentions"]} | {m["type"] for m in found["mentions"]}
        for type_ in sorted(types):
            self._mentions(type_, _of(gold, type_), _of(found, type_))
        self._facts("roles", gold, found, _roles(gold), _roles(found))
        for name, keep in (("relations", False), ("apart", True)):
            ours = [r for r in _relations(found) if (r[0] in APART) is keep]
            theirs = [r for r in _relations(gold) if (r[0] in APART) is keep]
            self._facts(name, gold, found, theirs, ours)

    def _mentions(self, type_: str, gold: list[Json], found: list[Json]) -> None:
        pairs = _pair(gold, found)
        tally = self.overlap[type_]
        tally.right += len(pairs)
        tally.missed += len(gold) - len(pairs)
        tally.wrong += len(found) - len(pairs)
        spans = {(m["start"], m["end"]) for m in gold}
        exact = sum((m["start"], m["end"]) in spans for m in found)
        strict = self.strict[type_]
        strict.right += exact
        strict.missed += len(gold) - exact
        strict.wrong += len(found) - exact
        for theirs, ours in pairs:
            if theirs["norm"] is not None:
                self.norm_all[type_] += 1
                self.norm_right[type_] += theirs["norm"] == ours["norm"]

    def _facts(self, name: str, gold: Json, found: Json, theirs: list[Fact], ours: list[Fact]) -> None:
        same = _Same(gold, found)
        left = list(ours)
        for fact in theirs:
            match = next((o for o in left if same.fact(fact, o)), None)
            with_status = match is not None and match[3] == fact[3]
            if fact[3] != "asserted" and name != "roles":
                self.unsure["all"] += 1
                self.unsure["found"] += with_status
                self.unsure["as fact"] += match is not None and match[3] == "asserted"
            if match is not None:
                left.remove(match)
            for key in (name, f"{name}:{fact[0]}"):
                self._count(key + " without status", match is not None, match is not None)
                self._count(key, with_status, match is not None)
        for fact in left:
            for key in (name, f"{name}:{fact[0]}"):
                self.facts[key + " without status"].wrong += 1
                self.facts[key].wrong += 1

    def _count(self, key: str, right: bool, returned: bool) -> None:
        tally = self.facts[key]
        tally.right += right
        tally.missed += not right
        tally.wrong += returned and not right


Fact = tuple[str, str, str, str]
"""A role (role, mention, "", status) or a relation (type, from, to, status)."""


def _of(report: Json, type_: str) -> list[Json]:
    return [m for m in report["mentions"] if m["type"] == type_]


def _pair(gold: list[Json], found: list[Json]) -> list[tuple[Json, Json]]:
    pairs, used = [], set()
    for theirs in gold:
        for index, ours in enumerate(found):
            if index not in used and _overlap(theirs, ours):
                pairs.append((theirs, ours))
                used.add(index)
                break
    return pairs


def _overlap(a: Json, b: Json) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _roles(report: Json) -> list[Fact]:
    return [(r["role"], r["mention"], "", r["status"]) for r in report["roles"]]


def _relations(report: Json) -> list[Fact]:
    return [(r["type"], r["from"], r["to"], r["status"]) for r in report["relations"]]


class _Same:
    """Whether two facts of gold and extraction are about the same: any mention of the entity serves."""

    def __init__(self, gold: Json, found: Json) -> None:
        self.gold, self.found = _entities(gold), _entities(found)

    def fact(self, theirs: Fact, ours: Fact) -> bool:
        if theirs[0] != ours[0]:
            return False
        if self.thing(theirs[1], ours[1]) and (not theirs[2] or self.thing(theirs[2], ours[2])):
            return True
        return theirs[0] in SYMMETRIC and self.thing(theirs[1], ours[2]) and self.thing(theirs[2], ours[1])

    def thing(self, theirs: str, ours: str) -> bool:
        return any(_overlap(a, b) for a in self.gold[theirs] for b in self.found[ours])


def _entities(report: Json) -> dict[str, list[Json]]:
    by_id = {m["id"]: m for m in report["mentions"]}
    entities = {id_: [mention] for id_, mention in by_id.items()}
    for group in report["coref"]:
        members = [by_id[id_] for id_ in group]
        entities.update(dict.fromkeys(group, members))
    return entities


def score(pairs: Iterable[tuple[Json, Json]]) -> Scores:
    """Scores over (gold, found) pairs in the JSON of `locard extract --json`."""
    scores = Scores()
    for gold, found in pairs:
        scores.add(gold, found)
    return scores
