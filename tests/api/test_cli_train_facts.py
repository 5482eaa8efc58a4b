"""locard train facts: writes the network, its thresholds and its card, and prints how it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from ingest.extract.weighing.network import read_weights
from ledger.errors import BadInput

REPORT = """# lang: nl  date: 2025-03-16
[PER#1 Kevin Peeters] reed met een [VEH#1 grijze VW Golf], plaat [PLA#1 1-ABC-12{n}].
---
PER1 driver
PER1 DRIVES VEH1
VEH1 HAS_PLATE PLA1
"""


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["train", "facts", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_a_model_is_written_with_its_card(tmp_path: Path) -> None:
    reports, out = tmp_path / "reports", tmp_path / "out"
    reports.mkdir()
    for n in range(10):
        (reports / f"r{n}.txt").write_text(REPORT.format(n=n), "utf-8")
    code, shown, told = run("--reports", str(reports), "--out", str(out), "--networks", "1", "--epochs", "1")
    assert code == 0
    assert "DRIVES" in shown and "role:driver" in shown and "network 1 of 1 trained" in told
    assert "10 marked reports" in (out / "MODEL_CARD.md").read_text("utf-8")
    assert len(read_weights(out).networks) == 1
    assert (out / "aliases.json").exists()


def test_too_few_reports_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least 10 are needed"):
        run("--reports", str(tmp_path))
