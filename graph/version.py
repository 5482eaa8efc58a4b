"""Which code writes the graph: a digest of it, so that a graph written by another version is written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

FOLDERS = (("graph", "derive"), ("cypher", "writes"))
FILES = (("policy", "grades.py"), ("policy", "grades.yaml"))
"""What the grade of a link on the common scale is taken from."""


@cache
def writing_version() -> str:
    """12 hex digits over all code, statements and tables that decide what stands in the graph."""
    sha = hashlib.sha256()
    for name, item in writing():
        sha.update(name.encode() + b"\0" + item.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def writing() -> Iterator[tuple[str, Traversable]]:
    """These files, by room, folder and name."""
    for room, folder in FOLDERS:
        for item in sorted(resources.files(room).joinpath(folder).iterdir(), key=lambda item: item.name):
            if item.is_file() and item.name.endswith((".py", ".cypher")):
                yield f"{room}/{folder}/{item.name}", item
    for room, name in FILES:
        yield f"{room}/{name}", resources.files(room).joinpath(name)
