"""A session: who looks, why, what they may see and do; found anew for each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from api.purpose import Purpose
from ledger.errors import Denied, StepUp
from policy.cedar import ACTS

STEP_UP = (
    "This needs proof that it is you: give a fresh code of your second factor, in LOCARD_CODE at a terminal,"
    " or sign in again at your provider (/session/oidc/step), and do it again. A code counts once, and after"
    " some wrong ones you have to wait."
)


@dataclass(frozen=True)
class Session:
    """Somebody for a purpose: the classes they see, the acts that are theirs, and those after a step-up."""

    user: str
    purpose: Purpose
    allowed: tuple[int, ...]
    acts: frozenset[str] = frozenset(ACTS)
    steps: frozenset[str] = frozenset()
    unit: str = ""

    @property
    def function(self) -> str:
        """In what function they look."""
        return self.purpose.function

    @property
    def policy(self) -> str:
        """Under which version of the policies."""
        return self.purpose.policy

    @property
    def glass(self) -> str:
        """The case whose glass is broken, "" where none is."""
        return self.purpose.glass

    def may(self, act: str) -> None:
        """Nothing where the policies permit the act; Denied, saying what to do where that helps."""
        if act in self.acts:
            return
        if act in self.steps:
            raise StepUp(STEP_UP)
        raise Denied("Your function may not do this.")


class Entrance(Protocol):
    """Where a request becomes a session."""

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        """The session of a request; SignedOut, NoPurpose or BadInput where there is none."""
