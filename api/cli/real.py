"""locard real: the chain on public data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from api.progress import bars
from api.real import Checked, run_febrl, run_pole
from api.settings import Settings

POLE = Path("../shared/data/pole/pole-data-importer.zip")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("real")(real)


def real(
    pole: Annotated[Path, typer.Option(help="The zip of the POLE crime data.")] = POLE,
    febrl: Annotated[int, typer.Option(help="Which FEBRL set (1 to 4); 0 leaves FEBRL out.", max=4)] = 3,
) -> None:
    """Run the chain on public data and print counts beside those of the files.

    POLE is crime data of Greater Manchester with fictitious persons, FEBRL invented persons with typing
    errors and a known truth. Both stay outside the repository; each gets a folder in the data directory.
    """
    settings = Settings()
    with bars(err) as tell:
        if pole.is_file():
            out.print(_table("POLE", run_pole(settings, pole, tell)))
        else:
            out.print(f"POLE is left out: there is no {pole}; give its place with --pole")
        if febrl:
            out.print(_table(f"FEBRL {febrl}", run_febrl(settings, febrl, tell)))


def _table(title: str, rows: list[Checked]) -> Table:
    table = Table("what", "in the files", "in the graph", "", title=title, box=None)
    for row in rows:
        table.add_row(row.what, row.files, row.graph, row.note)
    return table
