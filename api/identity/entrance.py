"""Where sessions begin: over the web and at the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.installation import Installation
from api.purpose import Purpose, purpose_of
from api.sessions import Session

OWNER = "owner"
"""The function of whoever owns the data directory, as long as no account was ever made in it."""


@dataclass(frozen=True)
class Sessions:
    """The sessions of an installation."""

    house: Installation

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        """The session of a request."""
        return self._owner(self.house.settings.actor, purpose_of(headers))

    def at_terminal(self, user: str, purpose: Purpose) -> Session:
        """The session of a command; LOCARD_ACTOR where no user is named."""
        return self._owner(user.strip() or self.house.settings.actor, purpose)

    def _owner(self, user: str, purpose: Purpose) -> Session:
        return Session(user, replace(purpose, function=OWNER), self.house.classes.allowed(purpose.domain))
