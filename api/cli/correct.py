"""locard correct: one value of one record, without changing what the record said."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import err, out
from api.cli.erase import Yes, follow
from api.cli.session import Case, Domain, Reason, User, acting
from api.graphql.shown import Shown
from api.installation import Installation
from api.settings import Settings
from ledger.errors import BadInput
from policy.fields import load as load_fields


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("correct")(correct)


def correct(
    mention: Annotated[str, typer.Argument(help="Id of the mention, or with --take-back of a correction.")],
    property_: Annotated[str, typer.Argument(metavar="PROPERTY", help="Such as birthDate.")] = "",
    value: Annotated[str, typer.Argument(help="What it should be.")] = "",
    was: Annotated[str, typer.Option(help="The value that is wrong, where the record gives several.")] = "",
    nothing: Annotated[
        bool, typer.Option("--nothing", help="It is wrong, and nothing is known instead.")
    ] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Take a correction back.")] = False,
    yes: Yes = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Correct a value: what the record said stays beside it, marked as superseded, and counts no more.

    Examples:

    locard correct 9ab1… birthDate 1980-02-01 --case GE.20.LB.000001/2026 --reason "identity card seen"

    locard correct --take-back 77c0… --case GE.20.LB.000001/2026 --reason "the card was false"
    """
    with Installation(Settings()) as house:
        acts = acting(house, user, case, reason, domain, "correct")
        if take_back:
            decision = acts.withdrawal(mention)
        elif not property_ or nothing == bool(value):
            raise BadInput("Give the property and either its right value or --nothing.")
        else:
            shown = Shown(acts.purpose.function, load_fields(house.settings.fields), house.ontology)
            shown.refuse_unseen(property_)
            decision = acts.correction(mention, property_, value, was)
        told = decision.subject
        out.print(f"record {told['record']}", soft_wrap=True)
        if not take_back:
            change = f"{told['type']}: {property_}: {told['was'] or '–'} → {told['value'] or '–'}"
            out.print(change, soft_wrap=True, markup=False)
        if not yes and not typer.confirm("take it back?" if take_back else "correct it?"):
            err.print("nothing was changed")
            return
        acts.decide(decision)
        follow(house)
        out.print(f"taken back: {told['correction']}" if take_back else f"correction {decision.id}")
