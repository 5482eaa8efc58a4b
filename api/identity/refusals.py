"""Tokens that are refused: each leaves a line in the log that says why, and whoever shows it hears nothing.

Anybody who reaches the port can show tokens by the thousand. So of what one account, or nobody known, shows
in a minute a number of lines is written; the rest is counted, and the next line says how many there were.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NoReturn

import structlog

from api.identity.signin import signing_in
from ledger.accounts import Account
from ledger.errors import SignedOut
from ledger.ledger import Ledger

log = structlog.get_logger(__name__)
OUT = "Sign in again."
MOST, SPAN = 60, 60.0
"""Lines in a span of seconds, for each account."""


class Refusals:
    """The refused tokens of one process."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger, self._clock = ledger, clock
        self._begun = dict[str, tuple[float, int, int]]()
        self._turn = threading.Lock()

    def refuse(self, account: Account | None, why: str) -> NoReturn:
        """SignedOut, in the same words whatever is wrong; the operator's logs say why."""
        name = account.name if account else ""
        log.warning("token refused", account=name, why=why)
        written, before = self._counted(name)
        if not written:
            raise SignedOut(OUT)
        with self._ledger.acted(signing_in(account, "token")) as outcome:
            outcome["why"] = why
            if before:
                outcome["unwritten"] = before
            raise SignedOut(OUT)

    def _counted(self, name: str) -> tuple[bool, int]:
        """Whether this one has a line, and how many before it had none."""
        with self._turn:
            since, lines, without = self._begun.get(name, (self._clock(), 0, 0))
            if self._clock() - since >= SPAN:
                since, lines = self._clock(), 0
            if lines >= MOST:
                self._begun[name] = (since, lines, without + 1)
                return False, 0
            self._begun[name] = (since, lines + 1, 0)
            return True, without
