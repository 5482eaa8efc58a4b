"""Signing in with an OpenID provider: code with PKCE, state and nonce; the provider says who.

Who is signed in so proves anew who they are, where an act asks for that, by signing in there again: the
provider is asked for it (`prompt`, `max_age`) and must say that it happened now (`auth_time`).

With `?window=1` either happens in a window beside the page, which keeps what is on it; where it comes back
to then tells the page how it went.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import orjson
import structlog
from anyio import to_thread
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.identity.cookie import give_cookie
from api.identity.entrance import Known, Sessions
from api.identity.signin import signing_in
from ledger.accounts import PERSON, Account
from ledger.errors import BadInput, SignedOut, Unavailable
from ledger.tokens import SESSION
from ledger.underway import LONGEST, Underway

log = structlog.get_logger(__name__)
STATE = "locard_oidc"
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"]
REFUSED = "The provider did not sign you in here: ask your administrator for an account."

AWAY = "The provider cannot sign anybody in now: try later, or tell your administrator."
PAGE, IN, REFUSED_IN = "/", "/?signed=in", "/?signed=no"
"""Where it comes back to: the page, or that page in a window that was opened for it."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: what the provider must send back, and what it never sees.

    `step` is the hash of the session whose step-up this is, `on` the moment in seconds since 1970, `window`
    whether it happens in a window of its own.
    """

    nonce: str
    verifier: str
    back: str
    on: float
    step: str = ""
    window: bool = False


class _Wrong(Exception):
    """Why the provider's answer lets nobody in, for the operator."""


class Provider:
    """The provider that the settings name."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._settings = sessions.house.settings
        self._underway = Underway(sessions.house.ledger)
        self._known: dict[str, Any] = {}

    async def begin(self, request: Request) -> Response:
        """GET /session/oidc: on to the provider."""
        return await self._onward(request, "")

    async def step(self, request: Request) -> Response:
        """GET /session/oidc/step: on to the provider, to sign in there again for what asks for it."""
        known = await to_thread.run_sync(self._sessions.signed_in, request.headers, request.cookies)
        if not known.account.external:
            raise BadInput("The provider does not know this account: give a code of your second factor.")
        return await self._onward(request, known.token.hash)

    async def back(self, request: Request) -> Response:
        """GET /session/oidc/back: the provider says who it was: a session begins, or is fresh again."""
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        begun = await to_thread.run_sync(self._taken, state, request.cookies.get(STATE, ""))
        in_window = begun is not None and begun.window
        try:
            text = await to_thread.run_sync(self._entered, code, begun)
        except SignedOut:
            if not in_window:
                raise
            text, answer = "", RedirectResponse(REFUSED_IN, status_code=303)
        else:
            answer = RedirectResponse(IN if in_window else PAGE, status_code=303)
        if text:
            give_cookie(request, answer, text)
        answer.delete_cookie(STATE, path="/session")
        return answer

    async def _onward(self, request: Request, step: str) -> Response:
        back, window = str(request.url_for("back")), request.query_params.get("window", "") == "1"
        address, state = await to_thread.run_sync(self._address, back, step, window)
        answer = RedirectResponse(address, status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            STATE, state, max_age=int(LONGEST), path="/session", httponly=True, samesite="lax", secure=secure
        )
        return answer

    def _address(self, back: str, step: str, window: bool) -> tuple[str, str]:
        state, nonce, verifier = (secrets.token_urlsafe(length) for length in (24, 24, 48))
        begun = Begun(nonce, verifier, back, time.time(), step, window)
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
                **(self._again() if step else {}),
            )
        self._underway.put(state, orjson.dumps(asdict(begun)).decode())
        return address, state

    def _entered(self, code: str, begun: Begun | None) -> str:
        """The token of the session that begins; "" where one that there is was made fresh."""
        known = self._stepping(begun.step) if begun and begun.step else None
        account, why = known.account if known else None, ""
        try:
            if begun and begun.step and known is None:
                raise _Wrong("the session that was to be made fresh is over")
            claims = self._claims(code, begun)
            account = self._account(claims, account)
            if begun and begun.step:
                self._refuse_stale(claims, begun)
        except _Wrong as error:
            why = str(error)
        operation = "stepUpOidc" if begun and begun.step else "signInOidc"
        with self._sessions.house.ledger.acted(signing_in(account, operation)) as outcome:
            if why or account is None:
                outcome["why"] = why
                log.warning("sign-in refused", account=account.name if account else "", why=why)
                raise SignedOut(REFUSED)
        if known:
            self._sessions.tokens.step(known.token)
            return ""
        return self._sessions.tokens.issue(account.name, SESSION)[0]

    def _stepping(self, hash_: str) -> Known | None:
        """Whose session it is that asked for a step-up; None where it ended meanwhile."""
        token = self._sessions.tokens.kept(hash_)
        account = self._sessions.accounts.get(token.account) if token else None
        if token is None or account is None or not account.is_open:
            return None
        return None if token.wrong(self._sessions.accounts.now) else Known(account, token)

    def _account(self, claims: dict[str, Any], stepping: Account | None) -> Account:
        """Whose account the provider names; for a step-up the one that asked for it."""
        subject = claims.get(self._settings.oidc_claim)
        account = self._sessions.accounts.by_external(subject) if isinstance(subject, str) else None
        if account is None or account.kind != PERSON:
            raise _Wrong("no open account of a person for what the provider says")
        if stepping and stepping.name != account.name:
            raise _Wrong("the provider signed in somebody else")
        return account

    def _refuse_stale(self, claims: dict[str, Any], begun: Begun) -> None:
        """A step-up is a sign-in of now, and of the strength that the settings name."""
        on = claims.get("auth_time")
        told = isinstance(on, int | float) and not isinstance(on, bool)
        if not told or not begun.on - LEEWAY <= float(on or 0) <= time.time() + LEEWAY:
            raise _Wrong("the provider does not say that they signed in again (auth_time)")
        if self._settings.oidc_acr and claims.get("acr") != self._settings.oidc_acr:
            raise _Wrong("the provider does not say that they signed in as LOCARD_OIDC_ACR asks (acr)")

    def _taken(self, state: str, mine: str) -> Begun | None:
        """What was begun under this state, once, by the same browser, and not long ago."""
        held = self._underway.take(state)
        if held is None or not secrets.compare_digest(state.encode(), mine.encode()):
            return None
        return Begun(**orjson.loads(held))

    def _claims(self, code: str, begun: Begun | None) -> dict[str, Any]:
        """What the provider says of who signed in, its signature and every field checked."""
        if begun is None:
            raise _Wrong("nothing was begun under this state by this browser, or too long ago")
        try:
            with self._client(begun.back) as client:
                token = client.fetch_token(
                    self._metadata()["token_endpoint"], code=code, code_verifier=begun.verifier
                )
                keys = KeySet.import_key_set(
                    client.get(self._metadata()["jwks_uri"], withhold_token=True).json()
                )
            said = jwt.decode(str(token.get("id_token", "")), keys, algorithms=ALGORITHMS)
            issuer, client_id = self._settings.oidc_issuer, self._settings.oidc_client
            rules = {"iss": {"value": issuer}, "aud": {"value": client_id}}
            claims = CodeIDToken(
                said.claims, said.header, rules, {"nonce": begun.nonce, "client_id": client_id}
            )
            claims.validate(leeway=LEEWAY)
        except (AuthlibBaseError, JoseError, OSError, ValueError) as error:
            raise _Wrong(f"the provider's answer: {type(error).__name__}") from error
        return dict(claims)

    def _again(self) -> dict[str, str]:
        """What a step-up asks of the provider: no session of its own counts, however young."""
        acr = self._settings.oidc_acr
        return {"prompt": "login", "max_age": "0", **({"acr_values": acr} if acr else {})}

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself, asked once."""
        if not self._known:
            address = f"{self._settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration"
            try:
                with self._client("") as client:
                    answer = client.get(address, withhold_token=True)
                answer.raise_for_status()
                found = answer.json()
            except (OSError, ValueError) as error:
                log.error("OpenID provider", why="it does not answer: check LOCARD_OIDC_ISSUER")
                raise Unavailable(AWAY) from error
            if not isinstance(found, dict) or found.get("issuer") != self._settings.oidc_issuer:
                log.error("OpenID provider", why="it calls itself otherwise than LOCARD_OIDC_ISSUER")
                raise Unavailable(AWAY)
            if lacking := [name for name in ENDPOINTS if not isinstance(found.get(name), str)]:
                log.error("OpenID provider", why=f"it does not say its {', '.join(lacking)}")
                raise Unavailable(AWAY)
            self._known = found
        return self._known

    def _client(self, back: str) -> OAuth2Session:
        client = OAuth2Session(
            self._settings.oidc_client,
            self._settings.oidc_secret or None,
            scope="openid",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=10,
        )
        client.trust_env = False  # no proxy that nobody configured here
        return client
