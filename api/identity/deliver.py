"""Rows that a service account delivers: taken in under a feed, with every reject told back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from api.identity.entrance import Known, Sessions
from api.installation import Installation
from api.purpose import Purpose
from api.stages.receive import receive
from api.stages.understand import published_feeds
from ingest.feeds import load
from ingest.readers import Reject
from ledger.accounts import SERVICE
from ledger.act import Act
from ledger.errors import BadInput, Denied

ENDINGS = {"csv": ".csv", "jsonl": ".jsonl", "ftm": ".json"}


def scope_of(feed: str) -> str:
    """What a token must have to deliver to a feed."""
    return f"ingest:{feed}"


def delivered(sessions: Sessions, known: Known, feed: str, rows: bytes) -> dict[str, Any]:
    """Take rows in; Denied, and logged, where the token is not for this feed."""
    _refuse_other(sessions, known, feed)
    form = published_feeds(sessions.house).get(feed) or load(feed)
    if form.format not in ENDINGS:
        raise BadInput(f"The feed {feed} takes whole documents: use locard ingest.")
    told: list[Reject] = []
    settings = sessions.house.settings.model_copy(update={"actor": known.account.name})
    with tempfile.TemporaryDirectory(prefix="locard-") as folder, Installation(settings) as own:
        path = Path(folder) / f"{feed}{ENDINGS[form.format]}"
        path.write_bytes(rows)
        got = receive(own, [path], form, heard=told.append)
    rejects = [{"file": one.file, "row": one.row, "reason": one.reason} for one in told]
    return {"new": got.new, "known": got.known, "rejected": got.rejected, "rejects": rejects}


def _refuse_other(sessions: Sessions, known: Known, feed: str) -> None:
    account = known.account
    acts = sessions.standing(account, Purpose("", "", "")).acts
    scopes = known.token.scopes.split()
    if account.kind == SERVICE and "ingest" in acts and scope_of(feed) in scopes:
        return
    details = {"operation": "denied", "act": "ingest", "feed": feed}
    with sessions.house.ledger.acted(Act(account.name, "collection", "delivering rows", details=details)):
        raise Denied("This token is not for this feed.")
