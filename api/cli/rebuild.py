"""locard rebuild: every projection again, from the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.installation import Installation
from api.pipeline import rebuild as derive_again
from api.pipeline import rebuild_files
from api.progress import bars
from api.settings import Settings

FILES = typer.Option(help="write the graph as files for neo4j-admin into this folder, and print the command")

NEXT = "Stop the server, run this where its data are, start it again; then: locard suggest"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rebuild")(rebuild)


def rebuild(files: Annotated[Path | None, FILES] = None) -> None:
    """Throw mentions, clusters, graph and suggestions away and derive them again from the ledger.

    The ledger is the only truth and stays as it is. Use this after moving to another graph server; with
    --files where that is a Neo4j and the graph too large to be sent to it:

    locard rebuild --files /var/tmp/graph
    """
    with Installation(Settings()) as house, bars(err) as tell:
        if files is not None:
            told = rebuild_files(house, files, tell)
            out.print(NEXT)
            out.print(told, soft_wrap=True)
            return
        run = derive_again(house, tell)
    for stage, seconds in run.seconds.items():
        out.print(f"{stage:<12} {run.counts[stage]:>9}  {seconds:6.1f} s")
