"""Passages, corrections, reclassification and erasure over GraphQL: shown first, logged, and done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from edge import PURPOSE, Edge, served
from identity_house import installed, mention

from api.installation import Installation
from api.passages import add
from api.stages.receive import publish
from ingest.feeds import load

ROWS = """passage;camera;lat;lon;tijdstip;plaat;land;richting;rijstrook;zekerheid
P1;E17-GENT-03;51.05;3.72;2026-05-02T12:00:00+02:00;1-ABC-234;B;in;2;0.93
P2;E17-GENT-03;51.05;3.72;2026-05-02T13:00:00+02:00;1-ABC-234;B;uit;1;
P3;R0-BRU-01;50.85;4.35;2026-05-03T12:00:00+02:00;1-ABC-234;B;uit;1;
"""
PASSAGES = """query ($plate: String!, $after: String! = "", $around: AroundInput) {
  passages(plate: $plate, first: 2, after: $after, around: $around) {
    total shown end since items { id plate camera time confidence record } } }"""
BEFORE = """query ($plate: String!) {
  passages(plate: $plate, since: "2026-05-02", until: "2026-05-10") { total } }"""
TAKE = "mutation ($ids: [ID!]!) { takePassages(ids: $ids, follow: true) { record new } }"
FIND = "query ($text: String!) { search(text: $text) { total } }"
PROPOSE = """query ($m: ID!, $v: String!) { correction(mention: $m, property: "birthDate", value: $v) {
  was value mentions versions entity { caption } relying { kind name } } }"""
CORRECT = """mutation ($m: ID!, $v: String!) {
  correct(mention: $m, property: "birthDate", value: $v, reason: "card seen") {
    id was value reason author } }"""
BORN = """query ($m: ID!) { entity(id: $m) { properties {
  property values { value statements { status } } } } }"""
CORRECTIONS = "query ($m: ID!) { corrections(id: $m) { id value } }"
WITHDRAW = 'mutation ($id: ID!) { withdrawCorrection(id: $id, reason: "false card") { id } }'
TOUCHES = """query ($ids: [ID!]!) { touches(records: {ids: $ids}) {
  shown mentions links decisions records { id source key } relying { kind name } } }"""
ERASE = """mutation ($ids: [ID!]!, $shown: String!) {
  erase(records: {ids: $ids}, shown: $shown, reason: "term ran out") {
    records mentions decisions unswept } }"""
RECLASSIFY = """mutation ($key: String!, $shown: String!) { reclassify(source: "TEST", key: $key,
  marking: {domain: "administrative"}, shown: $shown, reason: "asked for") { records } }"""
SAVE = 'mutation ($items: [ChartItemInput!]!) { saveChart(name: "a chart", items: $items) { id } }'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("acts")
    (folder / "passages.csv").write_text(ROWS)
    with pytest.MonkeyPatch.context() as clock, installed(folder) as made:
        clock.setattr("api.reach.now", lambda: datetime(2026, 6, 1, tzinfo=UTC))
        publish(made, load("anpr_hit"))
        add(made, [folder / "passages.csv"], load("anpr_hit"))
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def kinds(house: Installation, after: int) -> list[tuple[str, object]]:
    done = [event.act for event in house.ledger.events(after) if event.phase == "done"]
    return [(act.kind, act.details.get("operation")) for act in done]


def test_passages_page_by_page_and_taken_over_into_the_graph(house: Installation, people: Edge) -> None:
    before = house.ledger.seal().sequence
    first = people.data(PASSAGES, plate="1ABC2*")["passages"]
    assert (first["total"], first["shown"], first["end"]) == (3, 2, "2")
    last = people.data(PASSAGES, plate="1ABC2*", after=first["end"])["passages"]
    assert (last["shown"], last["end"], last["items"][0]["confidence"]) == (1, "", pytest.approx(0.93))
    around = {"latitude": 50.86, "longitude": 4.36, "km": 5}
    [there] = people.data(PASSAGES, plate="1ABC234", around=around)["passages"]["items"]
    assert there["camera"] == "R0-BRU-01" and there["record"] == ""
    [taken] = people.data(TAKE, ids=[there["id"]])["takePassages"]
    assert taken["new"] and people.data(FIND, text="R0-BRU-01")["search"]["total"]
    assert people.data(PASSAGES, plate="1ABC234")["passages"]["items"][0]["record"] == taken["record"]
    logged = [e.act for e in house.ledger.events(before) if e.phase == "done"]
    assert logged[0].details["returned"] == sorted(item["id"] for item in first["items"])
    assert ("collection", "take passages over") in kinds(house, before)


def test_another_domain_finds_no_passage_and_nothing_goes_without_a_purpose(people: Edge) -> None:
    other = PURPOSE | {"X-Locard-Domain": "administrative"}
    [known] = people.data(PASSAGES, plate="1ABC234")["passages"]["items"][:1]
    assert people.ask(PASSAGES, other, plate="1ABC234")["data"]["passages"]["total"] == 0
    assert people.refusal(TAKE, other, ids=[known["id"]])["code"] == "Missing"
    given = {"plate": "1", "ids": ["1"], "m": "1", "v": "1", "id": "1", "shown": "1", "key": "1"}
    for query in (PASSAGES, TAKE, PROPOSE, CORRECT, CORRECTIONS, WITHDRAW, TOUCHES, ERASE, RECLASSIFY):
        names = {name: value for name, value in given.items() if f"${name}:" in query}
        assert people.refusal(query, {}, **names)["code"] == "NoPurpose", query


def test_older_passages_need_a_judicial_purpose_and_a_decision(
    house: Installation, people: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.reach.now", lambda: datetime(2026, 6, 3, tzinfo=UTC))
    decided = PURPOSE | {"X-Locard-Decision": "KI-2026%2F17"}
    known = people.ask(PASSAGES, decided, plate="1ABC234")["data"]["passages"]
    assert (known["total"], known["since"]) == (3, "2025-06-03")
    looked = [e.act for e in house.ledger.events() if e.phase == "done"][-1]
    assert looked.details["decision"] == "KI-2026/17"
    seen = people.data(PASSAGES, plate="1ABC234")["passages"]
    assert (seen["total"], seen["since"], seen["items"][0]["camera"]) == (1, "2026-05-03", "R0-BRU-01")
    [old] = [item["id"] for item in known["items"] if item["camera"] != "R0-BRU-01"]
    assert people.refusal(TAKE, ids=[old])["code"] == "Missing"
    other = decided | {"X-Locard-Domain": "administrative"}
    for headers, more in ((PURPOSE, "X-Locard-Decision"), (other, "judicial purpose")):
        [error] = people.ask(BEFORE, headers, plate="1ABC234")["errors"]
        assert error["extensions"]["code"] == "TooOld" and more in error["message"]
    assert people.ask(BEFORE, decided, plate="1ABC234")["data"]["passages"]["total"] == 3


def test_a_correction_is_shown_made_and_taken_back(house: Installation, people: Edge) -> None:
    m, before = mention(house, 5), house.ledger.seal().sequence
    people.data(SAVE, items=[{"id": m}])
    shown = people.data(PROPOSE, m=m, v="1975-04-04")["correction"]
    assert (shown["was"], shown["value"], shown["versions"]) == ("1975-03-03", "1975-04-04", 1)
    assert shown["relying"] == [{"kind": "chart", "name": "a chart"}]
    assert people.data(CORRECTIONS, m=m)["corrections"] == []
    made = people.data(CORRECT, m=m, v="04/04/1975")["correct"]
    assert (made["value"], made["reason"]) == ("1975-04-04", "card seen")
    assert [one["id"] for one in people.data(CORRECTIONS, m=m)["corrections"]] == [made["id"]]
    assert people.data(WITHDRAW, id=made["id"])["withdrawCorrection"]["id"] == made["id"]
    assert people.data(CORRECTIONS, m=m)["corrections"] == []
    assert people.refusal(CORRECT, m=m, v="1975-03-03")["code"] == "BadInput"
    told = kinds(house, before)
    assert ("consultation", "correction") in told and ("alteration", "correction") in told
    assert ("alteration", "retraction") in told


def test_a_correction_counts_at_once_where_that_is_asked_for(house: Installation, people: Edge) -> None:
    m = mention(house, 4)
    made = people.data(CORRECT.replace("reason:", "follow: true, reason:"), m=m, v="1991-01-01")["correct"]
    said = people.data(BORN, m=m)["entity"]["properties"]
    [born] = [one for one in said if one["property"] == "birthDate"]
    statuses = {one["status"] for value in born["values"] for one in value["statements"]}
    assert born["values"][0]["value"] == "1991-01-01" and statuses == {"asserted", "superseded"}
    people.data(WITHDRAW.replace("reason:", "follow: true, reason:"), id=made["id"])
    [born] = [one for one in people.data(BORN, m=m)["entity"]["properties"] if one["property"] == "birthDate"]
    assert [value["value"] for value in born["values"]] == ["1990-01-01"]


def test_an_erasure_is_shown_first_and_done_on_what_was_shown(house: Installation, people: Edge) -> None:
    m = mention(house, 6)
    people.data(SAVE, items=[{"id": m}])
    shown = people.data(TOUCHES, ids=[m])["touches"]
    assert [one["key"] for one in shown["records"]] == ["6"] and shown["mentions"] == 1
    assert {"kind": "chart", "name": "a chart"} in shown["relying"]
    assert people.refusal(ERASE, ids=[m], shown="else")["code"] == "Contradiction"
    assert house.ledger.current("TEST", "6") is not None
    done = people.data(ERASE, ids=[m], shown=shown["shown"])["erase"]
    assert (done["records"], done["mentions"]) == (1, 1)
    assert house.ledger.current("TEST", "6") is None and m not in house.mentions.get([m])
    assert people.refusal(TOUCHES, ids=[m])["code"] == "Missing"


def test_what_is_reclassified_goes_from_those_who_may_not_see_it(house: Installation, people: Edge) -> None:
    m = mention(house, 7)
    shown = people.data(TOUCHES, ids=[m])["touches"]
    assert people.data(RECLASSIFY, key="7", shown=shown["shown"])["reclassify"]["records"] == 1
    assert people.refusal(TOUCHES, ids=[m])["code"] == "Missing"
    other = PURPOSE | {"X-Locard-Domain": "administrative"}
    moved = mention(house, 7)
    assert people.ask(TOUCHES, other, ids=[moved])["data"]["touches"]["records"][0]["key"] == "7"
