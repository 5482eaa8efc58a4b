"""What the batch finds for many pairs at once is what is found for each alone."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from test_names_several import _row as said
from test_online_bounds import rows
from test_online_exact import features

from resolution.candidates.keys import keys_of
from resolution.candidates.shared import candidates
from resolution.candidates.table import CAP
from resolution.change import Pair
from resolution.clustering.persons import cluster_nodes, resolve_profiles
from resolution.comparison.features import Features
from resolution.comparison.fields import COMPARISONS
from resolution.comparison.profiles import Profile
from resolution.engines.engine import compared
from resolution.judgements import Judgements
from resolution.training.agreeing import agreeing
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded, Places
from resolution.weights.levels import Beside
from resolution.weights.model import default_model
from resolution.weights.score import leaning, told_shortly

MODEL = replace(
    default_model(),
    frequencies={
        "surname": {"peeters": 40, "maes": 3},
        "given": {"jan": 20},
        "birth": {},
        "city": {"gent": 9},
    },
    totals={"surname": 300, "given": 250, "birth": 200, "city": 100},
)


def is_dated(f: Features) -> bool:
    """A date that is one by its form: others can neither be compared nor make keys."""
    dates = [date for date in (f.birth, f.birth_part) if date]
    return (
        all(date[:4].isdecimal() for date in dates)
        and f.birth.count("-") in (0, 2)
        and (not f.birth or "-" in f.birth)
    )


def every_pair(made: list[Features]) -> tuple[Places, Places]:
    left, right = np.triu_indices(len(made), 1)
    return left.astype(np.int32), right.astype(np.int32)


def check_pairs(made: list[Features]) -> None:
    coded, (left, right) = Coded(made), every_pair(made)
    levels, weigher = Beside(coded, left, right).all(), Weigher(MODEL, coded)
    weights, leans = weigher.weights(left, right), weigher.leaning(left, right)
    near = dict(zip(*(found.tolist() for found in weigher.weighing(left, right, 0.0)), strict=True))
    for at, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        assert levels[at].tolist() == [c.judge(made[a], made[b]) for c in COMPARISONS], (made[a], made[b])
        assert weights[at] == told_shortly(MODEL, "", made[a], "", made[b]).weight
        assert leans[at] == leaning(MODEL, made[a], made[b])
        assert near.get(at, weights[at]) == weights[at]
        assert weights[at] < 0 or at in near
    assert np.array_equal(weigher.of_levels(levels, left, right), weights)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows().filter(is_dated), min_size=2, max_size=12))
def test_pairs_weigh_what_each_does_alone(made: list[Features]) -> None:
    check_pairs(made)


def test_pairs_of_several_values_weigh_what_each_does_alone() -> None:
    chance = random.Random(3)
    check_pairs([said(chance) for _ in range(70)])


@settings(max_examples=60, deadline=None)
@given(st.lists(rows().filter(is_dated), min_size=1, max_size=30), st.integers(1, 3))
def test_candidates_are_those_that_share_a_key(made: list[Features], every: int) -> None:
    made += [replace(made[0], birth="1980-01-01"), replace(made[0], surnames=("maes",))]
    held: dict[str, list[int]] = {}
    for at, row in enumerate(made):
        for key in keys_of(row):
            held.setdefault(key, []).append(at)
    wanted = {pair for ids in held.values() if len(ids) <= CAP for pair in combinations(ids, 2)}
    found = [(left.tolist(), right.tolist()) for left, right in candidates(Coded(made), every).drain()]
    pairs = [pair for left, right in found for pair in zip(left, right, strict=True)]
    assert pairs == sorted(p for p in wanted if not p[0] % every or not p[1] % every)


def test_keys_of_too_many_are_left_out() -> None:
    jan = Features(given="jan", given_root="jan", surname="peeters", surname_sound="pitrs")
    found = candidates(Coded([replace(jan, contacts=(f"phone:{at}",)) for at in range(CAP + 1)]))
    assert found.capped == [(name, 1, CAP + 1) for name in ("full_name", "rare_surname", "sounding_name")]
    assert not list(found.drain())


def village(seed: int, size: int) -> list[Profile]:
    """Nodes of few persons who say much the same, some of them in one record."""
    chance = random.Random(seed)
    kinds = [features(chance) for _ in range(max(2, size // 3))]
    made = []
    for at in range(size):
        f, other = chance.choice(kinds), chance.choice(kinds)
        changes = {
            name: getattr(other, name)
            for name in ("birth", "gender", "street", "contacts", "national_number")
        }
        some = {name: value for name, value in changes.items() if chance.random() < 0.15}
        made.append(Profile(replace(f, **some), (f"{at:03}",), (f"r{at // chance.choice((1, 1, 1, 2))}",)))
    return made


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40), st.integers(0, 2), st.floats(-20, 2))
def test_what_is_certain_is_what_average_link_finds(seed: int, size: int, judged: int, prior: float) -> None:
    nodes, chance = village(seed, size), random.Random(seed)
    model = replace(MODEL, prior=2**prior / (1 + 2**prior), threshold=0.4)
    some = [tuple(sorted((a.name, b.name))) for a, b in (chance.sample(nodes, 2) for _ in range(judged))]
    decided = Judgements(tuple(some[:1]), frozenset(some[1:]) - frozenset(some[:1]))  # type: ignore[arg-type]
    found = compared(nodes, model)
    quick = cluster_nodes(nodes, found.pairs, model, decided, kept=found.kept)
    assert quick == cluster_nodes(nodes, found.pairs, model, decided)


def test_pairs_told_shortly_are_the_same_without_their_reasons() -> None:
    nodes = village(1, 60)
    whole, short = (resolve_profiles(nodes, (), MODEL, Judgements(), told=told) for told in (True, False))
    assert list(short.pairs) == [Pair(p.a, p.b, p.probability, p.weight) for p in whole.pairs]
    assert short.clusters == whole.clusters and len(whole.pairs) > 20


def test_agreeing_pairs_are_all_or_some_of_all() -> None:
    nodes = village(2, 80)
    coded = Coded([node.features for node in nodes])
    held = [(f.surname, f.given) for f in coded.said]
    wanted = {(a, b) for a, b in combinations(range(80), 2) if held[a] == held[b] and all(held[a])}
    whole, some = (agreeing(coded, ("surname", "given"), most, 1) for most in (10**6, 20))
    pairs, drawn = (set(zip(x.left.tolist(), x.right.tolist(), strict=True)) for x in (whole, some))
    assert pairs == wanted and whole.total == some.total == len(wanted) > 20
    assert drawn < wanted and 10 < len(drawn) <= 20
