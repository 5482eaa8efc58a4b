"""locard restore: an installation from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.progress import bars
from api.restore import Restored
from api.restore import restore as put_back
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("restore")(restore)


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `locard backup` wrote.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Put a data directory that is not empty aside, empty a graph server."),
    ] = False,
    process: Annotated[bool, typer.Option(help="Derive mentions, clusters and graph, and compare.")] = True,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="Even if the journal of erasures is lost.")
    ] = False,
) -> None:
    """Put a backup into an empty installation, verified file by file and by content hash.

    Example:

    LOCARD_DATA=/srv/locard locard restore /backup/locard-2026-05-03

    What was erased since the backup is erased again. End all other commands first.
    """
    with bars(err) as tell:
        done = put_back(Settings(), folder, force, process, without_keys, tell)
    out.print(f"restored: {done.head} entries, of the backup of {done.kept.made}", soft_wrap=True)
    if done.repeated:
        out.print(f"{done.repeated} erasures since then were repeated")
    if done.aside:
        out.print(f"what was there before lies in {done.aside}: remove it when all is well", soft_wrap=True)
    out.print(_told(done), soft_wrap=True)


def _told(done: Restored) -> str:
    if not done.content:
        return "the graph was not derived: run locard resolve"
    if not done.comparable:
        why = "erasures were repeated" if done.repeated else "the backup has none"
        return f"content hash {done.content}; not compared: {why}"
    same = done.content == done.kept.content
    return (
        f"content hash {done.content}; {'as at the backup' if same else 'another version of Locard reads it'}"
    )
