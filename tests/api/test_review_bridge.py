"""A cluster that hangs on one pair comes up for review, over GraphQL and at the terminal, and says so."""

from __future__ import annotations

from pathlib import Path

import orjson
from edge import Edge, serving
from identity_house import FEED, mention
from test_review_command import PURPOSE, run
from warm import installation

from api.edge import edge as edge_of
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse

ROWS = """\
number,given,family,born,national,place,plate
1,Jan,Peeters,1980-05-12,80051200193,,
2,,Peeters,,80051200193,,
3,Jan,Peeters,1980-05,,,
"""
QUEUE = "{ reviewQueue(first: 10) { kind text why { a { mention } b { mention } } } }"


def test_a_bridge_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROWS)
    with installation(tmp_path) as house:
        receive(house, [tmp_path / "people.csv"], parse(FEED, "people"))
        bring_up_to_date(house)
        ends = {mention(house, 1), mention(house, 3)}
        built = edge_of(house)
        with serving(built) as client:
            people = Edge(built, client, None, house.ledger)  # type: ignore[arg-type]
            [item] = people.data(QUEUE)["reviewQueue"]
    assert item["kind"] == "bridge" and item["text"] == "two halves of one entity hang on this pair alone"
    assert {item["why"][side]["mention"] for side in "ab"} == ends
    [told] = orjson.loads(run(tmp_path / "data", "review", "--json", *PURPOSE).stdout)
    assert told["kind"] == "bridge" and "hang on this pair alone" in told["text"]
    assert "hang on this pair alone" in run(tmp_path / "data", "review", *PURPOSE, keys="q\n").output
