"""Layers are looked at again only where their base changed under them, and are what resolving anew gives."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from footed import BASE, CLASSES, Say, begun, low_caps, many, sparse, step
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_online_follow import record

from resolution.layers import footprint
from resolution.store import footings


def life(seed: int, folder: Path, steps: int, say: Say = sparse) -> tuple[int, int]:
    """How many layers were resolved in a random life after its beginning, and how many were not."""
    chance, done, left = random.Random(seed), 0, 0
    with many(folder, say) as world:
        begun(world, chance)
        assert world.check() == set(CLASSES)
        for _ in range(steps):
            for _ in range(chance.choice((1, 1, 2))):
                step(world, chance)
            some = len(world.check())
            done, left = done + some, left + len(CLASSES) - some
        assert set(world.ways) == {"batch", "index"} and BASE not in CLASSES
    return done, left


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30), st.sampled_from((sparse, sparse, record)))
def test_following_footprints_is_resolving_anew(seed: int, say: Say) -> None:
    with TemporaryDirectory() as folder:
        life(seed, Path(folder), 6, say)


@pytest.mark.parametrize("seed", range(3))
def test_where_caps_are_crossed_too(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    low_caps(monkeypatch)
    life(seed, tmp_path, 6, record if seed == 2 else sparse)


def test_most_layers_are_left_alone(tmp_path: Path) -> None:
    done, left = life(1, tmp_path, 12)
    assert left > 2 * done > 0


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("low", [False, True])
def test_following_footprints_is_resolving_anew_in_long_lives(
    low: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if low:
        low_caps(monkeypatch)
    for seed in range(100, 130):
        life(seed, tmp_path / str(seed), 20, record if seed % 3 == 0 else sparse)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("kind", [footings.KEY, footings.MENTION, footings.EXACT, footings.ALIKE])
def test_these_lives_show_a_question_that_is_forgotten(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = footings.mark
    monkeypatch.setattr(footprint, "mark", lambda asked, word: real(asked, "" if asked == kind else word))
    with pytest.raises(AssertionError):
        for seed in range(40):
            life(seed, tmp_path / str(seed), 15)
