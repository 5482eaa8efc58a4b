"""Signing in with an OpenID provider: who it says becomes the account that names them, and nobody else."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider import CLIENT, SECRET, Provider, provider
from signed_house import MAKES, Signed, signed


@pytest.fixture
def said() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def house(tmp_path: Path, said: Provider) -> Iterator[Signed]:
    given = {"oidc_issuer": said.issuer, "oidc_client": CLIENT, "oidc_secret": SECRET}
    with signed(tmp_path, **given) as made:
        made.person("ana", "investigator", external="sub-ana")
        yield made


def come_back(house: Signed, way: str = "/session/oidc") -> str:
    """Through the provider up to where it sends the browser back to."""
    begun = house.client.get(way)
    assert begun.status_code == 303
    onward = httpx.get(begun.headers["location"], trust_env=False)
    return str(onward.headers["location"])


def test_the_provider_says_who_it_is(house: Signed) -> None:
    assert house.client.get("/session").json() == {"oidc": True}
    answer = house.client.get(come_back(house))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert house.client.get("/me").json()["user"] == "ana"


def test_who_has_no_open_account_is_not_let_in(house: Signed, said: Provider) -> None:
    said.subject = "sub-eve"
    assert house.client.get(come_back(house)).status_code == 401
    said.subject = "sub-ana"
    house.sessions.accounts.close("ana", MAKES)
    assert house.client.get(come_back(house)).status_code == 401
    assert house.client.get("/me").status_code == 401


def test_a_service_is_not_let_in(house: Signed, said: Provider) -> None:
    house.service("anpr")
    house.sessions.accounts.change("anpr", {"external": "sub-anpr"}, MAKES)
    said.subject = "sub-anpr"
    assert house.client.get(come_back(house)).status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"nonce": "other"}, {"aud": "other"}, {"iss": "http://other"}, {"exp": 1000}, {"sub": ["ana"]}]
)
def test_what_is_not_for_this_sign_in_is_refused(
    house: Signed, said: Provider, wrong: dict[str, object]
) -> None:
    said.claims = wrong
    assert house.client.get(come_back(house)).status_code == 401


def none_at_all(said: Provider) -> str:
    return jwt.encode({"alg": "none"}, _claims(said), None, algorithms=["none"])


def the_public_key_as_a_secret(said: Provider) -> str:
    parts = ({"alg": "HS256", "kid": "one"}, _claims(said))
    text = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    made = hmac.digest(said.key.as_pem(private=False), text, "sha256")
    return (text + b"." + urlsafe_b64encode(made).rstrip(b"=")).decode()


def a_key_of_its_own(said: Provider) -> str:
    key = RSAKey.generate_key(2048, {"kid": "one"})
    return jwt.encode({"alg": "RS256", "kid": "one", "jwk": key.as_dict(private=False)}, _claims(said), key)


def _claims(said: Provider) -> dict[str, object]:
    now = int(time.time())
    nonce = next(iter(said.codes.values()))["nonce"]
    claims = {"iss": said.issuer, "aud": CLIENT, "sub": "sub-ana", "iat": now, "exp": now + 300}
    return {**claims, "nonce": nonce}


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize("forged", [none_at_all, the_public_key_as_a_secret, a_key_of_its_own])
def test_a_forged_answer_is_refused(
    house: Signed, said: Provider, forged: Callable[[Provider], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    back = come_back(house)
    token = forged(said)
    answer = {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": token}
    monkeypatch.setattr(Provider, "token", lambda *_: (200, answer))
    assert house.client.get(back).status_code == 401


def test_a_provider_that_is_another_or_lacks_an_address_is_not_named_to_who_asks(
    house: Signed, said: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in ({"issuer": "http://other"}, {"issuer": said.issuer}):
        monkeypatch.setattr(Provider, "metadata", lambda _, wrong=wrong: wrong)
        answer = house.client.get("/session/oidc")
        assert answer.status_code == 503 and "LOCARD" not in answer.text and said.issuer not in answer.text


def test_another_key_is_refused(house: Signed, said: Provider) -> None:
    said.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert house.client.get(come_back(house)).status_code == 401


def test_an_answer_counts_once_and_for_the_browser_that_began(house: Signed) -> None:
    back = come_back(house)
    cookies = dict(house.client.cookies)
    house.client.cookies.clear()
    assert house.client.get(back).status_code == 401
    house.client.cookies.update(cookies)
    assert house.client.get(back).status_code == 401
    assert house.client.get("/session/oidc/back?code=x&state=y").status_code == 401
    assert house.client.get("/session/oidc/back?error=access_denied").status_code == 401


STEP = "/session/oidc/step"


def is_fresh(house: Signed) -> bool:
    token = house.sessions.tokens.find(house.client.cookies["locard_session"])
    assert token is not None
    return token.is_fresh(house.sessions.accounts.now)


def lines(house: Signed, operation: str) -> list[tuple[str, str, str]]:
    """Who, what came of it, and why, of the lines of an operation."""
    found = [e for e in house.house.ledger.events(limit=1000) if e.act.details.get("operation") == operation]
    return [(e.act.actor, e.phase, str(e.act.details.get("why", ""))) for e in found if e.phase != "intent"]


def test_signing_in_again_at_the_provider_is_a_step_up(house: Signed) -> None:
    house.client.get(come_back(house))
    before = house.client.cookies["locard_session"]
    assert not is_fresh(house)
    back = come_back(house, STEP)
    cookies = {"cookie": f"locard_oidc={house.client.cookies['locard_oidc']}"}  # the strict one stays away
    answer = httpx.get(back_to(house, back), headers=cookies, trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert is_fresh(house) and house.client.cookies["locard_session"] == before
    assert lines(house, "stepUpOidc") == [("ana", "done", "")]


def back_to(house: Signed, back: str) -> str:
    return str(httpx.URL(str(house.client.base_url)).join(back))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"auth_time": 1000}, "auth_time"),
        ({"auth_time": None}, "auth_time"),
        ({"auth_time": True}, "auth_time"),
        ({"auth_time": 9e15}, "auth_time"),
        ({"sub": "sub-eve"}, "no open account"),
        ({"sub": "sub-ben"}, "somebody else"),
        ({"nonce": "other"}, "the provider's answer"),
    ],
)
def test_a_step_up_that_the_provider_does_not_vouch_for_is_refused(
    house: Signed, said: Provider, wrong: dict[str, object], why: str
) -> None:
    house.person("ben", "analyst", external="sub-ben")
    house.client.get(come_back(house))
    said.claims = wrong
    answer = house.client.get(come_back(house, STEP))
    assert answer.status_code == 401 and why not in answer.text and not is_fresh(house)
    [(who, phase, told)] = lines(house, "stepUpOidc")
    assert (who, phase) == ("ana", "failed") and why in told


def test_a_provider_that_does_not_ask_again_steps_nobody_up(house: Signed, said: Provider) -> None:
    house.client.get(come_back(house))
    said.asks_again = False
    assert house.client.get(come_back(house, STEP)).status_code == 401 and not is_fresh(house)


def test_a_step_up_is_for_who_is_signed_in_and_known_to_the_provider(house: Signed) -> None:
    assert house.client.get(STEP).status_code == 401
    house.person("cor", "patrol")
    house.enter("cor")
    assert house.client.get(STEP).status_code == 400 and not house.client.get("/me").json()["provider"]


def test_a_step_up_has_the_strength_that_the_settings_name(tmp_path: Path, said: Provider) -> None:
    given = {"oidc_issuer": said.issuer, "oidc_client": CLIENT, "oidc_secret": SECRET, "oidc_acr": "gold"}
    with signed(tmp_path, **given) as house:
        house.person("ana", "investigator", external="sub-ana")
        house.client.get(come_back(house))
        said.claims = {"acr": "silver"}
        assert house.client.get(come_back(house, STEP)).status_code == 401 and not is_fresh(house)
        said.claims = {}
        assert house.client.get(come_back(house, STEP)).status_code == 303 and is_fresh(house)


def test_a_refused_sign_in_says_why_to_the_auditor(house: Signed, said: Provider) -> None:
    said.subject = "sub-eve"
    assert house.client.get(come_back(house)).status_code == 401
    assert house.client.get("/session/oidc/back?code=x&state=y").status_code == 401
    [(who, _, first), (_, _, second)] = lines(house, "signInOidc")
    assert who == "nobody known here" and "no open account" in first and "nothing was begun" in second


def test_another_process_takes_the_answer_and_then_none_does(
    house: Signed, said: Provider, tmp_path: Path
) -> None:
    back = httpx.URL(come_back(house)).raw_path.decode()
    given = {"oidc_issuer": said.issuer, "oidc_client": CLIENT, "oidc_secret": SECRET}
    with signed(tmp_path, **given) as other:
        other.client.cookies.update(house.client.cookies)
        assert other.client.get(back).status_code == 303
        assert other.client.get("/me").json()["user"] == "ana"
    assert house.client.get(back).status_code == 401


def test_a_session_that_ended_on_the_way_is_not_made_fresh(house: Signed) -> None:
    house.client.get(come_back(house))
    back = come_back(house, STEP)
    [token] = house.sessions.tokens.of("ana")
    house.sessions.tokens.end(token)
    assert house.client.get(back).status_code == 401
    assert lines(house, "stepUpOidc") == [
        ("nobody known here", "failed", "the session that was to be made fresh is over")
    ]


def test_in_a_window_of_its_own_it_comes_back_to_what_tells_the_page(house: Signed, said: Provider) -> None:
    answer = house.client.get(come_back(house, "/session/oidc?window=1"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/?signed=in")
    answer = house.client.get(come_back(house, f"{STEP}?window=1"))
    assert answer.headers["location"] == "/?signed=in" and is_fresh(house)
    said.subject = "sub-eve"
    answer = house.client.get(come_back(house, "/session/oidc?window=1"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/?signed=no")
    assert house.client.get("/me").json()["user"] == "ana"
