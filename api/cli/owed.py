"""locard owed: which recipients and sources must still be told that something was wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import out
from api.cli.session import Case, Domain, Reason, User, begun, looking
from api.installation import Installation
from api.owed import Owed, confirmed
from api.owed import owed as waiting
from api.sessions import Session
from api.settings import Settings
from ledger.act import Act


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("owed")(owed)


def owed(
    told: Annotated[list[int] | None, typer.Option("--told", help="Its number, once it was told.")] = None,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """List who received what was corrected or erased since and must be told, and the sources of it.

    Confirm each with --told when it was done.

    Example:

    locard owed --told 12 --case DPO-2026-014 --reason "the recipient was told by letter"
    """
    act = "disclose" if told else "look"
    with Installation(Settings()) as house:
        mine = begun(house, user, case, reason, domain, act)
        if told:
            for one in _confirmed(house, mine, told):
                out.print(f"told: {one.to}", markup=False, soft_wrap=True)
            return
        with house.ledger.acted(looking(mine.user, mine.purpose, "owed", {})) as outcome:
            found = waiting(house.ledger, mine.allowed)
            outcome["hits"] = len(found)
    for one in found:
        name = f"source {one.to}" if one.is_source else one.to
        line = f"{one.id}: {name}: {one.what} on {one.at[:10]}; {one.about}, {one.sent[:10]}"
        out.print(line, markup=False, soft_wrap=True)
    out.print(f"{len(found):,} to be told")


def _confirmed(house: Installation, mine: Session, told: list[int]) -> list[Owed]:
    """Each is a disclosure to its recipient, logged before it is confirmed."""
    known = {one.id: one for one in waiting(house.ledger, mine.allowed)}
    purpose, found = mine.purpose, list[Owed]()
    for id_ in told:
        to = known[id_].to if id_ in known else ""
        details = purpose.told("owed", arguments={"told": id_})
        act = Act(mine.user, "disclosure", purpose.reason, purpose.case, to, details)
        with house.ledger.acted(act):
            found += confirmed(house.ledger, [id_], mine.allowed)
    return found
