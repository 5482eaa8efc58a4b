"""Installations of the tests: real ones, over a graph server that runs already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from servers import lent

from api.installation import GRAPH, Installation
from api.settings import Settings


@contextmanager
def installation(folder: Path, server: str = "embedded", **more: Any) -> Iterator[Installation]:
    """An empty installation in `folder`/data; commands on that folder find the same embedded graph."""
    data = folder / "data"
    data.mkdir(mode=0o700, parents=True)
    with lent(server) as graph:
        if graph.home:
            (data / GRAPH).symlink_to(graph.home)
        settings = {"data": data, "graph_idle_seconds": 2.0, "graph_memory": "512m", **graph.settings, **more}
        with Installation(Settings(**settings)) as made:
            yield made
