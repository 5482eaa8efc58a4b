"""locard feeds: what can come in."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out
from api.settings import Settings
from ingest.feeds import load, names


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("feeds")(feeds)


def feeds(name: Annotated[str, typer.Argument(help="Show the YAML of this feed.")] = "") -> None:
    """List the feeds that Locard ships, or print one to copy and change."""
    if name:
        print(load(name).yaml, end="")
        return
    lang = Settings().lang
    table = Table("feed", "source", "domain", "format", "what", box=None)
    for known in names():
        feed = load(known)
        table.add_row(feed.name, feed.source, feed.domain, feed.format, feed.labels.get(lang, feed.name))
    out.print(table)
