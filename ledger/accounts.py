"""Accounts, and which cases are open to them: assignments from when until when, and broken glass.

The ledger's clock says what holds: an assignment that was written later than now shows that it went back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from ledger import tables
from ledger.act import Act
from ledger.errors import BadInput, Contradiction, Missing
from ledger.ledger import Ledger
from ledger.tokens import CODE

OPEN, CLOSED = "open", "closed"
PERSON, SERVICE = "person", "service"
FOREVER = "9999"
"""The end of an assignment that has none; it sorts behind every moment."""
GLASS = "glass"
"""Topic of the message that tells a supervisor of broken glass."""
ENDING = frozenset({"password", "totp", "external", "state"})
"""What somebody signs in with: a change of it ends, with the same commit, all that was begun before."""

T = TypeVar("T")


@dataclass(frozen=True)
class Account:
    """A person or service: function and place; `password` is a hash, `totp` sealed; neither is ever shown."""

    name: str
    kind: str = PERSON
    function: str = ""
    unit: str = ""
    zone: str = ""
    clearance: int = 0
    password: str = field(default="", repr=False)
    totp: str = field(default="", repr=False)
    external: str = ""
    scopes: str = ""
    state: str = OPEN
    version: int = 1
    changed: str = ""

    @property
    def is_open(self) -> bool:
        """False for one that was closed."""
        return self.state == OPEN


@dataclass(frozen=True)
class Assignment:
    """A case that is open to an account from `since` until `until`, unless it was `ended` before."""

    id: str
    account: str
    case_number: str
    since: str
    until: str
    author: str
    reason: str
    at: str
    ended: str = ""

    def holds(self, now: str) -> bool:
        """Whether the case is open at a moment; never where it was written later than that."""
        return not self.wrong(now)

    def wrong(self, now: str) -> str:
        """Why it does not hold at a moment, for the operator; "" where it does."""
        if self.ended:
            return f"taken back on {self.ended}"
        if self.at > now:
            return f"the clock went back before {self.at}"
        if now < self.since:
            return f"begins on {self.since}"
        return "" if now < self.until else f"ended on {self.until}"


@dataclass(frozen=True)
class Glass:
    """A closed case that somebody opened for a while, why, and which supervisor was told when."""

    id: str
    account: str
    case_number: str
    domain: str
    reason: str
    since: str
    until: str
    supervisor: str
    told: str
    at: str


class Accounts:
    """The accounts of a ledger; each change is logged, and nothing is ever deleted."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._any = False

    @property
    def now(self) -> str:
        """The moment by the ledger's clock, ISO 8601 in UTC."""
        return self._ledger._now()

    def any(self) -> bool:
        """Whether an account was ever made here."""
        if not self._any:
            with self._ledger._database.reading() as connection:
                counted = connection.execute(select(func.count()).select_from(tables.account)).scalar_one()
            self._any = counted > 0
        return self._any

    def get(self, name: str) -> Account | None:
        """The account of this name, also a closed one."""
        return next(iter(self._read(Account, tables.account, name=name)), None)

    def by_external(self, subject: str) -> Account | None:
        """The one open account to which an identity of another provider belongs."""
        found = [one for one in self._read(Account, tables.account, external=subject) if one.is_open]
        return found[0] if subject and len(found) == 1 else None

    def all(self) -> list[Account]:
        """All accounts by name."""
        return sorted(self._read(Account, tables.account), key=lambda one: one.name)

    def add(self, account: Account, act: Act) -> Account:
        """Make an account; Contradiction where there is one of that name, also a closed one."""
        with self._ledger._written(act) as (connection, outcome, at):
            known = select(tables.account.c.name).where(tables.account.c.name == account.name)
            if connection.execute(known).scalar() is not None:
                raise Contradiction(f"There is an account {account.name} already: names are given once.")
            made = replace(account, version=1, changed=at)
            connection.execute(insert(tables.account), [asdict(made)])
            outcome["account"] = made.name
        return made

    def change(self, name: str, given: Mapping[str, str | int], act: Act) -> Account:
        """Change an account; all that was worked out for it before no longer counts."""
        before = self.get(name)
        if before is None:
            raise Missing(f"nobody is known as {name} here")
        known = {one.name for one in fields(Account)} - {"name", "kind", "version", "changed"}
        if wrong := set(given) - known:
            raise BadInput(f"An account has no {sorted(wrong)[0]!r} that could be changed.")
        with self._ledger._written(act) as (connection, outcome, at):
            table = tables.account
            values: dict[str, Any] = {**given, "version": table.c.version + 1, "changed": at}
            connection.execute(update(table).where(table.c.name == name).values(**values))
            outcome["account"] = name
            if not ENDING.isdisjoint(given):
                _end_tokens(connection, name, at)
            if "totp" in given:
                _forget_codes(connection, name)
        return self.get(name) or before

    def close(self, name: str, act: Act) -> Account:
        """Close an account: its tokens end, and its name is never given again."""
        return self.change(name, {"state": CLOSED}, act)

    def assign(self, account: str, case: str, since: str, until: str, act: Act) -> Assignment:
        """Open a case to an account from `since` until `until`."""
        with self._ledger._written(act) as (connection, outcome, at):
            made = Assignment(
                uuid4().hex, account, case, since or at, until or FOREVER, act.actor, act.reason, at
            )
            if made.until <= made.since:
                raise BadInput("An assignment ends after it begins: mend --from or --until.")
            connection.execute(insert(tables.assignment), [asdict(made)])
            outcome |= {"account": account, "assignment": made.id}
        return made

    def unassign(self, account: str, case: str, act: Act) -> int:
        """Take a case back at once; returns how many assignments ended."""
        table = tables.assignment
        mine = (table.c.account == account) & (table.c.case_number == case) & (table.c.ended == "")
        with self._ledger._written(act) as (connection, outcome, at):
            ended = connection.execute(update(table).where(mine).values(ended=at)).rowcount
            outcome |= {"account": account, "ended": ended}
        return ended

    def assignments(self, account: str) -> list[Assignment]:
        """All that were ever made for an account, oldest first."""
        return sorted(self._read(Assignment, tables.assignment, account=account), key=lambda one: one.at)

    def break_glass(
        self, account: str, case: str, domain: str, until: str, supervisor: str, act: Act
    ) -> Glass:
        """Open a closed case for a while; the supervisor's message is in the outbox with the same commit."""
        with self._ledger._written(act) as (connection, outcome, at):
            made = Glass(uuid4().hex, account, case, domain, act.reason, at, until, supervisor, at, at)
            connection.execute(insert(tables.glass), [asdict(made)])
            message = {"topic": GLASS, "first": 0, "last": 0, "at": at}
            connection.execute(insert(tables.outbox), [message])
            outcome |= {"glass": made.case_number, "until": until, "supervisor": supervisor}
        return made

    def end_glass(self, account: str, case: str, domain: str, act: Act) -> list[Glass]:
        """Close at once what this account broke of a case; returns what stood open, as it ends now."""
        table = tables.glass
        mine = (table.c.account == account) & (table.c.case_number == case) & (table.c.domain == domain)
        with self._ledger._written(act) as (connection, outcome, at):
            open_ = mine & (table.c.since <= at) & (table.c.until > at)
            ended = [Glass(**row) for row in connection.execute(select(table).where(open_)).mappings()]
            connection.execute(update(table).where(open_).values(until=at))
            outcome |= {"glass": case, "ended": len(ended)}
        return [replace(one, until=at) for one in ended]

    def glasses(self, account: str = "") -> list[Glass]:
        """What was broken by an account, or by all, oldest first."""
        named = {"account": account} if account else {}
        return sorted(self._read(Glass, tables.glass, **named), key=lambda one: one.at)

    def broken(self, account: str, domain: str) -> list[Glass]:
        """What stands open to an account by broken glass at this moment."""
        now = self.now
        return [one for one in self.glasses(account) if one.domain == domain and one.since <= now < one.until]

    def _read(self, kind: type[T], table: Table, **named: str) -> list[T]:
        asked = select(table)
        for name, value in named.items():
            asked = asked.where(table.c[name] == value)
        with self._ledger._database.reading() as connection:
            return [kind(**row) for row in connection.execute(asked).mappings()]


def _end_tokens(connection: Connection, name: str, at: str) -> None:
    table = tables.token
    mine = (table.c.account == name) & (table.c.ended == "")
    connection.execute(update(table).where(mine).values(ended=at))


def _forget_codes(connection: Connection, name: str) -> None:
    """A new second factor begins anew, whatever the clock was when the old one was used."""
    table = tables.token
    connection.execute(delete(table).where(table.c.account == name, table.c.kind == CODE))
