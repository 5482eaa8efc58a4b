"""Breaking the glass of a closed case: for minutes, with a reason, and a supervisor is told at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from api.identity.entrance import OWNER, Sessions
from api.sessions import Session
from ledger.accounts import Account, Glass
from ledger.act import Act
from ledger.errors import BadInput, Missing

log = structlog.get_logger(__name__)
MOST = 60
"""Minutes that it stays open at most."""
LONGEST = 500
TOLD = ("case_manager", "information_officer")
"""Functions that are told, those of the same unit first."""


def break_glass(sessions: Sessions, session: Session, case: str, reason: str, minutes: int) -> Glass:
    """Open a closed case for some minutes; what is looked at meanwhile is marked in the log."""
    if not 1 <= minutes <= MOST:
        raise BadInput(f"The glass stays broken for 1 to {MOST} minutes, not {minutes}.")
    case, reason = case.strip(), reason.strip()
    if not case or not 0 < len(reason) <= LONGEST or len(case) > LONGEST:
        raise BadInput(f"Breaking the glass needs the case, and the reason in 1 to {LONGEST} characters.")
    if session.function == OWNER:
        raise BadInput("There are no accounts here yet: locard users add makes the first.")
    now = sessions.accounts.now
    until = (datetime.fromisoformat(now) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    supervisor = ", ".join(_supervisors(sessions.accounts.all(), session))
    if not supervisor:
        log.warning("broken glass", account=session.user, why="there is no supervisor to tell")
    details = session.purpose.told("breakGlass", minutes=minutes)
    act = Act(session.user, "consultation", reason, case, details=details)
    domain = session.purpose.domain
    return sessions.accounts.break_glass(
        session.user, case, domain, until.replace("+00:00", "Z"), supervisor, act
    )


def end_glass(sessions: Sessions, session: Session, case: str) -> Glass:
    """Close at once what this session's user broke of a case; Missing where nothing stands open."""
    purpose, case = session.purpose, case.strip()
    act = Act(session.user, "alteration", purpose.reason, case, details=purpose.told("endGlass"))
    ended = sessions.accounts.end_glass(session.user, case, purpose.domain, act)
    if not ended:
        raise Missing("No glass of that case stands broken.")
    return ended[-1]


def _supervisors(accounts: list[Account], session: Session) -> list[str]:
    """Those of the same unit, or where there are none all of these functions; never oneself."""
    found = [one for one in accounts if one.is_open and one.function in TOLD and one.name != session.user]
    return [one.name for one in found if one.unit == session.unit] or [one.name for one in found]
