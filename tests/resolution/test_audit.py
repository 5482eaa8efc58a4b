from __future__ import annotations

import pytest
from people import person, stores

from resolution.quality.audit import ENOUGH, audit, share

TRUTH = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
GROUPS = {"a": {"sex": "f"}, "b": {"sex": "m"}, "c": {"sex": "m"}}


def test_each_group_is_held_to_its_own_mentions() -> None:
    f, m = audit([("a1", "a2", "b1"), ("a3",), ("b2", "x")], TRUTH, GROUPS).groups
    assert (f.attribute, f.value, m.value) == ("sex", "f", "m")
    assert (f.precision.value, f.precision.n) == (0.5, 2) and (m.precision.value, m.precision.n) == (0.0, 1)
    assert (
        (f.recall.value, f.recall.n) == (pytest.approx(1 / 3), 3)
        and m.recall.value == 0.0
        and m.recall.n == 2
    )


def test_wilson_intervals() -> None:
    half = share([(float(n < 50), f"p{n}") for n in range(100)])
    assert (round(half.low, 3), round(half.high, 3)) == (0.404, 0.596)
    all_ = share([(1.0, f"p{n}") for n in range(10)])
    assert all_.high == 1.0 and round(all_.low, 3) == 0.722


def test_mentions_of_one_person_are_one_chance() -> None:
    told = [(float(n < 50), f"p{n // 10}") for n in range(100)]
    few = share([(float(n < 5), f"p{n}") for n in range(10)])
    assert (share(told).low, share(told).high, share(told).n) == (few.low, few.high, 100)
    assert share([(1.0, "p")] * 10).low == share([(1.0, "p")]).low
    assert share([]).n == 0


def test_only_groups_that_are_large_enough_are_compared() -> None:
    truth = {f"{sex}{n}": f"{sex}{n // 2}" for sex in "fm" for n in range(ENOUGH)}
    groups = {who: {"sex": who[0], "origin": "rare" if who == "f1" else "usual"} for who in truth.values()}
    clusters = [(f"f{n}", f"f{n + 1}") for n in range(0, ENOUGH, 2)]
    clusters += [(f"m{n}", f"m{n + 1}") for n in range(0, ENOUGH, 4)]
    made = audit(clusters, truth, groups)
    assert "origin" not in made.gaps() and not made.gaps().get("sex")
    clusters += [(f"m{n + k}", f"m{n + k + 4}") for n in range(2, ENOUGH, 8) for k in (0, 1)]
    made = audit(clusters, truth, groups)
    low, high = made.recall_gaps()["sex"]
    assert made.gaps()["sex"][1] == pytest.approx(0.5, abs=0.01) and 0.4 < low < 0.5 < high < 0.6


def test_mentions_of_a_store_by_group() -> None:
    a, b, c = (person(record, lastName="Peeters") for record in "abc")
    with stores([a, b, c]) as (_, clusters):
        clusters.replace(1, [(a.id, b.id), (c.id,)], {}, [], 1, "x", "m")
        made = audit(clusters.clusters(1), {a.id: "x", b.id: "x", c.id: "x"}, {"x": {"sex": "F"}})
    assert made.groups[0].recall.value == pytest.approx(1 / 3) and made.groups[0].precision.value == 1.0
