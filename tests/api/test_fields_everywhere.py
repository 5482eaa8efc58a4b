"""What a function does not see is shown to it nowhere: neighbours, timelines, records, exports, bundles."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from chart_world import Fixed
from edge import PURPOSE, asked, serving
from warm import installation

from api.cli.session import AtTerminal
from api.edge import edge
from api.graphql.columns import NOTHING
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from api.reads.columns import columns_of
from api.sessions import Session
from api.stages.receive import publish, receive
from api.subject import Request, answer
from graph.ontology import load as load_ontology
from ingest.feeds import parse
from ledger.errors import Denied
from policy import subject
from policy.fields import read

FEED = """\
name: files
source: TEST
labels: {nl: a, fr: a, de: a, en: a}
format: jsonl
key: [number]
mentions:
  person:
    type: Person
    values: {firstName: given, lastName: family, nationality: nation, deathDate: died, description: remark}
  file: {type: Case, values: {summary: about}, when: about}
  friend:
    each: friends
    type: Person
    values: {lastName: called, nationality: from}
relations:
  - {type: INVOLVED_IN, from: person, to: file, role: {column: as, map: {verdachte: suspect}}}
text: [{column: story}]
"""
ROW = json.dumps(
    {
        "number": "1", "given": "Jan", "family": "Zevenster", "nation": "MA", "died": "2020-01-02",
        "about": "a secret", "as": "verdachte", "friends": [{"called": "Maes", "from": "TR"}],
        "story": "Hij werd gezien.", "belief": "none",
        "remark": "walks with a limp and has a moustache like a walrus",
    }
)  # fmt: skip
LEFT_OUT = """\
sets:
  some:
    Person: [name, firstName, lastName]
    Alias: [name, firstName, lastName]
    Case: [caseNumber, name, status]
  every: EVERY
functions: {patrol: [some], owner: [every]}
""".replace("EVERY", json.dumps({name: list(one.properties) for name, one in load_ontology().types.items()}))
HIDDEN = ("MA", "2020-01-02", "a secret", "TR", "none", json.loads(ROW)["remark"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("fields")
    (folder / "files.jsonl").write_text(ROW)
    (folder / "fields.yaml").write_text(LEFT_OUT)
    with installation(folder, fields=str(folder / "fields.yaml")) as made:
        feed = parse(FEED, "files")
        publish(made, feed)
        receive(made, [folder / "files.jsonl"], feed)
        bring_up_to_date(made)
        yield made


@contextmanager
def seen_by(house: Installation, function: str) -> Iterator[httpx.Client]:
    built = replace(edge(house), sessions=Fixed(function=function), fields=read(LEFT_OUT))
    if function == "owner":
        built = replace(edge(house), sessions=Fixed())
    with serving(built) as client:
        yield client


def ids(house: Installation) -> tuple[str, str]:
    record = house.ledger.current("TEST", "1")
    assert record is not None
    return record.id, next(m.id for m in house.mentions.of_records([record.id]) if m.anchor == "person")


NODE = "id type caption"
SIDE = f"{{ left {{ nodes {{ {NODE} }} }} }}"
READS = {
    "neighbours": f"query ($id: ID!) {{ neighbours(id: $id) {{ items {{ node {{ {NODE} }} }} }} }}",
    "timeline": "query ($id: ID!) { timeline(id: $id) { total items { name value } } }",
    "entity": f"query ($id: ID!) {{ entity(id: $id) {{ {NODE} properties {{ values {{ value }} }} }} }}",
    "search": f'{{ search(text: "Zevenster") {{ hits {{ {NODE} details {{ property value }} }} }} }}',
    "why": "query ($id: ID!) { why(a: $id, b: $id) { a { values { property value } } } }",
    "compare": f"query ($id: ID!) {{ compare(left: {{ids: [$id]}}, right: {{ids: []}}) {SIDE} }}",
}
RECORD = """query ($id: ID!) {
  record(id: $id) { fields { name text withheld marks { caption } translatable(to: FR) } } }"""


def told(client: httpx.Client, query: str, id_: str) -> str:
    return str(asked(client, query, PURPOSE, **({"id": id_} if "$id" in query else {})))


def test_no_read_shows_what_the_function_does_not_see(house: Installation) -> None:
    _, person = ids(house)
    with seen_by(house, "owner") as whole, seen_by(house, "patrol") as patrol:
        every = {name: told(whole, query, person) for name, query in READS.items()}
        some = {name: told(patrol, query, person) for name, query in READS.items()}
    assert "a secret" in every["neighbours"] and "2020-01-02" in every["timeline"] and "MA" in every["entity"]
    for name, answer_ in some.items():
        assert "extensions" not in answer_ or name in ("why", "compare"), answer_
        assert not any(f"'{one}'" in answer_ for one in HIDDEN), (name, answer_)
    assert "'caption': 'Case'" in some["neighbours"] and "'total': 0" in some["timeline"]
    assert "Jan Zevenster" in some["entity"]


SEARCH = """query ($text: String!, $then: String!) { search(text: $text, asOf: $then) {
  total totalText hits { caption details { value } } texts { totalText hits { field } } } }"""


@pytest.mark.parametrize("then", ["", "2026-01-01"])
def test_a_search_finds_by_what_the_function_sees(house: Installation, then: str) -> None:
    """Not by a date of death, a summary, a text that is withheld; by the rest as before."""
    with seen_by(house, "owner") as whole, seen_by(house, "patrol") as patrol:

        def both(typed: str) -> tuple[dict[str, Any], dict[str, Any]]:
            every, some = (asked(one, SEARCH, PURPOSE, text=typed, then=then) for one in (whole, patrol))
            return every["data"]["search"], some["data"]["search"]

        for typed in ("2/1/2020", "jan 2020", "secret", "moustache"):
            every, some = both(typed)
            assert every["total"] + len(every["texts"]["hits"]) == 1, typed
            assert (some["total"], some["hits"], some["totalText"]) == (0, [], "0"), typed
            assert (some["texts"]["hits"], some["texts"]["totalText"]) == ([], "0"), typed
        for typed in ("Zevenster", "jan zevenstr", "gezien"):
            every, some = both(typed)
            assert some["total"] + len(some["texts"]["hits"]) == 1, typed
            assert some["texts"] == every["texts"] and not any(one["details"] for one in some["hits"])


def test_who_does_not_see_what_passages_tell_asks_for_none(house: Installation) -> None:
    query = '{ passages(plate: "1ABC234") { total } }'
    with seen_by(house, "owner") as whole, seen_by(house, "patrol") as patrol:
        every, some = (asked(one, query, PURPOSE) for one in (whole, patrol))
    assert every["data"]["passages"]["total"] == 0 and "errors" not in every
    assert some["errors"][0]["extensions"]["code"] == "Denied"


def test_a_record_withholds_the_columns_that_say_it(house: Installation) -> None:
    record, _ = ids(house)
    with seen_by(house, "owner") as whole, seen_by(house, "patrol") as patrol:
        every, some = (fields(asked(one, RECORD, PURPOSE, id=record)) for one in (whole, patrol))
    assert not any(one["withheld"] for one in every.values()) and every["nation"]["text"] == "MA"
    assert {name for name, one in some.items() if one["withheld"]} == {
        "nation", "died", "about", "friends", "belief", "remark",
    }  # fmt: skip
    assert all(not one["text"] and not one["marks"] for one in some.values() if one["withheld"])
    assert some["story"]["text"] and some["as"]["text"] == "verdachte" and some["given"]["text"] == "Jan"


def fields(answer_: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one for one in answer_["data"]["record"]["fields"]}


def test_of_a_feed_that_nobody_knows_everything_is_withheld(house: Installation) -> None:
    assert columns_of(house.ledger, "other") is NOTHING
    assert not NOTHING.shown("name", lambda type_, name: True)


def test_an_export_holds_what_its_author_sees(house: Installation) -> None:
    _, person = ids(house)
    query = """mutation ($id: ID!, $form: ExportFormat!) {
      export(ids: [$id], format: $form, recipient: "x", hops: 1) { files { content } } }"""
    fitted = edge(house).exports
    assert fitted is not None
    narrow = replace(fitted, exports=replace(fitted.exports, fields=read(LEFT_OUT)))  # type: ignore[attr-defined, type-var]
    for function, exports in (("owner", fitted), ("patrol", narrow)):
        built = replace(edge(house), sessions=Fixed(function=function), exports=exports)
        with serving(built) as client:
            for form in ("CSV", "GRAPHML", "FTM", "STIX", "UMF"):
                made = asked(client, query, PURPOSE, id=person, form=form)["data"]["export"]["files"]
                whole = b"".join(base64.b64decode(one["content"]) for one in made).decode("utf-8", "replace")
                assert ("a secret" in whole) == (function == "owner") and "Zevenster" in whole, form
                assert ("2020-01-02" in whole) <= (function == "owner"), form
            refused = asked(client, query, PURPOSE, id=person, form="JSON").get("errors")
            assert bool(refused) == (function == "patrol")


def test_a_correction_tells_no_value_that_is_not_seen(house: Installation) -> None:
    _, person = ids(house)
    query = """query ($id: ID!, $p: String!) {
      correction(mention: $id, property: $p, value: "x") { was } }"""
    with seen_by(house, "patrol") as patrol:
        hidden = asked(patrol, query, PURPOSE, id=person, p="nationality")
        shown = asked(patrol, query, PURPOSE, id=person, p="firstName")
    assert hidden["errors"][0]["extensions"]["code"] == "Denied" and "MA" not in str(hidden)
    assert "errors" not in shown, shown
    assert shown["data"]["correction"]["was"] == "Jan"


def test_neither_does_one_that_is_made_or_taken_back(house: Installation) -> None:
    _, person = ids(house)
    correct = """mutation ($id: ID!, $p: String!) {
      correct(mention: $id, property: $p, value: "BE", reason: "card seen") { id was value } }"""
    back = 'mutation ($id: ID!) { withdrawCorrection(id: $id, reason: "false card") { id was value } }'
    with seen_by(house, "owner") as whole, seen_by(house, "patrol") as patrol:
        refused = asked(patrol, correct, PURPOSE, id=person, p="nationality")
        made = asked(whole, correct, PURPOSE, id=person, p="nationality")["data"]["correct"]
        taken = asked(patrol, back, PURPOSE, id=made["id"])["data"]["withdrawCorrection"]
    assert refused["errors"][0]["extensions"]["code"] == "Denied" and "MA" not in str(refused)
    assert made["was"] == "MA" and taken == {"id": made["id"], "was": "", "value": ""}


def test_a_look_at_the_terminal_holds_no_more(house: Installation) -> None:
    record, person = ids(house)
    friend = next(m.id for m in house.mentions.of_records([record]) if m.anchor == "friend[0]")
    built = replace(edge(house), fields=read(LEFT_OUT))
    said = {}
    for function in ("owner", "patrol"):
        mine = Session("ana", Purpose("judicial", "C-1", "a test", function), (1,))
        shown = built if function == "patrol" else edge(house)
        made = AtTerminal(shown, mine).look("why", {}, lambda who, seen: who.why(person, friend, "en", seen))
        said[function] = {one.property: one.value for side in (made.a, made.b) for one in side.values}
    assert said["owner"]["nationality"] in ("MA", "TR") and "nationality" not in said["patrol"]
    assert said["patrol"]["lastName"]


def test_who_does_not_see_all_answers_no_request_of_a_person(house: Installation, tmp_path: Path) -> None:
    session = Session("pol", Purpose("judicial", "DPO-1", "art. 14 LED", "patrol"), (1,))
    with pytest.raises(Denied, match="Your function does not see all"):
        answer(house, session, Request(ids(house)[1]), tmp_path / "answer", subject.load())
    assert not (tmp_path / "answer").exists()
