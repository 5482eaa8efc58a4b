"""Where sessions begin: over the web with a cookie or a token, at the terminal with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import structlog

from api.identity.cookie import COOKIE
from api.identity.refusals import OUT, Refusals
from api.identity.second import SecondFactor
from api.identity.signin import SignIn, signing_in
from api.identity.standing import Standing, Standings
from api.installation import Installation
from api.purpose import Purpose, purpose_of
from api.sessions import Session
from ledger.accounts import PERSON, Account, Accounts
from ledger.entry import Publication
from ledger.errors import BadInput, SignedOut
from ledger.keys import Keys
from ledger.tokens import SESSION, Token, Tokens
from policy.cedar import Occasion, Policies, Principal
from policy.classes import load as load_classes
from policy.proof import proven

log = structlog.get_logger(__name__)
BEARER = "bearer "
PUBLISHED = ("policy", "cedar")
"""Kind and name under which the ledger keeps each version of the policies."""
OWNER = "owner"
"""The function of whoever owns the data directory, as long as no account was ever made in it."""


@dataclass(frozen=True)
class Known:
    """Whose request this is."""

    account: Account
    token: Token


class Sessions:
    """The sessions of an installation."""

    def __init__(self, house: Installation) -> None:
        self.house = house

    @cached_property
    def accounts(self) -> Accounts:
        """Who there is."""
        return Accounts(self.house.ledger)

    @cached_property
    def tokens(self) -> Tokens:
        """Who is signed in."""
        return Tokens(self.house.ledger)

    @cached_property
    def second(self) -> SecondFactor:
        """The codes."""
        return SecondFactor(self.house.settings.keys_folder)

    @cached_property
    def door(self) -> SignIn:
        """Name, password, code."""
        return SignIn(self.house.ledger, self.second, Keys(self.house.settings.keys_folder))

    @cached_property
    def refusals(self) -> Refusals:
        """What is refused is logged."""
        return Refusals(self.house.ledger)

    @cached_property
    def standings(self) -> Standings:
        """What the policies give to whom; they are proved first, and a new version is put in the ledger."""
        policies = self.policies
        last = self.house.ledger.published(*PUBLISHED)
        if last is None or last.version != policies.version:
            made = Publication(*PUBLISHED, policies.version, {"files": dict(policies.texts)})
            self.house.ledger.publish(
                made, self.house.act("alteration", "new policies", operation="policies", policy=made.version)
            )
        return Standings(self.house.classes, policies)

    @cached_property
    def policies(self) -> Policies:
        """The policies of the settings; BadConfiguration, with file and line, where they show too much."""
        folder = self.house.settings.policies
        return proven(Path(folder).expanduser() if folder else None, load_classes())

    def prepare(self) -> None:
        """Find what is wrong with the policies before anybody asks, and not in an answer to whoever does."""
        _ = self.policies if self.open else self.standings

    def ready(self) -> None:
        """Prove and publish the policies before an account is made: a running server asks by them at once."""
        _ = self.standings

    @property
    def open(self) -> bool:
        """True as long as no account was ever made: then whoever owns the data directory is the only user."""
        return not self.accounts.any()

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        """The session of a request; SignedOut in the same words whatever is wrong with what it shows."""
        if self.open:
            return self._owner(self.house.settings.actor, purpose_of(headers))
        known = self.signed_in(headers, cookies)
        purpose = purpose_of(headers)
        return self._session(known.account, purpose, known.token.is_fresh(self.accounts.now))

    def at_terminal(self, user: str, purpose: Purpose, code: str = "", act: str = "") -> Session:
        """The session of a command; LOCARD_ACTOR where no user is named.

        `code` is that of a step-up: it is taken where the act asks for one, and counts once.
        """
        name = user.strip() or self.house.settings.actor
        if self.open:
            return self._owner(name, purpose)
        account = self.accounts.get(name)
        if account is None or not account.is_open:
            raise BadInput(
                f"Nobody is known as {name} here: name yourself with --as, or ask for"
                f" locard users add {name} --function investigator."
            )
        plain = self._session(account, purpose, False)
        if not code or act not in plain.steps:
            return plain
        try:
            self.door.check(account, code)
        except SignedOut:
            return plain
        return self._session(account, purpose, True)

    def known(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Known:
        """Whose token a request shows; the operator's log says why one does not count."""
        text = _shown(headers, cookies)
        token, now = self.tokens.find(text) if text else None, self.accounts.now
        account = self.accounts.get(token.account) if token else None
        why = "it was never issued" if token is None else token.wrong(now)
        if not why and (account is None or not account.is_open):
            why = "its account is closed"
        if why or token is None or account is None:
            if text:
                self.refusals.refuse(account, why)
            raise SignedOut(OUT)
        self.tokens.note_use(token, now)
        return Known(account, token)

    def signed_in(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Known:
        """As `known`, for the session of a person alone: what a service shows opens its feeds alone."""
        known = self.known(headers, cookies)
        if known.token.kind != SESSION or known.account.kind != PERSON:
            self.refusals.refuse(known.account, "it is no session of a person")
        return known

    def leave(self, known: Known) -> None:
        """End a session."""
        with self.house.ledger.acted(signing_in(known.account, "signOut")):
            self.tokens.end(known.token)

    def cases(self, account: Account) -> frozenset[str]:
        """The cases to which an account is assigned at this moment, by the ledger's clock."""
        now = self.accounts.now
        made = self.accounts.assignments(account.name)
        for one in made:
            if one.at > now:
                log.warning("assignment denied", id=one.id, why=f"the clock went back before {one.at}")
        return frozenset(one.case_number for one in made if one.holds(now))

    def _lapsed(self, account: Account, case: str) -> str:
        """Why an assignment to a case does not hold at this moment; "" where one does, or none was made."""
        now = self.accounts.now
        made = [one for one in self.accounts.assignments(account.name) if one.case_number == case]
        return "" if not made or any(one.holds(now) for one in made) else made[-1].wrong(now)

    def principal(self, account: Account, purpose: Purpose) -> Principal:
        """An account as the policies know it at this moment."""
        broken = frozenset(one.case_number for one in self.accounts.broken(account.name, purpose.domain))
        return Principal(
            account.name,
            account.function,
            account.unit,
            account.zone,
            account.clearance,
            self.cases(account),
            broken,
        )

    def standing(self, account: Account, purpose: Purpose, stepped: bool = False) -> Standing:
        """What an account sees and may do for a purpose."""
        hour = datetime.fromisoformat(self.accounts.now).hour
        who = self.principal(account, purpose)
        return self.standings.of(who, account.version, Occasion(purpose.domain, purpose.case, stepped, hour))

    def _session(self, account: Account, purpose: Purpose, stepped: bool) -> Session:
        found = self.standing(account, purpose, stepped)
        broken = self.accounts.broken(account.name, purpose.domain)
        why = replace(
            purpose,
            assignment=self._lapsed(account, purpose.case),
            function=account.function,
            policy=self.standings.policies.version,
            glass=", ".join(sorted({one.case_number for one in broken})),
        )
        return Session(account.name, why, found.allowed, found.acts, found.steps, account.unit)

    def _owner(self, user: str, purpose: Purpose) -> Session:
        return Session(user, replace(purpose, function=OWNER), self.house.classes.allowed(purpose.domain))


def _shown(headers: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    """The token that a request shows: as a bearer, or in the cookie."""
    given = headers.get("authorization", "")
    if given[: len(BEARER)].lower() == BEARER:
        return given[len(BEARER) :].strip()
    return cookies.get(COOKIE, "")
