"""locard status: how far each stage is."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out
from api.installation import Installation
from api.settings import Settings
from api.stages.project import NAME as GRAPH
from api.stages.project import incarnation as graph_of
from api.stages.project import position, written
from api.stages.remember import remembered
from api.stages.suggest import NAME as SUGGESTIONS
from api.stages.understand import incarnation
from api.stages.words import incarnation as words_of
from graph.content_hash import content_hash

ANEW = "made by another version: the next run makes them anew"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)


def status(
    content: Annotated[bool, typer.Option("--hash", help="Print the content hash of the graph too.")] = False,
) -> None:
    """Show how far each projection is behind the ledger, and what is in it.

    Equal ledgers and versions give an equal content hash, whatever the order of arrival.
    """
    with Installation(Settings()) as house:
        table = Table("what", "position", "of", "state", box=None)
        for row in _rows(house):
            table.add_row(*map(str, row))
        out.print(table)
        if house.repeated:
            out.print(f"an older copy of the ledger was put back: {house.repeated} erasures were repeated")
        for type_, count in house.mentions.counts().items():
            out.print(f"  {type_:<14}{count:>9} mentions")
        if content:
            out.print(f"content hash {content_hash(house.store)}", soft_wrap=True)


def _rows(house: Installation) -> list[tuple[str, int, int, str]]:
    ledger = house.ledger.status()
    head, log = int(ledger["head"]), house.clusters.head()
    rows = [("ledger", head, head, f"{ledger['records']} records, {ledger['audit']} lines in the log")]
    for what, kept, wanted in (
        ("mentions", house.mentions, incarnation(house)),
        ("older versions", house.past, remembered(house)),
        ("words of texts", house.words, words_of(house)),
    ):
        stale = kept.incarnation not in ("", wanted)
        rows.append((what, kept.position, head, ANEW if stale else _behind(kept.position, head)))
    layers = house.clusters.layers()
    if not layers:  # else what follows them would look as if nothing were missing
        rows.append(("clusters", 0, house.mentions.position, _behind(0, house.mentions.position)))
    for layer in layers:
        at = house.clusters.position(layer)
        rows.append((f"clusters {layer}", at, house.mentions.position, _behind(at, house.mentions.position)))
    for name, of in ((GRAPH, log), (SUGGESTIONS, log)):
        at = position(house, name)
        stale = name == GRAPH and written(house) not in ("", graph_of(house))
        rows.append((name, at, of, ANEW if stale else _behind(at, of)))
    return rows


def _behind(at: int, of: int) -> str:
    return "up to date" if at == of else f"{of - at} behind: the next run goes on from here"
