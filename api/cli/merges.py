"""locard changes, flags: what became of entities, and what relied on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.console import out
from api.cli.review import Json, print_json
from api.cli.session import PURPOSE, Case, Domain, Lang, Reason, User, session
from api.graphql.charts import RELYING, known_kinds
from api.graphql.merges import Change
from api.installation import Installation
from api.settings import Settings
from resolution.spoken import Speech, speech

MOST = 200


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
    say = speech(lang)
    for change in found.items:
        tell_change(change, say)
    counts = {"n": str(len(found.items)), "all": str(found.total)}
    out.print(say.say("said_changes", **counts, day=found.begun[:10] or "–"))


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
    wanted, say = known_kinds(kinds or []), speech(lang)
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain, "chart" if acknowledge else "look")
        merges = mine.house.merged()
        if acknowledge:
            made = merges.acknowledge(acknowledge, why, lang, mine.allowed, mine.user, mine.purpose)
            told = say.say("said_acknowledged", name=made.name or made.object, text=made.text)
            out.print(escape(told), soft_wrap=True)
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
        kind = say.say(f"said_of_{flag.kind}")
        out.print(f"[bold]{escape(kind)} {escape(flag.name)}[/bold] {escape(flag.text)}", soft_wrap=True)
        said = {"id": flag.id, "kind": kind, "object": flag.object, "author": flag.author}
        out.print(f"  {escape(say.say('said_flag', **said, day=flag.at[:10] or '–'))}")
    counts = {"n": str(len(found.items)), "all": f"{found.total}{'' if found.exact else '+'}"}
    out.print(say.say("said_flags", **counts))


def tell_change(change: Change, say: Speech) -> None:
    """One change on the terminal: what, and under it why."""
    for place, text in enumerate(change.text):
        out.print(f"{change.at[:10] if not place else '':<10}  {escape(text)}", soft_wrap=True)
    for cause in {cause.text: cause for cause in change.causes}.values():
        by = cause.actor and cause.actor not in cause.text
        told = say.say("said_by" if by else "said_because", cause=cause.text, actor=cause.actor)
        out.print(f"            {escape(told)}", soft_wrap=True)
