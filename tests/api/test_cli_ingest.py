"""The command line as a user meets it: what goes in, what is refused, and what it says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app, main
from api.settings import Settings
from ledger.ledger import Ledger

FEED = """\
name: plates
source: TEST
labels: {nl: platen, fr: plaques, de: Kennzeichen, en: plates}
format: csv
key: [number]
required: [plate]
mentions:
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}}}
"""
ROWS = "number,plate\n1,1-ABC-123\n2,\n3,1-XYZ-987\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plates.yaml").write_text(FEED)
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def ingest(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["ingest", *arguments, "--feed", "plates.yaml"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_bad_row_is_set_aside_and_can_be_mended(here: Path) -> None:
    assert "3 rows: 2 new, 0 known already, 1 rejected" in ingest("rows.csv")
    [rejects] = (here / "data" / "rejects").glob("plates*.csv")
    text = rejects.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 1 and "plate" in rows[0]["locard_reason"]
    rejects.write_text(text.replace("\n2,,", "\n2,1-DEF-456,"), encoding="utf-8")
    assert "1 rows: 1 new, 0 known already, 0 rejected" in ingest(str(rejects))


def test_the_same_input_twice_changes_nothing(here: Path) -> None:
    ingest("rows.csv")
    with Ledger.open(f"sqlite:///{here / 'data' / 'ledger.db'}") as ledger:
        head = ledger.head()
    assert "0 new, 2 known already" in ingest("rows.csv")
    with Ledger.open(f"sqlite:///{here / 'data' / 'ledger.db'}") as ledger:
        assert ledger.head() == head


def test_acknowledged_ids_are_printed_one_a_line(here: Path) -> None:
    result = CliRunner().invoke(app, ["ingest", "rows.csv", "--feed", "plates.yaml", "--acknowledge"])
    ids = result.stdout.split()
    with Ledger.open(f"sqlite:///{here / 'data' / 'ledger.db'}") as ledger:
        assert len(ids) == 2 and set(ledger.records(ids)) == set(ids)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "absent.csv", "--feed", "plates.yaml"], "there is no file or folder absent.csv"),
        (["ingest", "rows.csv", "--feed", "ang_persn"], "did you mean ang_person"),
        (["ingest", "rows.csv", "--feed", "absent.yaml"], "there is no feed file absent.yaml"),
        (["feeds", "ang_persn"], "did you mean ang_person"),
    ],
)
def test_an_error_says_what_to_do(
    here: Path,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["locard", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_feeds_are_listed_with_their_source(here: Path) -> None:
    shown = CliRunner().invoke(app, ["feeds"]).output
    assert "ang_person" in shown and "ANPR" in shown
    assert CliRunner().invoke(app, ["feeds", "ang_person"]).output.startswith(("#", "name:"))


def test_what_no_class_names_is_set_aside_and_the_rest_goes_on(here: Path) -> None:
    text = FEED.replace("required: [plate]", "handling: {column: code}")
    (here / "plates.yaml").write_text(text)
    (here / "rows.csv").write_text("number,plate,code\n1,1-ABC-123,H0\n2,1-DEF-456,H9\n3,1-XYZ-987,H1\n")
    assert "3 rows: 2 new, 0 known already, 1 rejected" in ingest("rows.csv")
    [rejects] = (here / "data" / "rejects").glob("plates*.csv")
    assert "H9" in rejects.read_text(encoding="utf-8-sig")


def test_a_society_is_made_on_its_own(here: Path) -> None:
    made = CliRunner().invoke(app, ["world", str(here / "society"), "--persons", "30"])
    assert made.exit_code == 0 and "ang_person" in made.output
    assert (here / "society" / "truth" / "mentions.csv").is_file()
    (here / "other" / "input").mkdir(parents=True)
    refused = CliRunner().invoke(app, ["world", str(here / "other"), "--persons", "30"])
    assert refused.exit_code != 0


def test_the_demo_keeps_away_from_the_real(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCARD_LEDGER_URL", "postgresql://real")
    monkeypatch.setenv("LOCARD_GRAPH_URI", "bolt://real")
    apart = Settings().apart("demo")
    assert (apart.graph_uri, apart.data) == ("", here / "data" / "demo")
    assert apart.ledger.startswith("sqlite:///") and apart.ledger.endswith("/data/demo/ledger.db")
