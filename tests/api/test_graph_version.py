"""A graph that another version of the code wrote is written anew, its suggestions with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from identity_house import FEED, ROWS, installed
from warm import installation

from api.cli.status import ANEW, _rows
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.stages import project as stage
from api.stages.receive import receive
from api.stages.understand import understand
from graph.content_hash import content_hash
from graph.version import writing
from ingest.feeds import parse


def states(house: Installation) -> dict[str, str]:
    return {name: state for name, _, _, state in _rows(house)}


def test_graph_of_another_version_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with installed(tmp_path) as house:
        bring_up_to_date(house)
        before, whole = content_hash(house.store), house.clusters.head()
        assert states(house)["graph"] == "up to date" and stage.project(house) == 0
        monkeypatch.setattr(stage, "writing_version", lambda: "another")
        assert states(house)["graph"] == ANEW
        assert stage.project(house) == whole
        assert content_hash(house.store) == before and states(house)["graph"] == "up to date"


def test_the_graph_is_written_anew_with_another_table_of_grades() -> None:
    """The grade of a link is that of its records on the common scale."""
    names = {name for name, _ in writing()}
    assert {"policy/grades.yaml", "policy/grades.py", "graph/derive/link.py"} <= names
    assert any(name.startswith("cypher/writes/") for name in names)


def test_what_was_read_and_not_resolved_is_behind(tmp_path: Path) -> None:
    """A run that was killed before its clusters: nothing follows them yet, so nothing else tells."""
    (tmp_path / "people.csv").write_text(ROWS)
    with installation(tmp_path) as house:
        receive(house, [tmp_path / "people.csv"], parse(FEED, "people"))
        understand(house)
        assert (states(house)["mentions"], states(house)["graph"]) == ("up to date", "up to date")
        assert states(house)["clusters"] == f"{house.ledger.head()} behind: the next run goes on from here"
