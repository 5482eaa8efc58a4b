"""locard rebuild: every projection again, from the ledger."""

from __future__ import annotations

import typer

from api.cli.console import err, out
from api.installation import Installation
from api.pipeline import rebuild as derive_again
from api.progress import bars
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rebuild")(rebuild)


def rebuild() -> None:
    """Throw mentions, clusters, graph and suggestions away and derive them again from the ledger.

    The ledger is the only truth and stays as it is. Use this after moving to another graph server.
    """
    with Installation(Settings()) as house, bars(err) as tell:
        run = derive_again(house, tell)
    for stage, seconds in run.seconds.items():
        out.print(f"{stage:<12} {run.counts[stage]:>9}  {seconds:6.1f} s")
