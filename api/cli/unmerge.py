"""locard unmerge: take an entity apart again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.console import err, out
from api.cli.session import Case, Domain, Lang, Reason, User, session
from api.graphql.unmerge import Split
from api.installation import Installation
from api.settings import Settings
from ledger.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("unmerge", epilog=EXAMPLE)(unmerge)


EXAMPLE = (
    "Example: locard unmerge ID --apart MENTION,MENTION --why 'two brothers' --case GE.20.LB.000001/2026"
    " --reason review, and then: locard resolve"
)


def unmerge(
    entity: Annotated[str, typer.Argument(help="Id of the entity or of one of its mentions.")],
    apart: Annotated[
        list[str],
        typer.Option("--apart", help="Mentions that are something else, with commas; may be repeated."),
    ],
    why: Annotated[str, typer.Option("--why", help="Why they are not one; kept with the decision.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Take an entity apart: judgements that joined the parts are taken back, others keep them apart.

    Shows what that takes before it asks. Each --apart is a part; what none names stays together. The next
    `locard resolve` gives each part its links back by the record that made them.
    """
    parts = [[id_.strip() for id_ in part.split(",") if id_.strip()] for part in apart]
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain, "judge")
        merges = mine.house.merged()
        asked = (entity, parts, why, lang, mine.allowed, mine.user, mine.purpose)
        _show(merges.split(*asked, write=False))
        if not yes and not _sure():
            err.print("nothing was decided")
            raise typer.Exit(1)
        made = merges.split(*asked)
    out.print(f"{len(made.parts)} parts; they count from the next `locard resolve` on")


def _show(made: Split) -> None:
    for number, part in enumerate(made.parts, 1):
        out.print(f"part {number}: {escape(part.caption)}, {len(part.mentions)} mentions")
    for one in made.retracted:
        out.print(f"  taken back: {escape(one.text)}", soft_wrap=True)
    kinds = [one.kind for one in made.judged]
    out.print(f"  judged to be two: {kinds.count('negative')} pairs; to stay one: {kinds.count('positive')}")
    for warning in made.warnings:
        err.print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)


def _sure() -> bool:
    if not sys.stdin.isatty():
        raise BadInput("Nobody is there to ask: look at what this would do, and give --yes.")
    return typer.confirm("do it?")
