"""Signing in: the cookie, the same answer for all that is wrong, waiting after failures, and signing out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clock import Clock
from signed_house import MAKES, PASSWORD, Signed, signed
from sqlalchemy import select

from api.identity.entrance import Sessions
from api.identity.refusals import MOST, SPAN, Refusals
from api.identity.throttle import FIRST, FREE, FREE_AT, Throttle
from api.purpose import Purpose
from ledger.attempts import FORGOTTEN, Attempts
from ledger.errors import SignedOut
from ledger.keys import Keys
from ledger.ledger import Ledger
from ledger.tables import attempt


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Signed]:
    with signed(tmp_path) as made:
        yield made


def events(house: Signed, operation: str) -> list[tuple[str, str]]:
    found = house.house.ledger.events(limit=10_000)
    return [(e.phase, e.act.actor) for e in found if e.act.details.get("operation") == operation]


def whys(house: Signed, operation: str) -> set[str]:
    """Why something was refused, as the auditor reads it; none where it says nothing."""
    found = [e for e in house.house.ledger.events(limit=10_000) if e.phase == "failed"]
    return {str(e.act.details.get("why", "")) for e in found if e.act.details["operation"] == operation}


def test_before_the_first_account_the_owner_is_the_only_user(house: Signed) -> None:
    assert house.client.get("/me").json() == {"user": "root", "function": "owner", "cases": [], "open": True}
    house.person("ana", "investigator")
    assert house.client.get("/me").status_code == 401


def test_a_cookie_that_no_script_reads_and_no_other_site_sends(house: Signed) -> None:
    house.person("ana", "investigator", unit="FGP")
    answer = house.enter("ana")
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 200 and "httponly" in cookie and "samesite=strict" in cookie
    assert answer.text.count(house.client.cookies["locard_session"]) == 0
    me = house.client.get("/me").json()
    assert (me["user"], me["function"], me["unit"], me["open"]) == ("ana", "investigator", "FGP", False)


def test_who_one_is_says_what_one_may_do_for_a_purpose_with_a_step_up_or_without(house: Signed) -> None:
    house.person("inf", "information_officer")
    house.enter("inf")
    assert house.client.get("/me").json()["acts"] == []
    purpose = {"X-Locard-Case": "C-1", "X-Locard-Reason": "a%20test"}
    acts = house.client.get("/me", headers=purpose).json()["acts"]
    assert {"look", "erase", "retain"} <= set(acts) and "audit" not in acts
    house.person("inv", "investigator")
    house.enter("inv")
    acts = house.client.get("/me", headers=purpose).json()["acts"]
    assert "look" in acts and "retain" not in acts


def test_all_that_is_wrong_is_answered_in_the_same_words_and_time(house: Signed) -> None:
    house.person("ana", "investigator")
    house.person("ben", "analyst", second=True)
    house.sessions.accounts.close(house.person("cor", "patrol").name, MAKES)
    house.service("anpr")
    wrong = [("ana", "wrong"), ("nobody", PASSWORD), ("ben", PASSWORD), ("cor", PASSWORD), ("anpr", "")]
    said, took = set[str](), []
    for user, password in wrong:
        begun = time.monotonic()
        said.add(house.enter(user, password).text)
        took.append(time.monotonic() - begun)
    assert len(said) == 1 and "wrong" in said.pop()
    assert min(took) > 0.01
    assert {phase for phase, _ in events(house, "signIn")} == {"intent", "failed"}
    assert {"wrong password", "no open account of a person", "wrong code"} == whys(house, "signIn")
    assert "nobody known here" in {actor for _, actor in events(house, "signIn")}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(ledger: Ledger, clock: Clock, tmp_path: Path) -> Throttle:
    return Throttle(Attempts(ledger, clock), Keys(tmp_path / "keys"))


def test_who_guesses_waits_longer_each_time(throttle: Throttle, clock: Clock) -> None:
    for _ in range(FREE):
        throttle.begun("ana")
    assert throttle.waits("ana") == 0
    waits = []
    for _ in range(12):
        throttle.begun("ana")
        waits.append(throttle.waits("ana"))
        clock.now += 0.5
    assert waits[:3] == [2, 4, 8] and waits[-1] == 900 and throttle.waits("ben") == 0
    throttle.passed("ana")
    assert throttle.waits("ana") == 0


def test_many_guesses_at_once_are_no_more_than_many_in_a_row(throttle: Throttle) -> None:
    with ThreadPoolExecutor(8) as pool:
        tried = list(pool.map(throttle.begun, ["ana"] * 40))
    assert tried.count(0.0) == FREE + 1


def test_processes_count_together_and_what_is_kept_names_nobody(
    throttle: Throttle, ledger: Ledger, ledger_url: str
) -> None:
    for _ in range(FREE + 1):
        throttle.begun("ana")
    with Ledger.open(ledger_url) as other:
        there = replace(throttle, attempts=Attempts(other, throttle.attempts._clock))
        assert there.waits("ana") > 0
        there.passed("ana")
    assert throttle.waits("ana") == 0
    throttle.begun("correct horse battery")
    with ledger._database.reading() as connection:
        assert "horse" not in str(connection.execute(select(attempt)).all())


def test_a_clock_that_went_back_lets_nobody_wait_longer(throttle: Throttle, clock: Clock) -> None:
    for _ in range(FREE + 1):
        throttle.begun("ana")
    clock.now -= 1000
    assert throttle.waits("ana") == FIRST
    clock.now += 1000 + FORGOTTEN + 1
    assert throttle.begun("ana") == 0 == throttle.begun("ana")


def test_those_that_failed_longest_ago_are_forgotten_first(
    throttle: Throttle, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.attempts.REMEMBERED", 3)
    for name in ("ana", "ben", "cor", "dan"):
        for _ in range(FREE + 1):
            throttle.begun(name)
        clock.now += 0.1
    assert [throttle.waits(name) > 0 for name in ("ana", "ben", "cor", "dan")] == [False, True, True, True]


def test_an_address_that_tries_many_names_waits_too(house: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "api.identity.signin.matches", lambda kept, password: bool(kept) and password == PASSWORD
    )
    house.person("ana", "investigator")
    enter = house.sessions.door.enter
    for number in range(FREE_AT + 1):
        with pytest.raises(SignedOut):
            enter(f"name {number}", "wrong", "", "10.0.0.9")
    with pytest.raises(SignedOut, match="tried too often"):
        enter("ana", PASSWORD, "", "10.0.0.9")
    assert enter("ana", PASSWORD, "", "10.0.0.8")[1].account == "ana"


def test_who_comes_in_does_not_excuse_the_guesses_of_their_address(throttle: Throttle, clock: Clock) -> None:
    throttle = replace(throttle, kind="address", free=2, fades=60.0)
    for _ in range(3):
        throttle.begun("10.0.0.9")
    assert throttle.waits("10.0.0.9") > 0
    throttle.begun("10.0.0.9")
    throttle.excused("10.0.0.9")
    assert throttle.waits("10.0.0.9") > 0
    clock.now += 60
    assert throttle.begun("10.0.0.9") == 0 and throttle.begun("10.0.0.9") > 0


def test_the_right_password_does_not_end_the_wait(house: Signed) -> None:
    house.person("ana", "investigator")
    for _ in range(FREE + 1):
        house.enter("ana", "wrong")
    assert house.enter("ana").status_code == 401


def test_a_code_counts_once(house: Signed) -> None:
    account = house.person("ben", "analyst", second=True)
    code = house.sessions.second.code(account.totp, time.time())
    assert house.enter("ben", code="000000").status_code == 401
    assert house.enter("ben", code=code).status_code == 200
    assert house.client.post("/session/step", json={"code": code}).status_code == 401
    why = Purpose("judicial", "C-1", "a test")
    assert "export" in Sessions(house.house).at_terminal("ben", why).steps
    assert "export" in Sessions(house.house).at_terminal("ben", why, code, "export").steps
    later = house.sessions.second.code(account.totp, time.time() + 30)
    assert house.client.post("/session/step", json={"code": later}).status_code == 204


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "same-site"}]
)
def test_a_page_of_another_site_or_port_is_refused(house: Signed, headers: dict[str, str]) -> None:
    house.person("ana", "investigator")
    given = {"user": "ana", "password": PASSWORD, "code": ""}
    answer = house.client.post("/session", json=given, headers=headers)
    assert (answer.status_code, answer.headers.get("set-cookie")) == (403, None)
    house.enter("ana")
    for path in ("/graphql", "/session/step"):
        assert house.client.post(path, json={"query": "{__typename}"}, headers=headers).status_code == 403
    assert house.client.delete("/session", headers=headers).status_code == 403
    mine = {"origin": str(house.client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    assert house.client.delete("/session", headers=mine).status_code == 204


def test_a_session_that_somebody_else_named_is_not_taken_on(house: Signed) -> None:
    house.person("ana", "investigator")
    house.client.cookies.set("locard_session", "fixed")
    house.client.cookies.clear()
    answer = house.client.post(
        "/session",
        json={"user": "ana", "password": PASSWORD, "code": ""},
        headers={"cookie": "locard_session=fixed"},
    )
    assert answer.cookies["locard_session"] != "fixed" and house.sessions.tokens.find("fixed") is None


def test_the_cookie_is_for_https_alone_where_there_is_https(house: Signed) -> None:
    house.person("ana", "investigator")
    given = {"user": "ana", "password": PASSWORD, "code": ""}
    answer = house.client.post("/session", json=given, headers={"x-forwarded-proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_signing_out_ends_the_token_itself(house: Signed) -> None:
    house.person("ana", "investigator")
    house.enter("ana")
    text = house.client.cookies["locard_session"]
    assert house.client.delete("/session").status_code == 204
    bearer = {"authorization": f"Bearer {text}"}
    assert house.client.get("/me", headers=bearer).status_code == 401
    assert ("done", "ana") in events(house, "signOut")


def test_no_token_expired_token_forged_token_closed_account_are_one_answer(house: Signed) -> None:
    house.person("ana", "investigator")
    house.enter("ana")
    text = house.client.cookies["locard_session"]
    house.client.cookies.clear()

    def said(token: str) -> Any:
        shown = {b"authorization": f"Bearer {token}".encode("latin-1")} if token else {}
        answer = house.client.get("/me", headers=shown)
        return answer.status_code, answer.json()

    assert said(text)[0] == 200
    house.sessions.accounts.close("ana", MAKES)
    assert said("") == said("forged") == said("é" * 9000) == said(text)
    assert said(text) == (401, {"code": "SignedOut", "status": 401, "detail": "Sign in again."})
    assert whys(house, "token") == {"it was ended", "it was never issued"}
    assert {actor for _, actor in events(house, "token")} == {"ana", "nobody known here"}


def test_a_flood_of_forged_tokens_does_not_flood_the_log(house: Signed) -> None:
    house.person("ana", "investigator")
    now = [0.0]
    refusals = Refusals(house.house.ledger, lambda: now[0])
    for _ in range(MOST + 7):
        with pytest.raises(SignedOut, match=r"^Sign in again\.$"):
            refusals.refuse(None, "it was never issued")
    assert events(house, "token").count(("failed", "nobody known here")) == MOST
    with pytest.raises(SignedOut):
        refusals.refuse(house.sessions.accounts.get("ana"), "it has expired")
    now[0] += SPAN
    with pytest.raises(SignedOut):
        refusals.refuse(None, "it was never issued")
    told = [e.act.details for e in house.house.ledger.events(limit=10_000) if e.phase == "failed"]
    assert told[-2]["why"] == "it has expired" and told[-1]["unwritten"] == 7


def test_guessing_codes_at_the_terminal_is_throttled_and_logged(house: Signed) -> None:
    account = house.person("inf", "information_officer", second=True)
    why = Purpose("judicial", "C-1", "a test")

    def steps(code: str, act: str = "erase") -> frozenset[str]:
        return Sessions(house.house).at_terminal("inf", why, code, act).steps  # each a process of its own

    assert "erase" in steps("000000", "look") and not whys(house, "stepUp")
    right = house.sessions.second.code(account.totp, time.time())
    assert "erase" not in steps(right)
    for _ in range(FREE + 1):
        assert "erase" in steps("000000")
    later = house.sessions.second.code(account.totp, time.time() + 30)
    assert "erase" in steps(later) and house.enter("inf", code=later).status_code == 401
    told = whys(house, "stepUp")
    assert "wrong code" in told and any(one.startswith("locked for") for one in told)


def test_a_form_of_another_site_cannot_sign_in(house: Signed) -> None:
    house.person("ana", "investigator")
    body = '{"user": "ana", "password": "' + PASSWORD + '", "code": ""}'
    answer = house.client.post("/session", content=body, headers={"content-type": "text/plain"})
    assert answer.status_code == 400
    for wrong in ("[]", "{", '{"user": 1}', "null"):
        sent = house.client.post("/session", content=wrong, headers={"content-type": "application/json"})
        assert sent.status_code == 400, wrong
