"""Who sees what over the web and at the terminal: accounts, assignments, broken glass, step-up, services."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from edge import PURPOSE, asked
from signed_house import FEED, MAKES, Signed, populated
from typer.testing import CliRunner

from api.cli.app import app
from api.stages.receive import publish
from ingest.feeds import parse
from ledger.errors import LocardError
from ledger.tokens import SERVICE, Tokens

FIND = '{ search(text: "Zevenster") { totalText } }'
GLASS = 'mutation { breakGlass(case: "C-2", reason: "a child is missing", minutes: 20) { case until told } }'
END = 'mutation { endGlass(case: "C-2") { until } }'
EXPORT = """mutation ($ids: [ID!]!) {
  export(ids: $ids, format: CSV, recipient: "FGP Gent") { things } }"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with populated(tmp_path_factory.mktemp("sessions")) as made:
        yield made


def found(house: Signed, user: str) -> str:
    """How many persons of the name somebody finds, or what they are told."""
    answer = as_(house, user, FIND)
    return str(answer["data"]["search"]["totalText"]) if answer["data"] else told(answer)


def as_(house: Signed, user: str, query: str, **variables: Any) -> dict[str, Any]:
    house.client.cookies.clear()
    assert house.enter(user).status_code == 200
    return asked(house.client, query, PURPOSE, **variables)


def told(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


def last(house: Signed, operation: str) -> Any:
    events = house.house.ledger.events(limit=10_000)
    return [e for e in events if e.act.details.get("operation") == operation][-1]


def test_each_finds_what_they_may_see(house: Signed) -> None:
    assert (found(house, "pol"), found(house, "ana")) == ("1", "2")
    act = last(house, "search").act
    assert act.actor == "ana" and act.details["function"] == "investigator"
    assert act.details["policy"] == house.sessions.standings.policies.version


def test_nobody_is_asked_to_sign_in_before_anything_is_said(house: Signed) -> None:
    house.client.cookies.clear()
    assert told(asked(house.client, FIND, {})) == told(asked(house.client, FIND, PURPOSE)) == "SignedOut"


def test_an_administrator_and_an_auditor_see_no_case_data_and_the_refusal_is_logged(house: Signed) -> None:
    for name, function in (("adm", "administrator"), ("aud", "auditor")):
        house.person(name, function)
        assert found(house, name) == "Denied"
        assert (last(house, "denied").phase, last(house, "denied").act.actor) == ("failed", name)


def test_what_is_changed_about_somebody_counts_from_the_next_question_on(house: Signed) -> None:
    house.person("dan", "investigator")
    house.sessions.accounts.assign("dan", "C-1", "", "", MAKES)
    assert found(house, "dan") == "2"
    house.sessions.accounts.unassign("dan", "C-1", MAKES)
    assert asked(house.client, FIND, PURPOSE)["data"]["search"]["totalText"] == "1"
    house.sessions.accounts.change("dan", {"function": "administrator"}, MAKES)
    assert told(asked(house.client, FIND, PURPOSE)) == "Denied"
    house.sessions.accounts.close("dan", MAKES)
    assert told(asked(house.client, FIND, PURPOSE)) == "SignedOut"


def test_an_expired_assignment_opens_nothing(house: Signed) -> None:
    house.person("eva", "investigator")
    house.sessions.accounts.assign("eva", "C-1", "2020-01-01", "2021-01-01", MAKES)
    house.sessions.accounts.assign("eva", "C-2", "2999-01-01", "", MAKES)
    assert found(house, "eva") == "1"
    assert "assignment" not in last(house, "search").act.details
    for case, why in (("C-1", "ended on 2021"), ("C-2", "begins on 2999")):
        answer = asked(house.client, FIND, PURPOSE | {"X-Locard-Case": case})
        assert answer == {"data": {"search": {"totalText": "1"}}}
        assert str(last(house, "search").act.details["assignment"]).startswith(why)
    house.sessions.accounts.unassign("eva", "C-2", MAKES)
    assert asked(house.client, FIND, PURPOSE | {"X-Locard-Case": "C-2"}) == answer
    assert str(last(house, "search").act.details["assignment"]).startswith("taken back on")


def test_broken_glass_opens_a_case_and_is_marked(house: Signed) -> None:
    house.person("off", "duty_officer")
    assert told(as_(house, "pol", GLASS)) == "Denied"
    assert found(house, "off") == "1"
    made = as_(house, "off", GLASS)["data"]["breakGlass"]
    assert (made["case"], made["told"]) == ("C-2", "bea")
    assert found(house, "off") == "2" and last(house, "search").act.details["glass"] == "C-2"
    assert "glass" in {notice.topic for notice in house.house.ledger.outbox()}
    assert found(house, "pol") == "1"


def test_broken_glass_is_ended_early_and_from_then_on_opens_nothing(house: Signed) -> None:
    house.person("duo", "duty_officer")
    assert told(as_(house, "duo", END)) == "Missing"
    until = asked(house.client, GLASS, PURPOSE)["data"]["breakGlass"]["until"]
    assert house.client.get("/me").json()["glass"] == [{"case": "C-2", "domain": "judicial", "until": until}]
    assert found(house, "duo") == "2"
    ended = asked(house.client, END, PURPOSE)["data"]["endGlass"]
    assert ended["until"] < until and house.client.get("/me").json()["glass"] == []
    assert found(house, "duo") == "1" and last(house, "endGlass").act.case == "C-2"
    assert told(as_(house, "pol", END)) == "Denied"


def test_passing_on_needs_a_fresh_code(house: Signed) -> None:
    account = house.person("inf", "information_officer", second=True)
    code = house.sessions.second.code(account.totp, time.time())
    house.client.cookies.clear()
    assert house.enter("inf", code=code).status_code == 200
    [one] = house.house.mentions.of_type("Person", [1])
    made = asked(house.client, EXPORT, PURPOSE, ids=[one.id])
    assert made["data"]["export"]["things"] == 1
    token = house.sessions.tokens.find(house.client.cookies["locard_session"])
    assert token is not None
    house.sessions.tokens._set(token.hash, stepped="2020-01-01T00:00:00.000Z")
    assert told(asked(house.client, EXPORT, PURPOSE, ids=[one.id])) == "StepUp"


def test_at_the_terminal_nobody_looks_who_has_no_account(
    house: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(house.house.settings.data))
    run, [one] = CliRunner(), house.house.mentions.of_type("Person", [1])
    how = ["how", one.id, "--case", "C-1", "--reason", "a test", "--as"]
    refused = run.invoke(app, [*how, "eve"])
    assert isinstance(refused.exception, LocardError) and "locard users add eve" in refused.exception.detail
    assert run.invoke(app, [*how, "ana"]).exit_code == 0
    denied = run.invoke(app, [*how, "adm"])
    assert isinstance(denied.exception, LocardError) and denied.exception.status == 403
    hidden = house.house.mentions.of_records([house.house.ledger.current("TEST", "2").id])  # type: ignore[union-attr]
    shown = run.invoke(app, ["how", hidden[0].id, *how[2:], "pol"])
    assert isinstance(shown.exception, LocardError) and shown.exception.status == 404


def test_a_service_delivers_to_its_feed_alone_and_hears_of_rejects(house: Signed) -> None:
    publish(house.house, parse(FEED, "people"))
    house.service("hr")
    text, _ = Tokens(house.house.ledger).issue("hr", SERVICE, scopes="ingest:people")
    house.client.cookies.clear()
    bearer = {"authorization": f"Bearer {text}"}
    rows = "number,given,family\n9,Ina,Nieuw\n10,Ivo,\n"
    answer = house.client.post("/ingest/people", content=rows, headers=bearer)
    assert answer.status_code == 200, answer.text
    got = answer.json()
    assert (got["new"], got["rejected"]) == (1, 1)
    assert got["rejects"][0]["row"] == 3 and "family" in got["rejects"][0]["reason"]
    record = house.house.ledger.current("TEST", "9")
    assert record is not None
    assert ("collection", "hr") in {
        (e.act.kind, e.act.actor) for e in house.house.ledger.events(limit=10_000)
    }
    assert house.client.post("/ingest/anpr_hit", content=rows, headers=bearer).status_code == 403
    assert house.client.post("/ingest/people", content=rows).status_code == 401
    assert told(asked(house.client, FIND, PURPOSE | bearer)) == "SignedOut"
    assert house.client.get("/me", headers=bearer).status_code == 401
    house.sessions.accounts.change("hr", {"function": "investigator"}, MAKES)
    assert told(asked(house.client, FIND, PURPOSE | bearer)) == "SignedOut"
    assert house.client.post("/ingest/people", content=rows, headers=bearer).status_code == 403
    house.enter("ana")
    cookie = {"authorization": f"Bearer {house.client.cookies['locard_session']}"}
    assert house.client.post("/ingest/people", content=rows, headers=cookie).status_code == 403
