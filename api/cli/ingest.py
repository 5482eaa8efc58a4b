"""locard ingest: files in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.progress import bars
from api.settings import Settings
from api.stages.receive import Received, receive, rejects_folder
from ingest.feeds import load
from ledger.entry import Receipt


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files of the feed's format.")],
    feed: Annotated[str, typer.Option(help="Name of a feed (see `locard feeds`) or path of its YAML file.")],
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Print each record's id once it is safe.")
    ] = False,
    collected_anew: Annotated[
        bool,
        typer.Option(
            "--collected-anew", help="Also take in what was erased: it was lawfully collected again."
        ),
    ] = False,
    process: Annotated[
        bool, typer.Option(help="Go on to mentions, clusters, graph and suggestions.")
    ] = False,
) -> None:
    """Take records in. The same input twice changes nothing.

    A record is safe when its line is printed (--acknowledge) or the command has ended: kill it at any
    moment and start it again. A row that cannot be used goes to a rejects file with the reason; mend it
    there and send that file through the same feed.
    """
    with Installation(Settings()) as house, bars(err) as tell:
        known = load(feed)
        received = receive(house, paths, known, tell, _print if acknowledge else None, collected_anew)
        _say(received, rejects_folder(house), known.name)
        if process:
            bring_up_to_date(house, tell)


def _print(receipts: Sequence[Receipt]) -> None:
    print("\n".join(receipt.record_id for receipt in receipts), flush=True)


def _say(received: Received, folder: Path, feed: str) -> None:
    r = received
    err.print(f"{r.total} rows: {r.new} new, {r.known} known already, {r.rejected} rejected")
    if r.rejected:
        err.print(f"the rejected rows lie in {folder}, in files named {feed}…, each with its reason in the")
        err.print("column locard_reason; mend them there and run the same command on that file")
    if r.total == 0:
        err.print("there was nothing to read: the files hold no rows")
