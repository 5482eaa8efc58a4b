"""Puts the commands together, and turns Locard's errors into one line that says what to do."""

from __future__ import annotations

import os
import sqlite3
import sys

import typer
from pydantic import ValidationError

from api.cli.commands import Unread
from api.cli.console import err
from api.log import configure
from api.settings import Settings
from graph.local import fault
from ledger.errors import LocardError

HELP = """Locard: records in, one graph out, each thing with its source.

Everything lies in one data directory ([bold]LOCARD_DATA[/bold], default ./data). Start with
[bold]locard demo[/bold], or with [bold]locard ingest FILE --feed NAME[/bold] on data of your own.
"""

app = typer.Typer(
    name="locard", cls=Unread, no_args_is_help=True, rich_markup_mode="rich", add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
app.callback(help=HELP)(lambda: None)


def main() -> None:
    """Run one command; exit code 2 for wrong input, 1 for what failed."""
    os.umask(0o077)  # what Locard writes holds persons' data: it is its owner's alone
    try:
        configure(Settings().log)
        app()
    except ValidationError as error:
        for wrong in error.errors():
            name = "_".join(map(str, wrong["loc"])).upper()
            err.print(f"[red]locard:[/red] LOCARD_{name}: {wrong['msg']}", soft_wrap=True)
        sys.exit(2)
    except OSError as error:
        err.print(f"[red]locard:[/red] {error.strerror or error}: {error.filename or ''}", soft_wrap=True)
        sys.exit(1)
    except sqlite3.Error as error:
        err.print(f"[red]locard:[/red] {fault(error).detail}", soft_wrap=True)
        sys.exit(1)
    except LocardError as error:
        err.print(f"[red]locard:[/red] {error.detail}", soft_wrap=True)
        sys.exit(2 if error.status < 500 else 1)
