"""Signing in with name, password and code; whatever is wrong, the answer is the same."""

from __future__ import annotations

import structlog

from api.identity.passwords import matches
from api.identity.second import SecondFactor
from api.identity.throttle import FADES_AT, FREE_AT, Throttle
from ledger.accounts import PERSON, Account, Accounts
from ledger.act import Act
from ledger.attempts import Attempts
from ledger.errors import SignedOut
from ledger.keys import Keys
from ledger.ledger import Ledger
from ledger.tokens import SESSION, Token, Tokens

log = structlog.get_logger(__name__)
WRONG = "User, password or code is wrong, or it was tried too often: wait a while and try again."
NOBODY = "nobody known here"
REASON = "signing in"


class SignIn:
    """The door of the accounts that are kept here."""

    def __init__(self, ledger: Ledger, second: SecondFactor, keys: Keys) -> None:
        self._ledger = ledger
        self._accounts, self._tokens = Accounts(ledger), Tokens(ledger)
        self._second = second
        attempts = Attempts(ledger)
        self._throttle = Throttle(attempts, keys)
        self._addresses = Throttle(attempts, keys, "address", FREE_AT, FADES_AT)

    def enter(self, name: str, password: str, code: str, address: str = "") -> tuple[str, Token]:
        """A session's token; SignedOut in the same words for all that can be wrong."""
        account = self._accounts.get(name)
        waits = max(self._throttle.begun(name), self._addresses.begun(address) if address else 0.0)
        why = self._wrong(account, password, code, waits)
        with self._ledger.acted(signing_in(account)) as outcome:
            if why or account is None:
                outcome["why"] = why
                log.warning("sign-in refused", account=account.name if account else NOBODY, why=why)
                raise SignedOut(WRONG)
        self._throttle.passed(name)
        if address:
            self._addresses.excused(address)
        return self._tokens.issue(account.name, SESSION, stepped=bool(account.totp))

    def step(self, account: Account, token: Token, code: str) -> None:
        """Make the second factor fresh; SignedOut where the code is wrong."""
        self.check(account, code)
        self._tokens.step(token)

    def check(self, account: Account, code: str) -> None:
        """Take the code of a step-up; SignedOut, and logged with why, where it is not right."""
        waits = self._throttle.begun(account.name)
        why = locked(waits) if waits else self._wrong_code(account, code)
        with self._ledger.acted(signing_in(account, "stepUp")) as outcome:
            if why:
                outcome["why"] = why
                log.warning("step-up refused", account=account.name, why=why)
                raise SignedOut(WRONG)
        self._throttle.passed(account.name)

    def _wrong(self, account: Account | None, password: str, code: str, waits: float) -> str:
        """Why somebody does not come in, for the operator; each way takes the time of one hash."""
        right = matches(account.password if account else "", password)
        if waits:
            return locked(waits)
        if account is None or account.kind != PERSON or not account.is_open:
            return "no open account of a person"
        if not right:
            return "wrong password"
        return self._wrong_code(account, code) if account.totp else ""

    def _wrong_code(self, account: Account, code: str) -> str:
        """What is wrong with a code, "" for the right one, which counts once."""
        if not account.totp:
            return "no second factor"
        step = self._second.step(account.totp, code, self._ledger._clock().timestamp())
        if not step:
            return "wrong code"
        return "" if self._tokens.spend(account.name, step) else "a code that was used already"


def locked(waits: float) -> str:
    """Why nothing is let in now, for the operator."""
    return f"locked for {waits:.0f} s"


def signing_in(account: Account | None, operation: str = "signIn") -> Act:
    """How coming and going is logged; a name that nobody has is not: it may be a password."""
    return Act(account.name if account else NOBODY, "alteration", REASON, details={"operation": operation})
