"""locard changes, flags: what became of entities, and what relied on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.console import out
from api.cli.review import Json, print_json
from api.cli.session import Case, Domain, Lang, Reason, User, session
from api.graphql.charts import RELYING, known_kinds
from api.graphql.merges import Change
from api.installation import Installation
from api.settings import Settings

MOST = 200
PURPOSE = "--case GE.20.LB.000001/2026 --reason review"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("changes", epilog=f"Example: locard changes ID {PURPOSE}")(changes)
    app.command("flags", epilog=f"Example: locard flags --kind chart {PURPOSE}")(flags)


def changes(
    entity: Annotated[str, typer.Argument(help="Id of an entity or of one of its mentions.")],
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many, the last ones.")] = 50,
    as_json: Json = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Tell when an entity became what it is: each join and split with what caused it, and who."""
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain)
        merges = mine.house.merged()
        found = mine.look(
            "changes",
            {"entity": entity, "first": limit},
            lambda _, allowed: merges.changes(entity, limit, lang, allowed),
        )
    if as_json:
        print_json(asdict(found))
        return
    for change in found.items:
        tell_change(change)
    out.print(f"{len(found.items)} of {found.total} changes; they are kept since {found.begun[:10] or '–'}")


def flags(
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", help=f"Of this kind alone; may be repeated: {', '.join(RELYING)}."),
    ] = None,
    acknowledge: Annotated[
        str, typer.Option("--acknowledge", help="Id of a flag that you have looked at; needs --why.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="What came of it; kept with the decision.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many, the latest first.")] = 50,
    as_json: Json = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """List the charts, exports, alerts and suggestions that relied on an entity which has changed since."""
    wanted = known_kinds(kinds or [])
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain)
        merges = mine.house.merged()
        if acknowledge:
            made = merges.acknowledge(acknowledge, why, lang, mine.allowed, mine.user, mine.purpose)
            out.print(
                f"acknowledged: {escape(made.name or made.object)}: {escape(made.text)}", soft_wrap=True
            )
            return
        found = mine.look(
            "flags",
            {"kinds": wanted, "first": limit},
            lambda _, allowed: merges.flags(wanted, limit, lang, allowed),
        )
    if as_json:
        print_json(asdict(found))
        return
    for flag in found.items:
        out.print(f"[bold]{flag.kind} {escape(flag.name)}[/bold] {escape(flag.text)}", soft_wrap=True)
        out.print(f"  flag {flag.id}, {flag.kind} {flag.object} of {escape(flag.author)} {flag.at[:10]}")
    out.print(f"{len(found.items)} of {found.total}{'' if found.exact else '+'} flags")


def tell_change(change: Change) -> None:
    """One change on the terminal: what, and under it why."""
    for place, text in enumerate(change.text):
        out.print(f"{change.at[:10] if not place else '':<10}  {escape(text)}", soft_wrap=True)
    for cause in {cause.text: cause for cause in change.causes}.values():
        by = f" ({escape(cause.actor)})" if cause.actor and cause.actor not in cause.text else ""
        out.print(f"            because: {escape(cause.text)}{by}", soft_wrap=True)
