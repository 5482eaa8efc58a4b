"""The command line: `locard COMMAND`, one file per command."""

from api.cli.app import main

__all__ = ["main"]
