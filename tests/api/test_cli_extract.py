"""locard extract: spans for people, JSON for programs, one line out for each line in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app

REPORT = "Op 14/03/2025 rijdt Kevin Van den Broeck met 1-ABC-123. RRN 88.11.03-123.45."


def run(*arguments: str, stdin: str = "") -> tuple[str, str]:
    result = CliRunner().invoke(app, ["extract", *arguments], input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_json_gives_offsets_of_the_text_itself(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT)
    found = json.loads(run(str(tmp_path / "r.txt"), "--json", "--date", "2025-03-15")[0])
    assert {m["type"] for m in found["mentions"]} >= {"DATETIME", "PERSON", "PLATE"}
    assert all(found["text"][m["start"] : m["end"]] == m["text"] for m in found["mentions"])
    assert found["invalid"][0]["type"] == "NATIONAL_NUMBER"


def test_people_see_what_was_found_and_what_failed_its_check() -> None:
    shown, _ = run(stdin=REPORT)
    assert "1-ABC-123 = 1ABC123" in shown and "not a NATIONAL_NUMBER" in shown


def test_one_line_comes_out_for_each_that_goes_in() -> None:
    lines = [
        json.dumps({"id": "a", "text": REPORT}),
        "{",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": ""}),
    ]
    shown, said = run("--jsonl", stdin="\n".join(lines) + "\n")
    found = [json.loads(line) for line in shown.splitlines()]
    assert [line["id"] for line in found] == ["a", "", "", "c"]
    assert "not JSON" in found[1]["error"] and "line 2" in said and "line 3" in said


def test_offsets_are_code_points() -> None:
    shown, _ = run("--jsonl", stdin=json.dumps({"id": "😀", "text": "😀 é plaat 1-ABC-123"}) + "\n")
    [plate] = [m for m in json.loads(shown)["mentions"] if m["type"] == "PLATE"]
    assert (plate["start"], plate["end"]) == (10, 19)


@pytest.mark.parametrize("arguments", [["--lang", "xx"], ["absent.txt"], ["absent.jsonl", "--jsonl"]])
def test_what_cannot_be_read_is_an_error(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["extract", *arguments]).exit_code != 0
