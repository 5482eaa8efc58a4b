"""Both graph servers for the tests of this room that compare what they hold."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "neo4j"


@contextmanager
def started(name: str, folder: Path) -> Iterator[GraphStore]:
    """The embedded server, or a real Neo4j: that of the environment, or one that is started here."""
    if name == "embedded":
        with attach(folder, Options(memory="512m", linger=2.0)) as store:
            yield store
    elif uri := os.environ.get("LOCARD_TEST_NEO4J_URI"):
        user = os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j")
        with _connected(uri, user, os.environ["LOCARD_TEST_NEO4J_PASSWORD"]) as store:
            yield store
    elif (SHARED / "start").exists():
        with _neo4j(folder) as store:
            yield store
    else:
        pytest.skip("no Neo4j: set LOCARD_TEST_NEO4J_URI, or put shared/neo4j beside the repository")


def emptied(store: GraphStore) -> None:
    """Delete all nodes, also the places of the projections."""
    with store.driver.session(database=store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())


@contextmanager
def _neo4j(folder: Path) -> Iterator[GraphStore]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    subprocess.run([SHARED / "start", folder, port], check=True, timeout=120, capture_output=True)
    try:
        with _connected(f"bolt://127.0.0.1:{port}", "neo4j", "locard-test") as store:
            yield store
    finally:
        subprocess.run([SHARED / "stop", folder], check=True, timeout=60, capture_output=True)


@contextmanager
def _connected(uri: str, user: str, password: str) -> Iterator[GraphStore]:
    with GraphStore.connect(uri, user, password, "neo4j") as store:
        store.prepare()
        yield store
