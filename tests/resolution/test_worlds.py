from __future__ import annotations

from dataclasses import replace

import pytest

from bench.worlds import main, said_of
from resolution.weights.model import default_model


def test_a_world_is_measured_without_judgements(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--persons", "30", "--labels", "0"])
    assert "Locard, 0 judged" in capsys.readouterr().out


def test_a_model_without_notes_says_that_nothing_was_judged() -> None:
    plain = default_model()
    assert plain.notes == () and "nothing was judged" in said_of(plain, plain)
    assert said_of(plain, replace(plain, notes=("second stage on",))) == "second stage on"
