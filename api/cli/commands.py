"""The commands as `locard --help` lists them; the file of one is imported when that command is asked for.

To import all of them takes seconds, for they use torch, DuckDB and the rest of the house.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from ledger.located import from_yaml


class Command(NamedTuple):
    """A command before it is read: the file in this folder, and the first sentence of its help."""

    file: str
    what: str


COMMANDS = {
    heading: {name: Command(**command) for name, command in part.items()}
    for heading, part in from_yaml(files("api.cli").joinpath("commands.yaml").read_text("utf-8")).items()
}
"""By the heading that they stand under, in the order of the help."""
WHERE = {name: command for part in COMMANDS.values() for name, command in part.items()}


class Unread(TyperGroup):
    """All commands by name and first sentence; one becomes real when it is resolved."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for heading, part in COMMANDS.items():
            for name, command in part.items():
                self.add_command(TyperCommand(name, help=command.what, rich_help_panel=heading))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Read the file of what is asked for, and go on as any group does."""
        if args:
            self.read(args[0])
        return super().resolve_command(ctx, args)

    def read(self, name: str) -> None:
        """Put the commands of this one's file in their places; a name that is none changes nothing."""
        if name not in WHERE:
            return
        part = typer.Typer(rich_markup_mode="rich")
        import_module(f"api.cli.{WHERE[name].file}").register(part)
        self.commands.update(typer.main.get_group(part).commands)


def whole(app: typer.Typer) -> Any:
    """The group with all its commands read: for tests and documents that look at every one."""
    group = typer.main.get_command(app)
    for name in WHERE:
        group.read(name)  # type: ignore[attr-defined]
    return group
