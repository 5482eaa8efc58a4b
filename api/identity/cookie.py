"""The cookie of a session: only the page's own requests carry it, and no script reads it."""

from __future__ import annotations

from fastapi import Request, Response

from ledger.tokens import LONGEST

COOKIE = "locard_session"


def give_cookie(request: Request, answer: Response, text: str) -> None:
    """Put the token of a session into an answer."""
    answer.set_cookie(
        COOKIE,
        text,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
