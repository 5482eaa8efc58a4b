"""locard world: a made-up society on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from ingest.synthetic import generate


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("world")(world)


def world(
    folder: Annotated[Path, typer.Argument(help="Where to write it; a new folder, or one that this made.")],
    persons: Annotated[
        int, typer.Option(help="Persons in it, up to a million.", min=20, max=1_000_000)
    ] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed and size give the same bytes.")] = 1,
) -> None:
    """Make a small Belgian society and the records that police systems would hold about it.

    `input` holds one file or folder per feed, `truth` who is who, for measuring alone. Nobody in it
    exists, and its national numbers are marked as made up.
    """
    with err.status(f"making a society of {persons:,} persons"):
        made = generate(folder, persons, seed)
    table = Table("feed", "records", box=None)
    for feed, count in made.counts.items():
        table.add_row(feed, f"{count:,}")
    out.print(table)
    out.print(f"{made.texts:,} texts, {made.seconds:.1f} s")
    if made.ceiling is not None:
        out.print(f"B³ F1 that a perfect judge of the rows could reach: {made.ceiling:.3f}")
