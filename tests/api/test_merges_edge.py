"""Changes, un-merge, charts and flags over GraphQL and at the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest
from edge import PURPOSE, Edge, served
from identity_house import installed, mention
from typer.testing import CliRunner

from api.cli.app import app
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from ledger.errors import BadInput, NoPurpose

SAVE = """mutation ($items: [ChartItemInput!]!) { saveChart(name: "a chart", items: $items) {
  id version notices nodes { entity caption mentions } } }"""
CHART = 'query ($id: ID!) { chart(id: $id, lang: "fr") { nodes { entity } notices versions notes { text } } }'
CHARTS = "{ charts { total items { id name case author } } }"
DELETE = 'mutation ($id: ID!) { deleteChart(id: $id, reason: "done") { id } }'
SPLIT = """mutation ($id: ID!, $apart: [[ID!]!]!) { split(id: $id, apart: $apart, reason: "no") {
  parts { mentions } retracted { id } judged { kind } warnings } }"""
CHANGES = """query ($id: ID!) { changes(entity: $id, lang: "nl") { total begun items {
  id at what text causes { kind actor at text } before { caption mentions } } } }"""
HOW = "query ($id: ID!) { how(entity: $id) { begun changes { what text causes { text } } } }"
FLAGS = '{ flags(kinds: ["chart"]) { total exact items { id kind object change text acknowledged } } }'
RELIED = "query ($id: ID!) { relied(change: $id) { kind object acknowledged } }"
SEEN = 'mutation ($id: ID!) { acknowledge(id: $id, reason: "seen") { acknowledged } }'
TERMINAL = ["--as", "ana", "--case", "GE.20.LB.000001/2026", "--reason", "a test"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("merges")) as made:
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def test_a_chart_its_flags_and_their_acknowledgement(house: Installation, people: Edge) -> None:
    a, b, c = (mention(house, number) for number in (1, 2, 4))
    chart = people.data(SAVE, items=[{"id": a}, {"id": c, "x": 5.0}])["saveChart"]
    assert len(chart["nodes"]) == 2 and len(chart["nodes"][0]["mentions"]) == 3
    assert people.data(CHARTS)["charts"]["items"][0]["case"] == "GE.20.LB.000001/2026"
    made = people.data(SPLIT, id=a, apart=[[b]])["split"]
    assert [len(part["mentions"]) for part in made["parts"]] == [1, 2] and made["judged"]
    assert people.data(FLAGS)["flags"]["total"] == 0
    bring_up_to_date(house)
    [change] = [one for one in people.data(CHANGES, id=b)["changes"]["items"] if "split" in one["what"]]
    assert "oordeelde op" in change["causes"][0]["text"] and change["before"][0]["mentions"]
    assert people.data(HOW, id=b)["how"]["changes"][-1]["what"] == ["split"]
    [flag] = people.data(FLAGS)["flags"]["items"]
    assert (flag["object"], flag["change"]) == (chart["id"], change["id"])
    assert people.data(SEEN, id=flag["id"])["acknowledge"]["acknowledged"]
    assert people.data(FLAGS)["flags"]["total"] == 0
    assert people.data(RELIED, id=change["id"])["relied"][0]["acknowledged"]
    now = people.data(CHART, id=chart["id"])["chart"]
    assert len(now["nodes"]) == 3 and "s'est divisé en 2" in now["notices"][0]
    people.data(DELETE, id=chart["id"])
    assert people.refusal(CHART, id=chart["id"])["code"] == "Missing"


def test_nothing_is_told_or_written_without_a_purpose(house: Installation, people: Edge) -> None:
    a = mention(house, 1)
    for query in (CHANGES, FLAGS, CHARTS, CHART, RELIED, SPLIT, DELETE, SEEN, SAVE):
        given = {"id": a, "apart": [[a]], "items": [{"id": a}]}
        names = {name: value for name, value in given.items() if f"${name}:" in query}
        assert people.refusal(query, {}, **names)["code"] == "NoPurpose"


def test_another_domain_sees_nothing_of_it(house: Installation, people: Edge) -> None:
    chart = people.data(SAVE, items=[{"id": mention(house, 5)}])["saveChart"]
    headers = PURPOSE | {"X-Locard-Domain": "administrative"}
    assert people.ask(CHARTS, headers)["data"]["charts"]["total"] == 0
    assert people.refusal(CHART, headers, id=chart["id"])["code"] == "Missing"
    assert people.refusal(CHANGES, headers, id=mention(house, 1))["code"] == "Missing"
    assert (
        people.refusal(SPLIT, headers, id=mention(house, 1), apart=[[mention(house, 2)]])["code"] == "Missing"
    )


def test_looks_and_decisions_are_logged_with_their_ids(house: Installation, people: Edge) -> None:
    a, before = mention(house, 5), house.ledger.seal().sequence
    chart = people.data(SAVE, items=[{"id": a}])["saveChart"]
    people.data(CHART, id=chart["id"])
    events = house.ledger.events(after=before)
    acts = [(e.act.kind, e.act.details.get("operation"), e.phase) for e in events if e.phase != "intent"]
    assert acts == [
        ("consultation", "saveChart", "done"),
        ("alteration", "saveChart", "done"),
        ("consultation", "chart", "done"),
    ]
    assert a in events[1].act.details["returned"]


def test_at_the_terminal(house: Installation, people: Edge) -> None:
    def run(*arguments: str):  # type: ignore[no-untyped-def]
        environment = {"LOCARD_DATA": str(house.settings.data), "COLUMNS": "200"}
        return CliRunner(env=environment).invoke(app, [*arguments, *TERMINAL])

    a, b = mention(house, 7), mention(house, 8)
    people.house.identities().judge(
        a, b, "positive", "one car", "en", (1,), "ana", Purpose("judicial", "GE.1", "a test")
    )
    bring_up_to_date(house)
    asked = ("unmerge", a, "--apart", b, "--why", "two cars")
    assert isinstance(run(*asked).exception, BadInput)
    done = run(*asked, "--yes")
    assert "taken back: ana judged" in done.output and "2 parts" in done.output, done.output
    bring_up_to_date(house)
    told = run("changes", a)
    assert "because: ana took back" in told.output and "2 of 2 changes" in told.output
    assert "ana took back" in run("how", a).output
    flagged = orjson.loads(run("flags", "--json").stdout)["items"]
    assert {one["kind"] for one in flagged} == {"suggestion"}
    assert "0 of 0 flags" in run("flags", "--kind", "chart").output
    without = CliRunner(env={"LOCARD_DATA": str(house.settings.data)}).invoke(app, ["flags"])
    assert isinstance(without.exception, NoPurpose)


def test_two_saved_charts_are_compared_as_things_stand_now(house: Installation, people: Edge) -> None:
    compare = """query ($left: ID!, $right: ID!) { compare(left: {chart: $left}, right: {chart: $right}) {
      exact both { nodes { id } } left { nodes { id } } right { nodes { id } } } }"""
    held = [[mention(house, n) for n in some] for some in ((4, 5), (5, 7))]
    saved = [people.data(SAVE, items=[{"id": id_} for id_ in some])["saveChart"] for some in held]
    left, right = ({node["entity"] for node in chart["nodes"]} for chart in saved)
    ids = {"left": saved[0]["id"], "right": saved[1]["id"]}
    found = people.data(compare, **ids)["compare"]
    seen = {side: {node["id"] for node in found[side]["nodes"]} for side in ("both", "left", "right")}
    assert seen == {"both": left & right, "left": left - right, "right": right - left}
    assert all(seen.values()) and found["exact"]
    other = PURPOSE | {"X-Locard-Domain": "administrative"}
    assert people.refusal(compare, other, **ids)["code"] == "Missing"
    people.data(DELETE, id=ids["right"])
    assert people.refusal(compare, **ids)["code"] == "Missing"
