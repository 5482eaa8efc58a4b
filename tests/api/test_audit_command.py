from __future__ import annotations

from pathlib import Path

import pytest
from identity_house import installed
from typer.testing import CliRunner

from api.cli.app import app
from api.cli.audit import _file
from ledger.errors import BadInput, NoPurpose
from ledger.ledger import Ledger

PURPOSE = ["--as", "ana", "--case", "GE.1", "--reason", "a yearly look"]


def test_a_checked_sample_is_read_with_its_attributes(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("source,key,anchor,entity,origin\nPV,1,p,x,north\nPV,2,p,x,\nPV,3,p,y,south\n", "utf-8")
    known, groups = _file(path)
    assert known["PV", "1", "p"] == "x" and groups == {"x": {"origin": "north"}, "y": {"origin": "south"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no row"),
        ("source,key,entity\na,b,c\n", "'anchor'"),
        ("source,key,anchor,entity\na,b\n", "row 2"),
    ],
)
def test_a_wrong_sample_is_refused_with_file_and_row(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=f"truth.csv.*{said}"):
        _file(path)


def test_nothing_of_the_truth_here_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    path = tmp_path / "truth.csv"
    path.write_text("source,key,anchor,entity,origin\nPV,1,p,x,north\n", "utf-8")
    without = CliRunner().invoke(app, ["resolve-audit", "--truth", str(path)])
    assert isinstance(without.exception, NoPurpose)
    done = CliRunner().invoke(app, ["resolve-audit", "--truth", str(path), *PURPOSE])
    assert isinstance(done.exception, BadInput) and "ingest" in done.exception.detail


def test_the_look_is_logged_with_its_case_and_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with installed(tmp_path) as house:
        before = house.ledger.seal().sequence
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    path = tmp_path / "truth.csv"
    rows = "".join(f"TEST,{number},person,{who},north\n" for number, who in enumerate("xxxyz", 1))
    path.write_text(f"source,key,anchor,entity,origin\n{rows}", "utf-8")
    done = CliRunner().invoke(app, ["resolve-audit", "--truth", str(path), *PURPOSE])
    assert done.exit_code == 0 and "north" in done.output
    with Ledger.open(
        f"sqlite:///{tmp_path / 'data' / 'ledger.db'}", keys=tmp_path / "keys" / "data"
    ) as ledger:
        intent, outcome = ledger.events(after=before)
    assert (intent.phase, outcome.phase) == ("intent", "done")
    assert (intent.act.actor, intent.act.case, intent.act.reason) == ("ana", "GE.1", "a yearly look")
    assert intent.act.details["operation"] == "resolveAudit" and intent.act.kind == "consultation"
