"""Which code reads records: a digest of it, so that mentions made by another version are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

NOT_READING = ("synthetic", "training", "__pycache__")
SUFFIXES = (".py", ".yaml", ".txt", ".tsv", ".csv", ".json", ".npz", ".bin")


@cache
def reading_version() -> str:
    """12 hex digits over all code and data that read a record; feeds have versions of their own."""
    sha = hashlib.sha256()
    _add(sha, resources.files("ingest"), "")
    return sha.hexdigest()[:12]


def _add(sha: hashlib._Hash, folder: Traversable, path: str) -> None:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{item.name}"
        if item.is_dir() and item.name not in NOT_READING:
            _add(sha, item, name)
        elif item.is_file() and item.name.endswith(SUFFIXES) and not _is_feed(name):
            sha.update(name.encode() + b"\0" + item.read_bytes() + b"\0")


def _is_feed(name: str) -> bool:
    return name.startswith("/feeds/") and name.endswith(".yaml")
