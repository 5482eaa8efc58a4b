"""The queue of what people decide about terms: told to who keeps them, of what they see alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from edge import PURPOSE, asked, serving
from retention_house import FEEDS, LATER, acts, record, retained
from test_sessions import told

from api.edge import edge
from api.identity.entrance import Sessions
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.retention.applying import apply
from api.retention.falling import Retention
from api.retention.listing import counted, to_review
from api.retention.waiting import waiting
from api.stages.receive import receive
from ingest.feeds import parse
from ledger.accounts import PERSON, Account
from ledger.act import Act
from ledger.record import Marking

QUEUE = (
    "query ($on: String!, $first: Int! = 20)"
    ' { retentionQueue(first: $first, on: $on, lang: "nl")'
    " { total items { record key category since why } } }"
)
TERMS = """query ($on: String!, $first: Int! = 20, $after: String! = "", $decided: Boolean! = false) {
  retentionQueue(first: $first, on: $on, lang: "nl", after: $after, decided: $decided) { total end items {
    key category since blockedBy basis { event day period level law confirmed }
    decision { verdict day author reason } } } }"""
DECIDE = """mutation ($id: ID!, $v: RetentionVerdict!) {
  decideRetention(record: $id, verdict: $v, reason: "no longer needed") { record verdict author reason } }"""
HOLD = """mutation ($id: ID!, $until: String!) {
  holdRecord(record: $id, until: $until, reason: "an appeal is pending") { record verdict day } }"""
ELS = "6,1,,something else,,2025-03-01,Els,Maes,1975-03-03,75030300249,\n"
SEVEN = "7,1,,something else,,2025-03-01,Mia,Nys,1981-01-01,,\n"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with retained(tmp_path) as made:
        rows = "number,version,case,kind,status,day,given,family,born,national,plate\n" + ELS + SEVEN
        (tmp_path / "more.csv").write_text(rows)
        receive(made, [tmp_path / "more.csv"], parse(FEEDS["facts"], "facts"))
        bring_up_to_date(made)
        yield made


@pytest.fixture
def client(house: Installation) -> Iterator[httpx.Client]:
    with serving(edge(house)) as made:
        yield made


def queue(client: httpx.Client, on: str = LATER.isoformat(), **more: int) -> dict[str, Any]:
    found: dict[str, Any] = asked(client, QUEUE, PURPOSE, on=on, **more)["data"]["retentionQueue"]
    return found


def terms(client: httpx.Client, **more: Any) -> dict[str, Any]:
    given = {"on": LATER.isoformat(), **more}
    found: dict[str, Any] = asked(client, TERMS, PURPOSE, **given)["data"]["retentionQueue"]
    return found


def keys(client: httpx.Client, on: str = LATER.isoformat()) -> list[str]:
    return sorted(one["key"] for one in queue(client, on)["items"])


def test_it_is_listed_decided_and_held(house: Installation, client: httpx.Client) -> None:
    four, seven = record(house, "ANG-FACT", "4"), record(house, "ANG-FACT", "7")
    assert keys(client) == ["4", "7"] and queue(client, "2026-01-01") == {"total": 0, "items": []}
    page = queue(client, first=1)
    assert page["total"] == 2 and len(page["items"]) == 1
    [item] = page["items"]
    assert item["category"] == "gerechtelijk feit" and "to be confirmed" in item["why"]
    made = asked(client, HOLD, PURPOSE, id=four, until="2070-01-01")["data"]["holdRecord"]
    assert (made["verdict"], made["day"]) == ("keep", "2070-01-01")
    assert keys(client) == ["7"] and keys(client, "2070-01-02") == ["4", "7"]
    made = asked(client, DECIDE, PURPOSE, id=seven, v="ERASE")["data"]["decideRetention"]
    assert (made["verdict"], made["reason"]) == ("erase", "no longer needed")
    assert keys(client) == []
    assert apply(Retention(house, LATER), acts(house)).erased == 2 and house.ledger.record(seven) is None
    done = [e.act for e in house.ledger.events(limit=10_000) if e.phase == "done"]
    looks = [one for one in done if one.details.get("operation") == "retentionQueue"]
    returned = looks[0].details["returned"]
    assert isinstance(returned, list) and four in returned and len(returned) == 2 and seven not in returned


def test_a_page_goes_on_after_the_last_one_though_that_was_decided(
    house: Installation, client: httpx.Client
) -> None:
    first = terms(client, first=1)
    [item] = first["items"]
    basis = item["basis"]
    assert (basis["event"], basis["period"], basis["level"], basis["confirmed"]) == (
        "registered", "P1Y", "", False,
    )  # fmt: skip
    assert basis["law"].startswith("no level is known") and basis["day"] < item["since"]
    assert item["decision"] is None and item["blockedBy"] == []
    asked(client, DECIDE, PURPOSE, id=record(house, "ANG-FACT", item["key"]), v="ARCHIVE")
    rest = terms(client, first=1, after=first["end"])
    assert sorted([item["key"], rest["items"][0]["key"]]) == ["4", "7"]
    assert (rest["total"], rest["end"]) == (1, "")
    assert told(asked(client, TERMS, PURPOSE, on="2045-01-01", after="2")) == "BadInput"


def test_what_was_decided_stands_until_it_is_done_or_decided_otherwise(
    house: Installation, client: httpx.Client
) -> None:
    four, seven = record(house, "ANG-FACT", "4"), record(house, "ANG-FACT", "7")
    assert terms(client, decided=True) == {"total": 0, "end": "", "items": []}
    asked(client, HOLD, PURPOSE, id=four, until="2070-01-01")
    asked(client, DECIDE, PURPOSE, id=seven, v="ERASE")
    gone, kept = terms(client, decided=True)["items"]
    assert (gone["key"], gone["decision"]["verdict"], gone["decision"]["reason"]) == (
        "7", "erase", "no longer needed",
    )  # fmt: skip
    assert (kept["key"], kept["decision"]["verdict"], kept["decision"]["day"]) == ("4", "keep", "2070-01-01")
    page = terms(client, decided=True, first=1)
    assert [one["key"] for one in terms(client, decided=True, after=page["end"])["items"]] == ["4"]
    assert terms(client, decided=True, on="2070-01-01")["total"] == 1
    asked(client, HOLD, PURPOSE, id=seven, until="2069-01-01")
    assert [one["decision"]["verdict"] for one in terms(client, decided=True)["items"]] == ["keep", "keep"]
    asked(client, DECIDE, PURPOSE, id=four, v="ARCHIVE")
    apply(Retention(house, LATER), acts(house))
    assert [one["key"] for one in terms(client, decided=True)["items"]] == ["7"]


def test_what_is_decided_and_held_says_by_what_to_who_sees_it(
    house: Installation, client: httpx.Client
) -> None:
    asked(client, DECIDE, PURPOSE, id=record(house, "ANG-FACT", "6"), v="ERASE")
    [item] = terms(client, decided=True)["items"]
    assert (item["key"], item["blockedBy"]) == ("6", ["te nemen maatregel"])
    hidden = acts(house).current("CROSS", "M1")
    acts(house).reclassify(hidden, Marking("judicial", compartment="north"))
    bring_up_to_date(house)
    [item] = terms(client, decided=True)["items"]
    assert (item["key"], item["blockedBy"]) == ("6", [])
    six = acts(house).current("ANG-FACT", "6")
    acts(house).reclassify(six, Marking("judicial", compartment="north"))
    bring_up_to_date(house)
    assert terms(client, decided=True)["total"] == 0


def test_what_is_wrong_is_said(house: Installation, client: httpx.Client) -> None:
    four = record(house, "ANG-FACT", "4")
    assert told(asked(client, HOLD, PURPOSE, id=four, until="2001-01-01")) == "BadInput"
    assert told(asked(client, HOLD, PURPOSE, id=four, until="soon")) == "BadInput"
    assert told(asked(client, QUEUE, PURPOSE, on="soon")) == "BadInput"
    assert told(asked(client, HOLD, PURPOSE, id="0" * 32, until="2070-01-01")) == "Missing"


def test_a_hidden_hold_holds_and_is_not_told_of(house: Installation, client: httpx.Client) -> None:
    assert "6" not in keys(client)
    hidden = acts(house).current("CROSS", "M1")
    class_ = acts(house).reclassify(hidden, Marking("judicial", compartment="north"))
    bring_up_to_date(house)
    assert keys(client) == ["4", "6", "7"]
    everything = waiting(house).of((1, class_), LATER)
    assert sorted(one.key for one in everything) == ["4", "7"]
    found = Retention(house, LATER)
    assert to_review(found, acts(house), 9)[1] == 3
    lines = {(one.category, one.action): one for one in counted(found, acts(house))}
    assert lines["judicial_fact", "review"].blocked == 0
    asked(client, DECIDE, PURPOSE, id=record(house, "ANG-FACT", "6"), v="ERASE")
    apply(found, acts(house), everything=True)
    assert house.ledger.current("ANG-FACT", "6") is not None


def test_what_is_hidden_is_not_in_it_and_cannot_be_decided(house: Installation, client: httpx.Client) -> None:
    four = acts(house).current("ANG-FACT", "4")
    acts(house).reclassify(four, Marking("judicial", compartment="north"))
    bring_up_to_date(house)
    assert queue(client)["total"] == 1 and keys(client) == ["7"]
    assert told(asked(client, HOLD, PURPOSE, id=four.id, until="2070-01-01")) == "Missing"
    assert told(asked(client, DECIDE, PURPOSE, id=four.id, v="ERASE")) == "Missing"


def test_it_is_read_anew_where_more_than_verdicts_came(house: Installation, tmp_path: Path) -> None:
    kept = waiting(house)
    first = kept.of((1,), LATER)
    assert kept.of((1,), LATER) is first
    rows = "number,version,case,kind,status,day,given,family,born,national,plate\n" + SEVEN.replace(
        "7,1", "8,1"
    )
    (tmp_path / "eight.csv").write_text(rows)
    receive(house, [tmp_path / "eight.csv"], parse(FEEDS["facts"], "facts"))
    assert [one.key for one in kept.of((1,), LATER)].count("8") == 1
    bring_up_to_date(house)
    assert len(kept.of((1,), LATER)) == 3


def test_it_is_for_who_keeps_the_terms_alone(house: Installation, client: httpx.Client) -> None:
    sessions, made = Sessions(house), Act("root", "alteration", "a test")
    for name, function in (("inv", "investigator"), ("inf", "information_officer")):
        sessions.accounts.add(Account(name, PERSON, function), made)
    text = {name: sessions.tokens.issue(name, "session", stepped=name == "inf")[0] for name in ("inv", "inf")}
    as_ = {name: PURPOSE | {"authorization": f"Bearer {one}"} for name, one in text.items()}
    four = record(house, "ANG-FACT", "4")
    for query, given in ((QUEUE, {"on": "2045-01-01"}), (HOLD, {"id": four, "until": "2070-01-01"})):
        assert told(asked(client, query, as_["inv"], **given)) == "Denied"
    assert asked(client, QUEUE, as_["inf"], on="2045-01-01")["data"]["retentionQueue"]["total"] == 2
