"""Two graph servers for the tests of this room, each started once and emptied between tests.

A real Neo4j comes from LOCARD_TEST_NEO4J_URI, _USER and _PASSWORD, or else from ../shared/neo4j beside the
repository; where neither is there, its half is skipped with the reason printed.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "neo4j"
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
def neo4j_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A real Neo4j: the one of the environment, or one started for this test run."""
    if uri := os.environ.get("LOCARD_TEST_NEO4J_URI"):
        user = os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j")
        with GraphStore.connect(uri, user, os.environ["LOCARD_TEST_NEO4J_PASSWORD"], "neo4j") as store:
            store.prepare()
            yield store
    elif (SHARED / "start").exists():
        yield from _started(tmp_path_factory.mktemp("neo4j"))
    else:
        pytest.skip("no Neo4j: set LOCARD_TEST_NEO4J_URI, or put shared/neo4j beside the repository")


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """An empty graph with its schema, on each of the two servers in turn."""
    store: GraphStore = request.getfixturevalue(f"{request.param}_store")
    empty(store)
    return store


def empty(store: GraphStore) -> None:
    """Delete all nodes, also the places of the projections."""
    with store.driver.session(database=store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())


def _started(path: Path) -> Iterator[GraphStore]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    subprocess.run([SHARED / "start", path, port], check=True, timeout=120, capture_output=True)
    try:
        with GraphStore.connect(f"bolt://127.0.0.1:{port}", "neo4j", "locard-test", "neo4j") as store:
            store.prepare()
            yield store
    finally:
        subprocess.run([SHARED / "stop", path], check=True, timeout=60, capture_output=True)
