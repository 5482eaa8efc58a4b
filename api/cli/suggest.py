"""locard suggest: what to look at next."""

from __future__ import annotations

import typer

from api.cli.console import err, out
from api.installation import Installation
from api.progress import bars
from api.settings import Settings
from api.stages import suggest as stage


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest")(suggest)


def suggest() -> None:
    """Compute suggestions from the graph: hypotheses about links, each with its paths and records.

    A suggestion changes nothing and says nothing about a person's character.
    """
    with Installation(Settings()) as house, bars(err) as tell:
        written = stage.suggest(house, tell)
    out.print(f"{written} suggestions written")
