"""Installations with accounts and their edge: without a graph for what happens before anything is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from edge import serving
from warm import installation

from api.auditing import Auditing
from api.edge import edge as edge_of
from api.graphql.context import House
from api.identity.entrance import Sessions
from api.identity.passwords import hashed
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.settings import Settings
from api.stages.receive import receive
from graph.ontology import load
from ingest.feeds import parse
from ledger.accounts import PERSON, SERVICE, Account
from ledger.act import Act

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: persons}
format: csv
key: [number]
required: [family]
mentions:
  person: {type: Person, values: {firstName: given, lastName: family}}
"""
CLOSED = FEED.replace("name: people", "name: closed") + "compartment: {column: closed}\n"
ROWS = "number,given,family\n1,Jan,Zevenster\n"
IN_CASES = "number,given,family,closed\n2,Els,Zevenster,C-1\n3,Tom,Zevenster,C-2\n"
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
        edge = House(None, house.ledger, load(), sessions, audits=Auditing(house))  # type: ignore[arg-type]
        with serving(edge) as client:
            yield Signed(house, sessions, client)


@contextmanager
def populated(folder: Path) -> Iterator[Signed]:
    """Three persons of one name, two of them in closed cases; ana works on the first of these."""
    (folder / "people.csv").write_text(ROWS)
    (folder / "closed.csv").write_text(IN_CASES)
    with installation(folder) as made:
        receive(made, [folder / "people.csv"], parse(FEED, "people"))
        receive(made, [folder / "closed.csv"], parse(CLOSED, "closed"))
        bring_up_to_date(made)
        with serving(edge_of(made)) as client:
            signed = Signed(made, Sessions(made), client)
            for name, function in (("pol", "patrol"), ("ana", "investigator"), ("bea", "case_manager")):
                signed.person(name, function)
            signed.sessions.accounts.assign("ana", "C-1", "", "", MAKES)
            yield signed
