"""Signing in and out over HTTP, who one is, and the door for feeds."""

from __future__ import annotations

import re
from typing import Any

import orjson
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.identity.cookie import COOKIE, give_cookie
from api.identity.deliver import delivered
from api.identity.entrance import OWNER, Known, Sessions
from api.identity.passwords import prepare
from api.purpose import DOMAINS, purpose_of
from api.sessions import Entrance
from ledger.accounts import Account
from ledger.errors import BadInput, NoPurpose, SignedOut
from ledger.tokens import Token

NAMED = re.compile(r"[A-Za-z0-9_-]{1,100}")


def routes(entrance: Entrance) -> APIRouter:
    """The routes of an entrance; one that has no accounts says who everybody is."""
    router = APIRouter()
    if not isinstance(entrance, Sessions):
        router.get("/me")(lambda: {"user": "", "function": OWNER, "cases": [], "open": True})
        return router
    doors = Doors(entrance)
    router.get("/session")(doors.offers)
    router.post("/session")(doors.enter)
    router.delete("/session")(doors.leave)
    router.post("/session/step")(doors.step)
    router.get("/me")(doors.me)
    router.post("/ingest/{feed}")(doors.ingest)
    if entrance.house.settings.oidc_issuer:
        from api.identity.oidc import Provider  # who uses no provider does not wait for its packages

        provider = Provider(entrance)
        router.get("/session/oidc")(provider.begin)
        router.get("/session/oidc/step")(provider.step)
        router.get("/session/oidc/back")(provider.back)
    return router


class Doors:
    """What the routes do."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        prepare()

    def offers(self) -> dict[str, bool]:
        """GET /session: in which other way one can sign in."""
        return {"oidc": bool(self._sessions.house.settings.oidc_issuer)}

    async def enter(self, request: Request) -> Response:
        """POST /session {user, password, code}: a cookie for as long as the session may last."""
        user, password, code = await _fields(request, "user", "password", "code")
        enter, address = self._sessions.door.enter, request.client.host if request.client else ""
        text, token = await to_thread.run_sync(enter, user, password, code, address)
        account = await to_thread.run_sync(self._sessions.accounts.get, token.account)
        if account is None:
            raise SignedOut("Sign in again.")
        answer = JSONResponse(self._told(account, token))
        give_cookie(request, answer, text)
        return answer

    async def leave(self, request: Request) -> Response:
        """DELETE /session: the session is over."""
        known = await to_thread.run_sync(self._sessions.signed_in, request.headers, request.cookies)
        await to_thread.run_sync(self._sessions.leave, known)
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return answer

    async def step(self, request: Request) -> Response:
        """POST /session/step {code}: the second factor is fresh again."""
        (code,) = await _fields(request, "code")
        known = await to_thread.run_sync(self._sessions.signed_in, request.headers, request.cookies)
        await to_thread.run_sync(self._sessions.door.step, known.account, known.token, code)
        return Response(status_code=204)

    async def me(self, request: Request) -> Response:
        """GET /me: who, cases, broken glass and acts of now, and until when the session lasts."""
        return JSONResponse(await to_thread.run_sync(self._me, request))

    async def ingest(self, request: Request, feed: str) -> Response:
        """POST /ingest/FEED with the rows as the feed has them: counts, and each reject with its reason."""
        if not NAMED.fullmatch(feed):
            raise BadInput("A feed's name has letters, digits, - and _ alone.")
        known = await to_thread.run_sync(self._sessions.known, request.headers, {})
        rows = await request.body()
        return JSONResponse(await to_thread.run_sync(delivered, self._sessions, known, feed, rows))

    def _me(self, request: Request) -> dict[str, Any]:
        if self._sessions.open:
            user = self._sessions.house.settings.actor
            return {"user": user, "function": OWNER, "cases": [], "open": True}
        known: Known = self._sessions.signed_in(request.headers, request.cookies)
        return self._told(known.account, known.token) | {"acts": self._acts(known.account, request)}

    def _acts(self, account: Account, request: Request) -> list[str]:
        """What they may do for the purpose that the request names, some with a step-up; nothing without."""
        try:
            found = self._sessions.standing(account, purpose_of(request.headers))
        except NoPurpose:
            return []
        return sorted(found.acts | found.steps)

    def _told(self, account: Account, token: Token) -> dict[str, Any]:
        return {
            "user": account.name,
            "function": account.function,
            "unit": account.unit,
            "cases": sorted(self._sessions.cases(account)),
            "glass": [
                {"case": one.case_number, "domain": one.domain, "until": one.until}
                for domain in DOMAINS
                for one in self._sessions.accounts.broken(account.name, domain)
            ],
            "secondFactor": bool(account.totp),
            "provider": bool(account.external and self._sessions.house.settings.oidc_issuer),
            "expires": token.expires,
            "open": False,
        }


async def _fields(request: Request, *names: str) -> list[str]:
    """Texts of a JSON object; a form of another site cannot send one without being asked."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise BadInput("Send JSON: content-type is application/json.")
    try:
        given = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise BadInput("Send a JSON object.") from error
    texts = [given.get(name, "") if isinstance(given, dict) else None for name in names]
    if not all(isinstance(text, str) and len(text) <= 500 for text in texts):
        raise BadInput(f"Send a JSON object with the texts {', '.join(names)}.")
    return [str(text) for text in texts]
