"""locard train ner: writes a model with its card and prints how it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from ledger.errors import BadInput


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["train", "ner", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.slow
def test_a_model_is_written_with_its_card(tmp_path: Path) -> None:
    code, shown, told = run("--lang", "en", "--out", str(tmp_path), "--steps", "2")
    assert code == 0
    assert "PERSON" in shown and "rules" in shown
    assert "step 2 of 2" in told and "without newspapers: no --europeana was given" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["MODEL_CARD.md", "model.json", "ner.bin"]


def test_another_language_is_refused() -> None:
    with pytest.raises(BadInput, match="none of nl, fr, de, en"):
        run("--lang", "es")


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--reports"):
        run("--lang", "nl", "--reports", str(tmp_path))
