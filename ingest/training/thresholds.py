"""From which weight on something is said: the threshold of each relation and role that scores best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.extract.scene import SYMMETRIC
from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.persons import ROLES
from ingest.extract.weighing.reader import status
from ingest.extract.weighing.readings import Reading
from ingest.training.samples import Sample


class Judged(NamedTuple):
    """A report, and what was read in it by a network that had not seen it."""

    sample: Sample
    reading: Reading


class Score(NamedTuple):
    """Counts of one relation or role at its best threshold; `right` with the right status, `bare` without."""

    name: str
    threshold: float
    truth: int
    said: int
    right: int
    bare: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, with status."""
        return 2 * self.right / (self.said + self.truth) if self.said + self.truth else 0.0


RELATION_ASSERTED, ROLE_ASSERTED = 0.8, 0.7
"""From which chance on a relation, and a role, is called asserted."""


def choose(judged: Sequence[Judged]) -> list[Score]:
    """The best threshold of each relation, then of each role, counted over all reports."""
    scores = [_best(name, *_relations(judged, name)) for name in RELATIONS]
    return [*scores, *(_best(f"role:{role}", *_roles(judged, role)) for role in ROLES)]


def as_table(scores: Iterable[Score]) -> dict[str, float]:
    """What `thresholds.json` holds."""
    table = {s.name: round(s.threshold, 3) for s in scores}
    return {**table, "relation asserted": RELATION_ASSERTED, "role asserted": ROLE_ASSERTED}


_Found = list[tuple[float, str | None, str]]
"""Weight, true status (None where it is not true), status said."""


def _relations(judged: Sequence[Judged], name: str) -> tuple[_Found, int]:
    found: _Found = []
    truth = 0
    for sample, reading in judged:
        keys = {_key(k) for k in sample.relations if k[0] == name}
        truth += len(keys)
        for key, weighed in reading.relations.items():
            if key[0] == name:
                found.append((weighed.margin, sample.relations.get(key), status(weighed, RELATION_ASSERTED)))
    return found, truth


def _key(key: tuple[str, str, str]) -> tuple[str, str, str]:
    type_, a, b = key
    return (type_, b, a) if type_ in SYMMETRIC and a > b else key


def _roles(judged: Sequence[Judged], role: str) -> tuple[_Found, int]:
    found: _Found = []
    truth = 0
    for sample, reading in judged:
        truth += sum(1 for _, name in sample.roles if name == role)
        for (entity, name), weighed in reading.roles.items():
            if name == role:
                true = sample.roles.get((entity, role))
                found.append((weighed.margin, true, status(weighed, ROLE_ASSERTED)))
    return found, truth


NEVER = 9.0
"""The threshold of what is never right."""


def _best(name: str, found: _Found, truth: int) -> Score:
    best = Score(name, NEVER, truth, 0, 0, 0)
    right = bare = 0
    for said, (weight, true, says) in enumerate(sorted(found, key=lambda f: -f[0]), 1):
        right += true == says
        bare += true is not None
        score = Score(name, weight, truth, said, right, bare)
        if score.f1 > best.f1:
            best = score
    return best


def total(scores: Iterable[Score]) -> dict[str, float]:
    """F1 with and without status over several scores together."""
    chosen = list(scores)
    said, truth = sum(s.said for s in chosen), sum(s.truth for s in chosen)
    both = max(1, said + truth)
    return {
        "with status": 2 * sum(s.right for s in chosen) / both,
        "without": 2 * sum(s.bare for s in chosen) / both,
    }
