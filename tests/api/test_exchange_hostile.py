"""Files of our own format that are whole, and that no Locard wrote: nothing of them is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from layered_house import layered
from test_exchange_takeover import judged, people, sent
from typer.testing import CliRunner

from api.cli.app import app
from api.installation import Installation
from api.settings import Settings
from api.stages.takeover import take_over
from ledger.canonical import JSON
from ledger.errors import BadInput

Lines = list[tuple[str, dict[str, JSON]]]


@pytest.fixture
def whole(tmp_path: Path) -> Lines:
    """A feed, three records and a judgement."""
    with layered(tmp_path / "house") as made:
        said = people(made, tmp_path)
    return [*said, judged(said, "positive")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    """An installation that holds nothing."""
    with Installation(Settings(data=tmp_path / "data", keys=str(tmp_path / "keys"))) as made:
        yield made


def feed(of: Lines) -> Any:
    return of[0][1]


def record(of: Lines) -> Any:
    return of[1][1]


def decision(of: Lines) -> Any:
    return of[-1][1]


WRONG: dict[str, Callable[[Lines], Any]] = {
    "a feed without a name": lambda of: feed(of).pop("name"),
    "a feed of no text": lambda of: feed(of).update(yaml=5),
    "a feed under another name": lambda of: feed(of).update(name="other"),
    "a feed twice": lambda of: of.insert(0, of[0]),
    "a record of no feed here": lambda of: record(of).update(feed="other"),
    "a key that is a number": lambda of: record(of).update(key=5),
    "a source that is a list": lambda of: record(of).update(source=[]),
    "a time that is none": lambda of: record(of).update(recorded=None),
    "text with NUL": lambda of: record(of).update(version="\0"),
    "content that is no object": lambda of: record(of).update(content=[]),
    "a marking that is a list": lambda of: record(of)["marking"].update(unit=[]),
    "a marking nobody knows": lambda of: record(of)["marking"].update(more="x"),
    "archived as a word": lambda of: record(of)["marking"].update(archived="no"),
    "a grade that is an object": lambda of: record(of)["grade"].update(scheme={}),
    "a decision of nobody": lambda of: decision(of).update(author=" "),
    "an author that is a number": lambda of: decision(of).update(author=5),
    "a subject that is text": lambda of: decision(of).update(subject="x"),
    "a place that is none": lambda of: decision(of)["subject"].update(a_at={"record": "x"}),
    "an anchor that is a number": lambda of: decision(of)["subject"]["b_at"].update(anchor=5),
    "a decision of another kind": lambda of: decision(of).update(kind="erasure"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_line_that_is_not_what_it_says_is_refused_before_anything_is_taken(
    house: Installation, whole: Lines, tmp_path: Path, what: str
) -> None:
    said = deepcopy(whole)
    WRONG[what](said)
    with pytest.raises(BadInput, match=r"in\.json"):
        take_over(house, sent(tmp_path / "in.json", *said))
    assert house.ledger.head() == 0
    taken = take_over(house, sent(tmp_path / "in.json", *whole))
    assert (taken.new, taken.decisions) == (3, 1)


@pytest.mark.parametrize("notice", [5, None, {"a": 1}, [5]])
def test_a_head_without_a_notice_in_lines_is_refused(
    house: Installation, tmp_path: Path, notice: JSON
) -> None:
    with pytest.raises(BadInput, match="no notice"):
        take_over(house, sent(tmp_path / "in.json", notice=notice))


def test_a_notice_does_not_command_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    hostile = sent(tmp_path / "in.json", notice=["H0\x1b]0;owned\x07\x9b2J\u202e"])
    done = CliRunner().invoke(app, ["import", str(hostile)])
    assert done.exit_code == 0 and "owned" in done.output
    assert all(sign == "\n" or sign.isprintable() for sign in done.output)
