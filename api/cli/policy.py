"""locard policy: check a site's policies before they are used, and explain what somebody sees and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out
from api.identity.entrance import Sessions
from api.installation import Installation
from api.purpose import DOMAINS, Purpose
from api.settings import Settings
from ingest import feeds
from ledger.act import Act
from ledger.errors import BadInput
from policy.cedar import Occasion, Policies, Verdict
from policy.classes import Classes, load
from policy.proof import prove
from policy.sight import sees

app = typer.Typer(help="Who may see what: check policies, and explain them.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="policy")


@app.command("check")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of *.cedar files; LOCARD_POLICIES where none is given.")
    ] = None,
) -> None:
    """Check policies: that they can be read, and that they show nobody too much.

    Example:

    locard policy check /etc/locard/policies
    """
    given = folder or _configured(Settings())
    policies, classes = Policies.load(given), load()
    prove(classes, policies)
    for id_, file in sorted(policies.ids.items(), key=lambda one: (one[1], one[0])):
        out.print(f"{file}: {id_}", soft_wrap=True, markup=False)
    out.print(
        f"{len(policies.ids)} policies, version {policies.version}; {_feeds(classes)} feeds have a class"
    )


@app.command("explain")
def explain(
    user: Annotated[str, typer.Option(help="The account that is asked about.")],
    case: Annotated[str, typer.Option(help="The case of the session.")] = "",
    domain: Annotated[str, typer.Option(help="judicial or administrative.")] = "judicial",
) -> None:
    """Say which classes somebody sees now and what they may do, and why: for the operator.

    Example:

    locard policy explain --user ana --case GE.20.LB.000001/2026
    """
    if domain not in DOMAINS:
        raise BadInput(f"--domain {domain} is none of {', '.join(DOMAINS)}.")
    with Installation(Settings()) as house:
        details = {"operation": "policyExplain", "account": user, "domain": domain}
        act = Act(house.settings.actor, "consultation", "explain policies", case, details=details)
        with house.ledger.acted(act):
            _explain(house, user, Purpose(domain, case, "explain policies"))


def _explain(house: Installation, user: str, purpose: Purpose) -> None:
    sessions = Sessions(house)
    account = sessions.accounts.get(user)
    if account is None:
        raise BadInput(f"Nobody is known as {user} here: locard users list names all.")
    if not account.is_open:
        out.print(f"{user} is closed: no session begins.", markup=False)
        return
    who, occasion = sessions.principal(account, purpose), Occasion(purpose.domain, purpose.case)
    policies = sessions.standings.policies
    seen = sees(house.classes, policies, who, occasion)
    shown = Table("class", "what", "by", box=None)
    for number in seen.allowed:
        by = "; ".join(seen.by.get(number, ("each of its parts",)))
        shown.add_row(str(number), house.classes.label(number, house.settings.lang), by)
    out.print(shown)
    now, stepped = policies.acts(who, [occasion, replace(occasion, stepped=True)])
    acts = Table("act", "", "by", box=None)
    for act, one in now.items():
        acts.add_row(act, _said(one, stepped[act]), "; ".join(one.by or stepped[act].by))
    out.print(acts)


def _said(now: Verdict, stepped: Verdict) -> str:
    if now.allowed:
        return "yes"
    return "with a fresh code" if stepped.allowed else "no"


def _configured(settings: Settings) -> Path | None:
    return Path(settings.policies).expanduser() if settings.policies else None


def _feeds(classes: Classes) -> int:
    """How many of the feeds mark all their records alike; BadInput for one whose marking has no class."""
    marked = [feeds.load(name).fixed_marking for name in feeds.names()]
    return sum(1 for one in marked if one is not None and classes.classify(one))
