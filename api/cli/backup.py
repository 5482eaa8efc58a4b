"""locard backup: what cannot be derived again, into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.backup import backup as made
from api.cli.console import err, out
from api.installation import Installation
from api.progress import bars
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backup")(backup)


def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder; one for each backup.")],
    content: Annotated[
        bool,
        typer.Option("--hash/--no-hash", help="Keep the graph's content hash, to compare after a restore."),
    ] = True,
) -> None:
    """Copy ledger, history, passages and rejects, while the program runs.

    Example:

    locard backup /backup/locard-2026-05-03

    The keys and journals of erasures are not in it: keep a copy of their folder elsewhere. Mentions,
    clusters and the graph are derived again by `locard restore`.
    """
    with Installation(Settings()) as house, bars(err) as tell:
        kept = made(house, folder, content, tell)
        keys = house.settings.keys_folder
    size = sum(size for size, _ in kept.files.values())
    out.print(
        f"backup of {kept.head} entries, {len(kept.files)} files, {size / 2**20:.1f} MiB", soft_wrap=True
    )
    out.print(f"content hash {kept.content or 'not kept: the graph was behind the ledger'}", soft_wrap=True)
    err.print(f"keep {keys} apart from it: what it holds must not lie beside this backup", soft_wrap=True)
