"""The graph servers of a test run: started when one is first asked for, lent emptied, ended with the run.

A real Neo4j is the one of LOCARD_TEST_NEO4J_URI, _USER and _PASSWORD, or else ../shared/neo4j beside the
repository; where neither is there, its tests are skipped with the reason printed.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "neo4j"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


@dataclass(frozen=True)
class Server:
    """A graph server: a store on it, and how an installation finds it: by settings, or in a folder."""

    store: GraphStore
    settings: dict[str, Any]
    home: Path | None = None


_running = ExitStack()
_free: dict[str, list[Server]] = defaultdict(list)


@contextmanager
def lent(name: str) -> Iterator[Server]:
    """An empty graph on a warm server, "embedded" or "neo4j", that nobody else has for as long.

    Not for tests that kill the server, or that look at its files: they start their own.
    """
    server = _free[name].pop() if _free[name] else _begun(name)
    emptied(server.store)
    server.store.prepare()  # a first load that was cut off leaves no indexes behind
    yield server
    _free[name].append(server)  # after a failure it is not lent again: who knows what still runs there


def emptied(store: GraphStore) -> None:
    """Delete all nodes, also the places of the projections."""
    with store.driver.session(database=store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())


def end() -> None:
    """End all servers that were started here."""
    _free.clear()
    _running.close()


@contextmanager
def neo4j(folder: Path, port: int) -> Iterator[str]:
    """A real Neo4j of one's own, with its data in a folder; its address. Its password is locard-test."""
    try:
        subprocess.run([SHARED / "start", folder, str(port)], check=True, timeout=120, capture_output=True)
        yield f"bolt://127.0.0.1:{port}"
    finally:
        subprocess.run([SHARED / "stop", folder], check=True, timeout=60, capture_output=True)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _begun(name: str) -> Server:
    if name == "embedded":
        store = _running.enter_context(attach(_folder(), Options(memory="512m", linger=2.0, starting=180.0)))
        return Server(store, {}, store.home.path)
    if uri := os.environ.get("LOCARD_TEST_NEO4J_URI"):
        if WORKER:
            pytest.fail("LOCARD_TEST_NEO4J_URI is one server for all: run the tests with -n 0")
        user = os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j")
        return _connected(uri, user, os.environ["LOCARD_TEST_NEO4J_PASSWORD"])
    if not (SHARED / "start").exists():
        pytest.skip("no Neo4j: set LOCARD_TEST_NEO4J_URI, or put shared/neo4j beside the repository")
    return _connected(_running.enter_context(neo4j(_folder(), free_port())), "neo4j", "locard-test")


def _folder() -> Path:
    return Path(_running.enter_context(tempfile.TemporaryDirectory(prefix="locard-test-")))


def _connected(uri: str, user: str, password: str) -> Server:
    store = _running.enter_context(GraphStore.connect(uri, user, password, "neo4j"))
    store.prepare()
    return Server(store, {"graph_uri": uri, "graph_user": user, "graph_password": password})
