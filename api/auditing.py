"""What the auditor asks: lines of the log, and patterns in it; each asking is logged too."""

from __future__ import annotations

from dataclasses import dataclass

from api.installation import Installation
from api.sessions import Session
from ledger.accounts import Accounts, Assignment
from ledger.act import Act
from ledger.audit_patterns import Known, Pattern, patterns
from ledger.audit_search import Asked, Lines, each, search
from ledger.canonical import JSON

ON_NO_CASE = frozenset(("auditor", "administrator", "service"))
"""Functions whose questions have no case of their own."""


@dataclass(frozen=True)
class Auditing:
    """The log of an installation, for sessions that may audit; Denied for all others."""

    house: Installation

    def search(self, session: Session, asked: Asked, first: int = 100, after: int = 0) -> Lines:
        """A page of the log, oldest first."""
        given = {**_told(asked), "first": first, "after": after}
        with self.house.ledger.acted(_act(session, "auditLog", given)) as outcome:
            found = search(self.house.ledger, asked, first, after)
            outcome["lines"] = len(found.events)
        return found

    def patterns(
        self, session: Session, since: str, until: str, many_users: int = 5, many_things: int = 200
    ) -> list[Pattern]:
        """Patterns that may be worth a question, each with its lines."""
        asked = Asked(since=since, until=until)
        with self.house.ledger.acted(_act(session, "auditPatterns", _told(asked))) as outcome:
            known = self._known(many_users, many_things)
            found = patterns(each(self.house.ledger, asked), known)
            outcome["patterns"] = len(found)
        return found

    def _known(self, many_users: int, many_things: int) -> Known:
        accounts = Accounts(self.house.ledger)
        functions = {one.name: one.function for one in accounts.all()}
        held = {name: accounts.assignments(name) for name in functions}

        def on_case(name: str, case: str, at: str) -> bool:
            return functions[name] in ON_NO_CASE or any(_held(one, case, at) for one in held[name])

        return Known(functions, on_case, many_users=many_users, many_things=many_things)


def _held(made: Assignment, case: str, at: str) -> bool:
    """Whether a case was open to somebody at a moment."""
    inside = made.since <= at < made.until and (not made.ended or at < made.ended)
    return made.case_number == case and inside


def _act(session: Session, operation: str, asked: dict[str, JSON]) -> Act:
    session.may("audit")
    purpose = session.purpose
    details = purpose.told(operation, arguments=asked)
    return Act(session.user, "consultation", purpose.reason, purpose.case, details=details)


def _told(asked: Asked) -> dict[str, JSON]:
    given = {
        "who": asked.who, "case": asked.case, "ids": list(asked.ids), "from": asked.since, "to": asked.until,
        "kind": asked.kind,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}
