"""locard review, why and how, as they are run at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from identity_house import installed, mention
from typer.testing import CliRunner

from api.cli.app import app
from ledger.errors import Missing, NoPurpose
from ledger.ledger import Ledger

PURPOSE = ["--as", "ana", "--case", "GE.20.LB.000001/2026", "--reason", "a test"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[int, str]]]:
    with installed(tmp_path_factory.mktemp("review")) as house:
        yield house.settings.data, {number: mention(house, number) for number in range(1, 9)}


def run(data: Path, *arguments: str, keys: str = ""):  # type: ignore[no-untyped-def]
    environment = {"LOCARD_DATA": str(data), "COLUMNS": "200", "LOCARD_GRAPH_IDLE_SECONDS": "2"}
    return CliRunner(env=environment).invoke(app, list(arguments), input=keys)


def decisions(data: Path) -> list[tuple[str, str, str]]:
    with Ledger.open(f"sqlite:///{data / 'ledger.db'}") as ledger:
        return [(made.kind, made.author, made.reason) for made in ledger.decisions()]


def test_why_and_how_speak_the_language_asked_for(data: tuple[Path, dict[int, str]]) -> None:
    folder, ids = data
    said = run(folder, "why", ids[1], ids[3], "--lang", "nl", *PURPOSE)
    assert "zelfde geboortedatum: pleit ervoor" in said.output and "worden voor één gehouden" in said.output
    told = run(folder, "how", ids[1], "--lang", "de", *PURPOSE)
    assert "3 mentions" in told.output and "wurden verbunden: im Mittel" in told.output
    made = orjson.loads(run(folder, "how", ids[1], "--json", *PURPOSE).stdout)
    assert made["mentions"] == 3 and made["steps"]


def test_no_purpose_no_answer(data: tuple[Path, dict[int, str]]) -> None:
    folder, ids = data
    assert isinstance(run(folder, "why", ids[1], ids[3]).exception, NoPurpose)
    assert isinstance(run(folder, "review", "--case", "1").exception, NoPurpose)
    assert isinstance(run(folder, "why", ids[1], "nobody", *PURPOSE).exception, Missing)


def test_verdicts_are_taken_with_their_reasons(data: tuple[Path, dict[int, str]]) -> None:
    folder, _ = data
    queue = orjson.loads(run(folder, "review", "--json", *PURPOSE).stdout)
    assert len(queue) >= 2 and queue[0]["why"]["lines"]
    shown = run(folder, "review", "--limit", "2", *PURPOSE, keys="x\nu\nlooks alike\nn\n\n")
    assert shown.exit_code == 0, shown.output
    assert "Claes" in shown.output and "no reason, nothing recorded" in shown.output
    assert decisions(folder) == [("unsure", "ana", "looks alike")]
    refused = run(folder, "review", "--limit", "1", *PURPOSE, keys=f"n\n{'x' * 2001}\n")
    assert refused.exit_code == 0 and "in 1 to 2000 characters" in refused.output
    again = run(folder, "review", *PURPOSE, keys="q\n")
    assert "nothing decided" in again.output and len(decisions(folder)) == 1
