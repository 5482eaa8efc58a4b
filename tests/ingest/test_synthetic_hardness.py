"""The world is hard and fair: Splink's default is well under the ceiling, and well above nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.world import baseline
from ingest.synthetic import generate


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_splink_by_default_stays_in_its_range(tmp_path: Path, seed: int) -> None:
    made = generate(tmp_path, 2000, seed)
    (_, _, f1), mentions = baseline(tmp_path, seed)
    assert mentions > 10_000
    assert 0.75 < f1 < 0.93
    assert made.ceiling is not None
    assert made.ceiling > f1 + 0.05
