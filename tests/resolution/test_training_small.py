from __future__ import annotations

import pytest

from bench.worlds import world
from resolution import training
from resolution.model import Model
from resolution.profiles import Profile
from resolution.training import RULES, train_profiles

RULE = "same date of birth"
VANISHED = f"{RULE}: EM leaves nothing of a level, what it learned is not used"


@pytest.fixture(scope="module")
def few() -> tuple[Profile, ...]:
    """A society in which a level that no match shows loses all its share within 25 rounds of EM."""
    return world(60, 2).made.rows


def trained(monkeypatch: pytest.MonkeyPatch, rows: tuple[Profile, ...], rounds: tuple[int, ...]) -> Model:
    monkeypatch.setattr(training, "RULES", {name: RULES[name] for name in ("same names", RULE)})
    monkeypatch.setattr(training, "ITERATIONS", rounds)
    return train_profiles(rows, 1)


@pytest.mark.slow
def test_a_level_that_vanishes_takes_fewer_rounds(
    monkeypatch: pytest.MonkeyPatch, few: tuple[Profile, ...]
) -> None:
    assert VANISHED in trained(monkeypatch, few, training.ITERATIONS[:1]).notes


def test_a_small_society_is_learned_from(monkeypatch: pytest.MonkeyPatch, few: tuple[Profile, ...]) -> None:
    model = trained(monkeypatch, few, training.ITERATIONS)
    assert VANISHED not in model.notes and model.volume["rows"] == len(few)
