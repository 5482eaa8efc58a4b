"""The edge as the tests reach it: a real server on a free loopback port, and a client that asks it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from chart_world import ChartWorld

from api.app import create_app
from api.edge import edge as edge_of
from api.graphql.context import House
from api.installation import Installation
from ledger.ledger import Ledger

PURPOSE = {"X-Locard-Case": "GE.20.LB.000001/2026", "X-Locard-Reason": "A%20test%20of%20the%20edge"}


@dataclass
class Edge:
    """The house, a client of its server, and the world behind it."""

    house: House
    client: httpx.Client
    world: ChartWorld
    ledger: Ledger

    @property
    def address(self) -> str:
        """Where the server listens."""
        return str(self.client.base_url)

    def ask(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> dict[str, Any]:
        """The whole answer to one query."""
        return asked(self.client, query, PURPOSE if headers is None else headers, **variables)

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of a query that goes well."""
        answer = self.ask(query, **variables)
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    def refusal(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> dict[str, Any]:
        """What the error of a query that goes wrong says beside its message."""
        (error,) = self.ask(query, headers, **variables)["errors"]
        extensions: dict[str, Any] = error.get("extensions", {})
        return extensions


def asked(client: httpx.Client, query: str, headers: dict[str, str], **variables: Any) -> dict[str, Any]:
    """The whole answer to one query."""
    body = {"query": query, "variables": variables}
    answer: dict[str, Any] = client.post("/graphql", json=body, headers=headers).json()
    return answer


@contextmanager
def served(house: Installation) -> Iterator[Edge]:
    """The edge of an installation of one's own."""
    built = edge_of(house)
    with serving(built) as client:
        yield Edge(built, client, None, house.ledger)  # type: ignore[arg-type]


@contextmanager
def serving(house: House) -> Iterator[httpx.Client]:
    """A client of a server of this house, which ends with it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(create_app(house), log_level="warning", ws="none", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=20)
