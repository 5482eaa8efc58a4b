"""Signing in with an OpenID provider: code with PKCE, state and nonce; the provider says who."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

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
from api.identity.entrance import Sessions
from api.identity.signin import signing_in
from ledger.accounts import PERSON
from ledger.errors import SignedOut, Unavailable
from ledger.tokens import SESSION

log = structlog.get_logger(__name__)
STATE = "locard_oidc"
WAIT, MOST = 600.0, 10_000
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"]
REFUSED = "The provider did not sign you in here: ask your administrator for an account."

AWAY = "The provider cannot sign anybody in now: try later, or tell your administrator."
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: what the provider must send back, and what it never sees."""

    nonce: str
    verifier: str
    back: str
    at: float


class Provider:
    """The provider that the settings name."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._settings = sessions.house.settings
        self._begun: OrderedDict[str, Begun] = OrderedDict()
        self._turn = threading.Lock()
        self._known: dict[str, Any] = {}

    async def begin(self, request: Request) -> Response:
        """GET /session/oidc: on to the provider."""
        back = str(request.url_for("back"))
        address, state = await to_thread.run_sync(self._address, back)
        answer = RedirectResponse(address, status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            STATE, state, max_age=int(WAIT), path="/session", httponly=True, samesite="lax", secure=secure
        )
        return answer

    async def back(self, request: Request) -> Response:
        """GET /session/oidc/back: the provider says who it was; a session of their account begins."""
        query = dict(request.query_params)
        text = await to_thread.run_sync(self._entered, query, request.cookies.get(STATE, ""))
        answer = RedirectResponse("/", status_code=303)
        give_cookie(request, answer, text)
        answer.delete_cookie(STATE, path="/session")
        return answer

    def _address(self, back: str) -> tuple[str, str]:
        state, one = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        begun = Begun(one, secrets.token_urlsafe(48), back, time.monotonic())
        with self._turn:
            self._begun[state] = begun
            if len(self._begun) > MOST:
                self._begun.popitem(last=False)
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return address, state

    def _entered(self, query: dict[str, str], state: str) -> str:
        begun = self._taken(query.get("state", ""), state)
        claims = self._claims(query.get("code", ""), begun) if begun else {}
        subject = claims.get(self._settings.oidc_claim)
        account = self._sessions.accounts.by_external(subject) if isinstance(subject, str) else None
        with self._sessions.house.ledger.acted(signing_in(account, "signInOidc")):
            if account is None or account.kind != PERSON:
                log.warning(
                    "sign-in refused",
                    why="no person's account for what the provider says",
                    known=bool(claims),
                )
                raise SignedOut(REFUSED)
        return self._sessions.tokens.issue(account.name, SESSION)[0]

    def _taken(self, state: str, mine: str) -> Begun | None:
        """What was begun under this state, once, by the same browser, and not long ago."""
        with self._turn:
            begun = self._begun.pop(state, None)
        if begun is None or not secrets.compare_digest(state.encode(), mine.encode()):
            return None
        return begun if time.monotonic() - begun.at < WAIT else None

    def _claims(self, code: str, begun: Begun) -> dict[str, Any]:
        """What the provider says of who signed in, its signature and every field checked; {} where not."""
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
            claims.validate(leeway=60)
        except (AuthlibBaseError, JoseError, OSError, ValueError) as error:
            log.warning("sign-in refused", why=f"the provider's answer: {type(error).__name__}")
            return {}
        return dict(claims)

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
