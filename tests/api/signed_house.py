"""An installation with accounts and its edge, without a graph: for what happens before anything is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from edge import serving

from api.graphql.context import House
from api.identity.entrance import Sessions
from api.identity.passwords import hashed
from api.installation import Installation
from api.settings import Settings
from graph.ontology import load
from ledger.accounts import PERSON, SERVICE, Account
from ledger.act import Act

PASSWORD = "correct horse battery"
MAKES = Act("root", "alteration", "a test")


@dataclass
class Signed:
    """The installation, its sessions, and a client of its edge."""

    house: Installation
    sessions: Sessions
    client: httpx.Client

    def person(self, name: str, function: str, second: bool = False, **more: str | int) -> Account:
        """An account with the password of these tests."""
        totp = self.sessions.second.drawn(name)[0] if second else ""
        made = Account(name, PERSON, function, password=hashed(PASSWORD), totp=totp, **more)  # type: ignore[arg-type]
        return self.sessions.accounts.add(made, MAKES)

    def service(self, name: str) -> Account:
        """A service account."""
        return self.sessions.accounts.add(Account(name, SERVICE, "service"), MAKES)

    def enter(self, user: str, password: str = PASSWORD, code: str = "") -> httpx.Response:
        """Sign in; the client keeps the cookie."""
        return self.client.post("/session", json={"user": user, "password": password, "code": code})


@contextmanager
def signed(folder: Path, **settings: str) -> Iterator[Signed]:
    """An empty installation, served; the client knows no cookie yet."""
    given = {"data": folder / "data", "keys": str(folder / "keys"), "actor": "root", **settings}
    with Installation(Settings(**given)) as house:  # type: ignore[arg-type]
        sessions = Sessions(house)
        edge = House(None, house.ledger, load(), sessions)  # type: ignore[arg-type]
        with serving(edge) as client:
            yield Signed(house, sessions, client)
