from __future__ import annotations

import pytest

from resolution.quality.evaluate import evaluate

TRUTH = {"a": "x", "b": "x", "c": "x", "d": "y"}


def test_perfect_clusters_score_one() -> None:
    quality = evaluate([("a", "b", "c"), ("d",)], TRUTH)
    assert quality.f1 == quality.b3_f1 == 1.0 and quality.mentions == 4


def test_pairs_and_b3_are_what_the_formulas_say() -> None:
    quality = evaluate([("a", "b", "d"), ("c",)], TRUTH)
    assert quality.precision == pytest.approx(1 / 3) and quality.recall == pytest.approx(1 / 3)
    assert quality.b3_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert quality.b3_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_mentions_without_a_cluster_are_alone_and_without_truth_are_left_out() -> None:
    quality = evaluate([("a", "b", "unknown")], TRUTH)
    assert quality.precision == 1.0 and quality.recall == pytest.approx(1 / 3)


def test_nothing_is_nothing_wrong() -> None:
    assert evaluate([], {}).f1 == 1.0
