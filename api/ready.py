"""The ready accounts of the demonstration: three people with different rights, and one closed case."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table

from api.identity.entrance import Sessions
from api.identity.passwords import hashed
from api.installation import Installation
from api.purpose import Purpose
from api.stages.receive import Received, receive
from ingest.feeds import parse
from ledger.accounts import Account

FILE = "accounts.json"
CASE = "DEMO-CLOSED/1"
WHO = "Vera Verborgen"
MADE = {"ina": "investigator", "ann": "analyst", "dirk": "duty_officer"}
ASSIGNED = "ina"
FEED = """\
name: demo_closed
source: DEMO-CLOSED
labels: {nl: afgeschermd dossier, fr: dossier cloisonné, de: abgeschirmte Akte, en: closed case}
format: csv
key: [number]
compartment: {column: case}
mentions:
  person: {type: Person, values: {firstName: given, lastName: family, birthDate: born}}
  vehicle: {type: Vehicle, values: {registrationNumber: plate}}
relations:
  - {type: DRIVES, from: person, to: vehicle}
"""
ROWS = f"number,case,given,family,born,plate\n1,{CASE},Vera,Verborgen,1985-04-01,1-DEM-001\n"


@dataclass(frozen=True)
class Ready:
    """One account as it is told: its password, and what it sees and may do in the judicial domain."""

    name: str
    password: str
    function: str
    sees: str
    may: str


def close_a_case(house: Installation) -> Received:
    """Take in one record of a closed case, so that not everybody sees the same; again changes nothing."""
    folder = house.settings.data / "closed"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "demo_closed.csv"
    path.write_text(ROWS, encoding="utf-8")
    return receive(house, [path], parse(FEED, "demo_closed.yaml"))


def ready_accounts(house: Installation) -> list[Ready]:
    """The accounts of the demonstration, made when there are none; their passwords lie beside its data."""
    sessions, file = Sessions(house), house.settings.data / FILE
    if sessions.open:
        sessions.ready()
        drawn = {name: secrets.token_urlsafe(9) for name in MADE}
        _keep(file, drawn)
        for name, function in MADE.items():
            made = Account(name, function=function, unit="Demo", password=hashed(drawn[name]))
            sessions.accounts.add(made, house.act("alteration", "an account of the demonstration"))
        act = house.act("alteration", "works on the closed case of the demonstration")
        sessions.accounts.assign(ASSIGNED, CASE, "", "", act)
    passwords = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return [_told(sessions, one, passwords) for one in sessions.accounts.all() if one.name in MADE]


def accounts_table(ready: list[Ready]) -> Table:
    """What is printed of them."""
    table = Table("user", "password", "function", "sees", "may", title="Sign in as one of these", box=None)
    for one in ready:
        table.add_row(*asdict(one).values())
    return table


def _told(sessions: Sessions, account: Account, passwords: dict[str, str]) -> Ready:
    found = sessions.standing(account, Purpose("judicial", CASE, "the demonstration"))
    labels = [sessions.house.classes.label(number, "en") for number in found.allowed]
    password = passwords.get(account.name, "changed since")
    acts = ", ".join(sorted(act.replace("_", " ") for act in found.acts))
    return Ready(account.name, password, account.function, "; ".join(labels), acts)


def _keep(file: Path, drawn: dict[str, str]) -> None:
    """For the owner of the data directory alone."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(drawn, out)
