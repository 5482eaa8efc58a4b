from __future__ import annotations

import numpy as np
import pytest

from bench.worlds import world
from resolution.candidates.table import connect
from resolution.comparison.fields import BY_FIELD
from resolution.training import train as training
from resolution.training.em import learn
from resolution.training.train import ITERATIONS, VANISHED, train_profiles
from resolution.weights.levels import Levels

CLEAR = {"national_number": 4, "contacts": 2, "plates": 1, "documents": 1}
"""Fields with their last level: matches show the first alone, most others are silent."""


def pairs() -> dict[str, Levels]:
    """400 matches, 300 pairs that differ in all that is clear, and many that leave EM much to do."""
    chance = np.random.default_rng(1)
    alike = chance.random(1200) < 0.5
    found = {
        field: np.repeat(np.array([0, last, -1], np.int8), (400, 300, 1200)) for field, last in CLEAR.items()
    }
    for field in ("gender", "nationality"):
        said = np.where(alike, chance.random(1200) < 0.9, chance.random(1200) < 0.5)
        found[field] = np.concatenate([np.zeros(700, np.int8), np.where(said, 0, 1).astype(np.int8)])
    return found


def test_a_level_that_vanishes_takes_fewer_rounds() -> None:
    levels = pairs()
    u = {field: [level.u for level in BY_FIELD[field].levels] for field in levels}
    most, *_, fewest = ITERATIONS
    with connect(threads=1) as db, training._quiet():
        with pytest.raises(ValueError, match=VANISHED):
            learn(db, levels, u, 0.3, most)
        assert learn(db, levels, u, 0.3, fewest)["plates"][0] == pytest.approx(1.0)


def test_a_small_society_is_learned_from() -> None:
    rows = world(60, 2).made.rows
    model = train_profiles(rows, 1)
    assert not any("EM leaves" in note for note in model.notes) and model.volume["rows"] == len(rows)
