"""locard demo: the whole chain on a made-up society."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import serve
from api.cli.console import err, out
from api.demo import Demo, run_demo, summary_table
from api.installation import Installation
from api.progress import bars
from api.ready import ASSIGNED, CASE, WHO, accounts_table, ready_accounts
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    persons: Annotated[int, typer.Option(help="Persons in the made-up society.", min=20)] = 2000,
    seed: Annotated[int, typer.Option(help="Seed of the society: the same seed gives the same files.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start again from nothing.")] = False,
    serve_page: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the page at the end.")] = True,
    port: Annotated[
        int | None, typer.Option(help="Port of the page; 0 takes any free one.", min=0, max=65535)
    ] = None,
) -> None:
    """Make a small Belgian society, take its records in, resolve, draw the graph, measure, and serve it.

    Everything lies in the folder `demo` of the data directory, with a ledger and a graph of its own
    whatever else is configured; nobody in it exists. A second run uses what is there.
    """
    settings = Settings().apart("demo")
    with Installation(settings) as house:
        if fresh:
            house.remove()
        with bars(err) as tell:
            done = run_demo(house, Demo(persons, seed), tell)
        out.print(summary_table(done))
        for line in done.reused:
            out.print(f"reused: {line}")
        out.print(accounts_table(ready_accounts(house)))
        out.print(
            f"the closed case is {CASE}: one of them finds {WHO}, one may break its glass", soft_wrap=True
        )
        out.print(
            f"at the terminal: LOCARD_DATA={settings.data} locard … --as {ASSIGNED} --case … --reason …",
            soft_wrap=True,
        )
        if serve_page:
            serve.run(house, settings.port if port is None else port)
