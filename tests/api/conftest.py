"""Fixtures of this room: one edge over one made-up world, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chart_world import house
from edge import Edge, serving

from graph.store.embedded import attach
from graph.store.options import Options
from ledger.ledger import Ledger


@pytest.fixture(scope="session")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """A real graph, a real ledger and a real server."""
    folder = tmp_path_factory.mktemp("edge")
    options = Options(memory="512m", linger=2.0)
    with (
        attach(folder / "graph", options) as store,
        Ledger.open(f"sqlite:///{folder / 'ledger.db'}") as ledger,
    ):
        built, world = house(store, ledger)
        with serving(built) as client:
            yield Edge(built, client, world, ledger)
