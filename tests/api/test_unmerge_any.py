"""Any order of judging and splitting ends where the last of them says, and can be taken back to the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from merge_house import BASE, PURPOSE, MergeHouse, installed

from api.purpose import Purpose
from api.reads.judging import judge
from api.reads.splitting import split
from api.reads.visible import Visible
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from resolution.spoken import speech

NAMES = ("Jan,Peeters", "Els,Maes", "Tom,Claes", "Ida,Smets", "Bob,Leys", "Kim,Baert")
STEP = st.tuples(st.booleans(), st.integers(0, 5), st.sets(st.integers(0, 5), min_size=1, max_size=4))
Groups = list[set[str]]


class Life:
    """Persons of whom nothing but judgements joins two; no graph is needed to say who is who."""

    def __init__(self, house: MergeHouse) -> None:
        self.house = house.house
        rows = [f"{n},{name},19{50 + n}-0{n}-1{n}," for n, name in enumerate(NAMES, 1)]
        self.people = house.accept(*rows)

    def seen(self) -> Visible:
        h = self.house
        return Visible(None, h.ledger, h.mentions, h.clusters, h.classes, BASE)  # type: ignore[arg-type]

    def bring(self) -> None:
        understand(self.house)
        resolve_layers(self.house)

    def clusters(self) -> set[frozenset[str]]:
        return set(map(frozenset, self.house.clusters.cluster_of(1, self.people).values()))

    def judge(self, a: str, b: str, why: str) -> None:
        judge(self.seen(), (a, b), "positive", why, speech("en"), "ana", PURPOSE)
        self.bring()

    def split(self, id_: str, apart: list[list[str]], why: str, purpose: Purpose = PURPOSE) -> None:
        split(self.seen(), (id_, apart), why, speech("en"), "bea", purpose)
        self.bring()


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    folder: Path = tmp_path_factory.mktemp("any")
    with installed(folder) as made:
        yield Life(made)


@given(steps=st.lists(STEP, min_size=4, max_size=10))
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_order_of_judging_and_splitting(life: Life, steps: list[tuple[bool, int, set[int]]]) -> None:
    groups: Groups = [{person} for person in life.people]
    for number, (joins, at, others) in enumerate(steps):
        one, named = life.people[at], {life.people[n] for n in others}
        if joins:
            _join(life, groups, one, sorted(named - {one}), f"{number}")
        else:
            _split(life, groups, named, f"{number}")
        assert life.clusters() == set(map(frozenset, groups))
    for group in groups:
        if len(group) > 1:
            life.split(min(group), [[person] for person in sorted(group)], "all apart")
    assert life.clusters() == {frozenset([person]) for person in life.people}
    assert all(made.kind != "negative" for made in life.seen().standing())


def _join(life: Life, groups: Groups, one: str, others: list[str], why: str) -> None:
    for other in others:
        left = next(group for group in groups if one in group)
        right = next(group for group in groups if other in group)
        if left is not right:
            life.judge(one, other, why)
            groups.remove(right)
            left |= right
            event("joined")


def _split(life: Life, groups: Groups, named: set[str], why: str) -> None:
    """Take the named persons out of the largest group, or its first one where none is in it."""
    group = max(groups, key=lambda one: (len(one), sorted(one)))
    part = group & named or {min(group)}
    if part != group:
        life.split(max(group - part), [sorted(part)], why)
        group -= part
        groups.append(part)
        event("split")
