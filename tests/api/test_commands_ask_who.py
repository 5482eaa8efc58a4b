"""Each command that reads what is known about persons asks who looks; the others are named here, with why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.cli.app import app
from api.cli.commands import WHERE, whole

OWN_FILES = {"extract", "feeds", "link", "real", "world", "train facts", "train ner", "policy check"}
"""They read files that they are given, or none."""
TAKE_IN = {"ingest", "import", "passages add"}
"""They take in, and print counts and ids."""
UPKEEP = {
    "backup", "check", "demo", "rebuild", "register", "resolve", "restore", "serve", "status", "suggest",
    "passages status", "audit verify", "audit heads",
}  # fmt: skip
"""They compute, copy or count for the owner of the data directory, and print nothing about a person."""
ACCOUNTS = {
    "users add", "users change", "users close", "users list", "assign", "unassign", "policy explain",
    "tokens add", "tokens list", "tokens end",
}  # fmt: skip
"""They are about accounts, for the owner of the data directory."""


def commands(at: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    within = getattr(at, "commands", {})
    if not within or at.invoke_without_command:
        yield name, at
    for word, one in within.items():
        yield from commands(one, f"{name} {word}".strip())


def test_a_command_asks_who_looks_or_is_named_here() -> None:
    silent = {
        name for name, one in commands(whole(app)) if not any("--as" in given.opts for given in one.params)
    }
    assert silent == OWN_FILES | TAKE_IN | UPKEEP | ACCOUNTS


def test_each_command_says_in_the_list_what_its_own_help_begins_with() -> None:
    read = {name: one.get_short_help_str(200) for name, one in whole(app).commands.items()}
    assert read == {name: command.what for name, command in WHERE.items()}
