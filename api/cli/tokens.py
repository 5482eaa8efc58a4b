"""locard tokens: what services show to deliver rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out
from api.cli.users import Why
from api.identity.deliver import scope_of
from api.installation import Installation
from api.settings import Settings
from ledger.accounts import SERVICE, Accounts
from ledger.act import Act
from ledger.errors import BadInput, Missing
from ledger.tokens import SERVICE as FOR_SERVICE
from ledger.tokens import Tokens

Name = Annotated[str, typer.Argument(help="Name of the service account.")]
tokens = typer.Typer(no_args_is_help=True, help="Tokens of service accounts, with what each is for.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(tokens, name="tokens")


@tokens.command("add")
def add(
    name: Name,
    feed: Annotated[list[str], typer.Option(help="A feed that it may deliver to; may be repeated.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it counts.")] = 365,
    reason: Why = "a new token",
) -> None:
    """Make a token, printed this once.

    Example:

    locard tokens add anpr --feed anpr_hit --days 90
    """
    with Installation(Settings()) as house:
        account = Accounts(house.ledger).get(name)
        if account is None or not account.is_open or account.kind != SERVICE:
            raise Missing(f"there is no service {name}: locard users add {name} --function service")
        scopes = " ".join(sorted({scope_of(one) for one in feed}))
        details = {"operation": "add a token", "account": name, "scopes": scopes}
        with house.ledger.acted(Act(house.settings.actor, "alteration", reason, details=details)):
            text, made = Tokens(house.ledger).issue(name, FOR_SERVICE, timedelta(days=days), scopes)
    out.print(text, soft_wrap=True, markup=False)
    out.print(f"for {scopes}, until {made.expires}; it is not shown again", soft_wrap=True)


@tokens.command("list")
def list_(name: Name) -> None:
    """List the tokens of a service.

    Example: locard tokens list anpr
    """
    table = Table("token", "for", "issued", "until", "ended", box=None)
    with Installation(Settings()) as house:
        for one in Tokens(house.ledger).of(name):
            table.add_row(one.hash[:12], one.scopes, one.issued, one.expires, one.ended)
    out.print(table)


@tokens.command("end")
def end(
    name: Name,
    token: Annotated[str, typer.Argument(help="Its first signs, as `locard tokens list` shows them.")],
    reason: Why = "a token is no longer needed",
) -> None:
    """End a token at once.

    Example: locard tokens end anpr 3f2a91c07b11
    """
    with Installation(Settings()) as house:
        held = Tokens(house.ledger)
        found = [one for one in held.of(name) if one.hash.startswith(token) and not one.ended]
        if not token or len(found) != 1:
            raise BadInput(f"{token!r} is not one token of {name}: locard tokens list {name}")
        details = {"operation": "end a token", "account": name}
        with house.ledger.acted(Act(house.settings.actor, "alteration", reason, details=details)):
            held.end(found[0])
    out.print("ended")
