"""Erase, correct, reclassify from the command line, and what is left of what went."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.installation import Installation
from api.settings import Settings
from ledger.errors import LocardError, Missing, NoPurpose

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: people}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values: {firstName: first, lastName: last, birthDate: {column: born, clean: date}}
"""
SECRET = "Zwartepoort"
PURPOSE = ["--case", "T-1", "--reason", "a test", "--yes"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.yaml").write_text(FEED)
    (tmp_path / "rows.csv").write_text(
        f"number,first,last,born\n1,Jan,{SECRET},1980-05-12\n2,Els,Maes,1991-01-01\n"
    )
    return tmp_path


def locard(folder: Path, *command: str, error: type[LocardError] | None = None) -> str:
    env = {"LOCARD_DATA": str(folder / "data"), "LOCARD_GRAPH_IDLE_SECONDS": "2", "COLUMNS": "200"}
    done = CliRunner().invoke(app, [*command], env=env | {"LOCARD_GRAPH_MEMORY": "512m"})
    if error:
        assert isinstance(done.exception, error), done.output
        return done.exception.detail
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def ingest(folder: Path, *more: str) -> str:
    return locard(folder, "ingest", str(folder / "rows.csv"), "--feed", str(folder / "people.yaml"), *more)


def person(folder: Path, name: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Mention, record and birth dates of the person of this last name."""
    with Installation(Settings(data=folder / "data")) as house:
        [found] = [m for m in house.mentions.of_type("Person", [1]) if m.first("lastName") == name]
        dates = [(s.value, str(s.status)) for s in found.statements if s.property == "birthDate"]
        return found.id, found.record, dates


def holding(folder: Path, word: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file() and "graph" not in path.parts]
    return [path.name for path in files if word.encode() in path.read_bytes()]


def removed(folder: Path) -> None:
    """Without the folder; its graph server may write until it has ended."""
    end = time.monotonic() + 60
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.2)


@pytest.mark.timeout(600)
def test_what_is_corrected_stands_beside_it_and_what_is_erased_stands_nowhere(folder: Path) -> None:
    ingest(folder, "--process")
    mention, record, _ = person(folder, SECRET)
    told = locard(folder, "correct", mention, "birthDate", "1980-12-05", *PURPOSE)
    assert "birthDate: 1980-05-12 → 1980-12-05" in told
    assert person(folder, SECRET)[2] == [("1980-05-12", "superseded"), ("1980-12-05", "asserted")]
    correction = told.split("correction ")[-1].split()[0]
    locard(folder, "correct", "--take-back", correction, *PURPOSE)
    assert person(folder, SECRET)[2] == [("1980-05-12", "asserted")]

    shutil.copytree(folder / "data", folder / "backup")
    told = locard(folder, "erase", record, *PURPOSE)
    assert "1 records, 1 mentions, 0 links, 2 decisions" in told and SECRET not in told
    assert holding(folder / "data", SECRET) == []
    assert "1 rejected" in ingest(folder) and holding(folder / "data", SECRET) == []

    removed(folder / "data")
    shutil.move(folder / "backup", folder / "data")
    assert "1 erasures were repeated" in locard(folder, "status")
    assert "1 new, 1 known already, 0 rejected" in ingest(folder, "--collected-anew")
    assert "needs its case" in locard(folder, "erase", record, "--yes", error=NoPurpose)
    assert "nothing is known under none" in locard(folder, "erase", "none", *PURPOSE, error=Missing)
