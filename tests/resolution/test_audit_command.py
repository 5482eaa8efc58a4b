from __future__ import annotations

from pathlib import Path

import pytest
from people import person, stores
from typer.testing import CliRunner

from api.cli.app import app
from api.cli.audit import _file
from ledger.errors import BadInput
from resolution.audit import audit


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
    done = CliRunner().invoke(app, ["resolve-audit", "--truth", str(path)])
    assert isinstance(done.exception, BadInput) and "ingest" in done.exception.detail


def test_mentions_of_a_store_by_group() -> None:
    a, b, c = (person(record, lastName="Peeters") for record in "abc")
    with stores([a, b, c]) as (_, clusters):
        clusters.replace(1, [(a.id, b.id), (c.id,)], {}, [], 1, "x", "m")
        made = audit(clusters.clusters(1), {a.id: "x", b.id: "x", c.id: "x"}, {"x": {"sex": "F"}})
    assert made.groups[0].recall.value == pytest.approx(1 / 3) and made.groups[0].precision.value == 1.0
