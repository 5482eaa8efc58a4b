"""locard users, assign, unassign, tokens: who may come in, and which cases are open to them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from api.identity.entrance import Sessions
from api.identity.functions import FUNCTIONS
from api.identity.passwords import hashed
from api.identity.second import SecondFactor
from api.installation import Installation
from api.settings import Settings
from ledger.accounts import FOREVER, PERSON, SERVICE, Account, Accounts
from ledger.act import Act
from ledger.errors import BadInput, Missing

Name = Annotated[str, typer.Argument(help="Name of the account.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it is logged.")]
Function = Annotated[str, typer.Option(help=f"One of {', '.join(FUNCTIONS)}.")]
Unit = Annotated[str | None, typer.Option(help="The unit that they belong to.")]
Zone = Annotated[str | None, typer.Option(help="The police zone.")]
Clearance = Annotated[int | None, typer.Option(min=0, max=2, help="0 none, 1 confidential, 2 secret.")]
External = Annotated[str | None, typer.Option(help="What the OpenID provider calls them (`sub`).")]
Ask = Annotated[bool, typer.Option("--ask", help="Ask for the password; else one is drawn and printed.")]

users = typer.Typer(no_args_is_help=True, help="Accounts: who may come in, in which function.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(users, name="users")
    app.command("assign")(assign)
    app.command("unassign")(unassign)


@users.command("add")
def add(
    name: Name,
    function: Function,
    unit: Unit = None,
    zone: Zone = None,
    clearance: Clearance = None,
    external: External = None,
    second_factor: Annotated[bool, typer.Option(help="With codes of an authenticator app.")] = False,
    ask: Ask = False,
    reason: Why = "a new account",
) -> None:
    """Make an account. From the first one on everybody signs in.

    Example:

    locard users add ana --function investigator --unit "FGP Gent"
    """
    given = _given(function, unit, zone, clearance, external)
    with Installation(Settings()) as house:
        kind, password = (SERVICE, "") if function == "service" else (PERSON, _password(ask))
        sealed, address = _drawn(house, name) if second_factor else ("", "")
        hash_ = hashed(password) if password else ""
        made = Account(_named(name), kind, password=hash_, totp=sealed, **given)  # type: ignore[arg-type]
        sessions = Sessions(house)
        first = sessions.open
        sessions.ready()
        sessions.accounts.add(made, _act(house, "add an account", reason, name))
    _tell_secrets(name, "" if ask else password, address)
    if kind == SERVICE:
        out.print(f"{name} is a service: locard tokens add {name} --feed FEED")
    if first:
        err.print("this is the first account: from now on everybody signs in, and names --as at the terminal")


@users.command("change")
def change(
    name: Name,
    function: Function = "",
    unit: Unit = None,
    zone: Zone = None,
    clearance: Clearance = None,
    external: External = None,
    new_password: Annotated[bool, typer.Option("--new-password", help="Give a new password.")] = False,
    new_second_factor: Annotated[
        bool, typer.Option("--new-second-factor", help="Draw a new secret.")
    ] = False,
    ask: Ask = False,
    reason: Why = "a change of an account",
) -> None:
    """Change an account; what it may see and do follows at once.

    Example:

    locard users change ana --function case_manager
    """
    given = _given(function, unit, zone, clearance, external)
    with Installation(Settings()) as house:
        password, address = _password(ask) if new_password else "", ""
        if password:
            given["password"] = hashed(password)
        if new_second_factor:
            given["totp"], address = _drawn(house, name)
        if not given:
            raise BadInput("Say what changes: see locard users change --help.")
        _refuse_other_kind(house, name, function)
        Accounts(house.ledger).change(name, given, _act(house, "change an account", reason, name))
    _tell_secrets(name, "" if ask else password, address)
    out.print(f"{name} is changed")


@users.command("close")
def close(name: Name, reason: Why = "") -> None:
    """Close an account for good: its sessions and tokens end, its name is never given again.

    Example:

    locard users close ana --reason "left the service"
    """
    with Installation(Settings()) as house:
        Accounts(house.ledger).close(name, _act(house, "close an account", reason, name))
    out.print(f"{name} is closed")


@users.command("list")
def list_(
    everybody: Annotated[bool, typer.Option("--all", help="Also those that are closed.")] = False,
) -> None:
    """List accounts with the cases that are open to them now.

    Example: locard users list
    """
    table = Table("name", "function", "unit", "clearance", "second factor", "state", "cases", box=None)
    with Installation(Settings()) as house:
        accounts = Accounts(house.ledger)
        for one in accounts.all():
            if one.is_open or everybody:
                now = accounts.now
                cases = sorted({a.case_number for a in accounts.assignments(one.name) if a.holds(now)})
                second, shown = "yes" if one.totp else "", ", ".join(cases)
                table.add_row(one.name, one.function, one.unit, str(one.clearance), second, one.state, shown)
    out.print(table)


def assign(
    name: Name,
    case: Annotated[str, typer.Argument(help="Case number; it names the compartment of a closed case.")],
    since: Annotated[str, typer.Option("--from", help="From this date or moment; now when not given.")] = "",
    until: Annotated[str, typer.Option("--until", help="Up to this date or moment, without it.")] = "",
    reason: Why = "",
) -> None:
    """Open a case to somebody from a date until a date.

    Example:

    locard assign ana GE.20.LB.000001/2026 --until 2027-01-01 --reason "joins the team"
    """
    with Installation(Settings()) as house:
        accounts = _known(house, name)
        act = _act(house, "assign a case", reason, name, _case(case))
        made = accounts.assign(name, _case(case), _moment(since), _moment(until), act)
    end = "" if made.until == FOREVER else f" until {made.until}"
    out.print(f"{made.case_number} is open to {name} from {made.since}{end}", soft_wrap=True)


def unassign(name: Name, case: Annotated[str, typer.Argument(help="Case number.")], reason: Why = "") -> None:
    """Take a case back from somebody at once.

    Example:

    locard unassign ana GE.20.LB.000001/2026 --reason "left the team"
    """
    with Installation(Settings()) as house:
        accounts = _known(house, name)
        ended = accounts.unassign(
            name, _case(case), _act(house, "unassign a case", reason, name, _case(case))
        )
    if not ended:
        raise Missing(f"{case} was not open to {name}")
    out.print(f"{case} is no longer open to {name}", soft_wrap=True)


def _known(house: Installation, name: str) -> Accounts:
    accounts = Accounts(house.ledger)
    found = accounts.get(name)
    if found is None or not found.is_open:
        raise Missing(f"nobody is known as {name} here: locard users list")
    return accounts


def _refuse_other_kind(house: Installation, name: str, function: str) -> None:
    """A service stays one: its tokens lie in files of machines, and a person's work is not theirs."""
    account = Accounts(house.ledger).get(name)
    if account and function and (function == "service") != (account.kind == SERVICE):
        raise BadInput(
            f"{name} is a {account.kind}'s account and stays one: add another with locard users add."
        )


def _act(house: Installation, operation: str, reason: str, name: str, case: str = "") -> Act:
    if not reason.strip():
        raise BadInput("This is logged with its reason: give --reason.")
    details = {"operation": operation, "account": name}
    return Act(house.settings.actor, "alteration", reason.strip(), case, details=details)


def _given(
    function: str, unit: str | None, zone: str | None, clearance: int | None, external: str | None
) -> dict[str, str | int]:
    if function and function not in FUNCTIONS:
        raise BadInput(f"There is no function {function!r}: use one of {', '.join(FUNCTIONS)}.")
    given = {"unit": unit, "zone": zone, "clearance": clearance, "external": external}
    found: dict[str, str | int] = {name: value for name, value in given.items() if value is not None}
    return found | ({"function": function} if function else {})


def _named(name: str) -> str:
    if not name.strip() or name != name.strip() or len(name) > 100 or not name.isprintable():
        raise BadInput("An account's name has 1 to 100 signs, and no space at its ends.")
    return name


def _password(ask: bool) -> str:
    if not ask:
        return secrets.token_urlsafe(12)
    return str(typer.prompt("password", hide_input=True, confirmation_prompt=True))


def _drawn(house: Installation, name: str) -> tuple[str, str]:
    return SecondFactor(house.settings.keys_folder).drawn(name)


def _tell_secrets(name: str, password: str, address: str) -> None:
    """What is told this once: nothing here can show it again."""
    if password:
        out.print(f"password of {name}, shown this once: {password}", soft_wrap=True, markup=False)
    if address:
        out.print(f"for the authenticator app, shown this once: {address}", soft_wrap=True, markup=False)


def _case(case: str) -> str:
    if not case.strip():
        raise BadInput("Name the case.")
    return case.strip()


def _moment(text: str) -> str:
    """A date or moment as the ledger writes it, "" for none; where no zone is given it is UTC."""
    if not text:
        return ""
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no date or moment: 2027-01-01 or 2027-01-01T08:00:00+01:00.") from error
    moment = given if given.tzinfo else given.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
