"""Which code writes the graph: a digest of it, so that a graph written by another version is written anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

FOLDERS = (("graph", "derive"), ("cypher", "writes"))


@cache
def writing_version() -> str:
    """12 hex digits over all code and statements that decide what stands in the graph."""
    sha = hashlib.sha256()
    for room, folder in FOLDERS:
        for item in sorted(resources.files(room).joinpath(folder).iterdir(), key=lambda item: item.name):
            if item.is_file() and item.name.endswith((".py", ".cypher")):
                sha.update(f"{room}/{folder}/{item.name}".encode() + b"\0" + item.read_bytes() + b"\0")
    return sha.hexdigest()[:12]
