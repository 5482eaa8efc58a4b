"""Two graph servers for the tests of this room, each started once and emptied between tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import emptied, lent

from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

OPTIONS = Options(memory="512m", linger=2.0, command=10.0)


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the embedded server of this test run."""
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture(scope="session")
def embedded_store(embedded_home: Path) -> Iterator[GraphStore]:
    """The embedded server of this test run."""
    with attach(embedded_home, OPTIONS) as store:
        yield store


@pytest.fixture(scope="session")
def neo4j_store() -> Iterator[GraphStore]:
    """A real Neo4j: the one of the environment, or one started for this test run."""
    with lent("neo4j") as server:
        yield server.store


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """An empty graph with its schema, on each of the two servers in turn."""
    store: GraphStore = request.getfixturevalue(f"{request.param}_store")
    emptied(store)
    store.prepare()  # a first load that another writer stopped leaves no indexes behind
    return store
