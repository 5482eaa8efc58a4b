"""Which code resolves: a digest of it, so that what another version resolved is not built upon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

NOT_RESOLVING = ("link", "history", "quality", "spoken", "__pycache__")
"""Folders that tell, measure or link tables: with other words in them who is who stays what it was."""
SUFFIXES = (".py", ".yaml")


@cache
def resolving_version() -> str:
    """12 hex digits over all code and data that decide who is who."""
    return version_of(resources.files("resolution"))


def version_of(folder: Traversable) -> str:
    """The same of a folder that holds such code."""
    sha = hashlib.sha256()
    for path, item in _files(folder, ""):
        sha.update(path.encode() + b"\0" + item.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{item.name}"
        if item.is_dir() and item.name not in NOT_RESOLVING:
            yield from _files(item, name)
        elif item.is_file() and item.name.endswith(SUFFIXES):
            yield name, item
