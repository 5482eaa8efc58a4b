"""locard glass: opening a closed case for some minutes, and the list of those who did."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out
from api.cli.session import Case, Domain, Reason, User, begun
from api.identity.entrance import Sessions
from api.identity.glass import MOST, break_glass, end_glass
from api.installation import Installation
from api.settings import Settings
from ledger.accounts import Accounts
from ledger.act import Act


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("glass")(glass)


def glass(
    minutes: Annotated[int, typer.Option(min=1, max=MOST, help="How long it stays open.")] = 15,
    shown: Annotated[bool, typer.Option("--list", help="List who did it: for an auditor.")] = False,
    end: Annotated[bool, typer.Option("--end", help="Close at once what you broke of this case.")] = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Break the glass of a closed case: a supervisor is told, and each look is marked in the log.

    Example:

    locard glass --as ana --case GE.20.LB.000001/2026 --reason "a child is missing" --minutes 30
    """
    with Installation(Settings()) as house:
        if shown:
            mine = begun(house, user, case or "audit", reason or "broken glass", domain, "audit")
            act = Act(mine.user, "consultation", mine.purpose.reason, details=mine.purpose.told("glasses"))
            with house.ledger.acted(act):
                _show(Accounts(house.ledger))
            return
        mine = begun(house, user, case, reason, domain, "break_glass")
        if end:
            made = end_glass(Sessions(house), mine, case)
            out.print(f"{made.case_number} is closed to {made.account} since {made.until}", soft_wrap=True)
            return
        made = break_glass(Sessions(house), mine, case, reason, minutes)
    told = made.supervisor or "nobody: there is no supervisor here"
    out.print(f"{made.case_number} is open to {made.account} until {made.until}", soft_wrap=True)
    out.print(f"told: {told}", soft_wrap=True, markup=False)


def _show(accounts: Accounts) -> None:
    table = Table("when", "who", "case", "until", "told", "reason", box=None)
    for one in accounts.glasses():
        table.add_row(one.since, one.account, one.case_number, one.until, one.supervisor, one.reason)
    out.print(table)
