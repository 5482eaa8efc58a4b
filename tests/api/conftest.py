"""Fixtures of this room: one edge over one made-up world, started once; a browser for each file that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chart_world import house
from chromium import chromium
from edge import Edge, served, serving
from page_house import installed
from playwright.sync_api import BrowserContext

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


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """The installation of `page_house` on a real server; who shares it leaves others' records alone."""
    with installed(tmp_path_factory.mktemp("people")) as house, served(house) as people:
        yield people


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a profile of its own."""
    with chromium(tmp_path_factory.mktemp("profile")) as context:
        yield context
