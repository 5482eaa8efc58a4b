"""The first load of the embedded server: its batch API on its loopback port, which keeps no log of changes.

So what was begun and not finished cannot be repaired: a file in the data directory says that a load is on
its way, and a server that starts beside such a file begins with an empty database.
"""

from __future__ import annotations

import base64
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import orjson

from graph.load.ahead import Turns
from graph.load.whole import Link, Node, Page
from graph.store.embedded import AttachedStore
from graph.store.fulltext import declared, sql
from graph.store.home import DATABASE, USER
from graph.store.locks import held
from ledger.errors import Unavailable

BYTES, NODES, LINKS = 32_000_000, 5_000, 50_000
"""Of one message; one line may be larger. The server says of at most 10,000 nodes where it put them, and
writes what links a node has once for all links of a message.
"""
SECONDS = 3_600.0
"""For one answer: the full text of a large graph is made in one."""


class EmbeddedTarget:
    """Nodes and links into the embedded server; `begin` before, `settle` when all is there."""

    def __init__(self, store: AttachedStore) -> None:
        self._store = store
        self._rids: dict[bytes, str] = {}
        self._types: set[tuple[str, ...]] = set()
        # One at a time: the next page is made while the server writes the last one.
        self._turns = Turns(1, 1)

    def begin(self) -> None:
        """Say on the disk that a load is on its way; take the full text away, which is made at the end."""
        with self._store.home.loading.open("wb") as file:
            os.fsync(file.fileno())
        self._sql(f"DROP INDEX `{declared().index(embedded=True)}` IF EXISTS")

    def add(self, page: Page) -> tuple[int, list[Link]]:
        """Write a page with the links within it; returns how many were by now, and those that wait."""
        return self._turns.give(partial(self._add, page)), page.across

    def join(self, parts: Iterator[list[Link]]) -> Iterator[int]:
        """Write the links that waited, but for those of which an end is not there; yields how many were."""
        for part in parts:
            yield self._turns.give(partial(self._join, part))
        yield self._turns.rest()

    def settle(self) -> None:
        """Make the full text; return when all of it is on the disk."""
        for text in sql():
            self._sql(text)
        settling, home = self._store.home.settling, self._store.home
        settling.touch()
        end = time.monotonic() + SECONDS
        while settling.exists():
            if time.monotonic() > end or not self._store.address.is_alive():
                told = "the graph server ended or hangs while it writes to disk; run the command again"
                raise Unavailable(f"{told} (see {home.log})")
            time.sleep(0.05)

    def close(self) -> None:
        """End what is under way, and forget where nodes are."""
        self._turns.close()
        self._rids.clear()

    def _add(self, page: Page) -> int:
        self._declare(page.nodes, ())
        for id_, rid in self._post([orjson.dumps(_vertex(node)) for node in page.nodes], NODES).items():
            self._rids[bytes.fromhex(id_)] = rid
        made = self._join(page.within)
        # No link between pages begins or ends at a mention.
        for node in page.nodes:
            if node.labels == ("Mention",):
                del self._rids[bytes.fromhex(node.values["id"])]
        return made

    def _join(self, links: Sequence[Link]) -> int:
        self._declare((), links)
        edges = self._edges(links)
        self._post(edges, LINKS)
        return len(edges)

    def _edges(self, links: Iterable[Link]) -> list[bytes]:
        """The links of which both ends are there, as edges between places in the database."""
        told = []
        for link in links:
            start, end = self._place(link.start), self._place(link.end)
            if start and end:
                told.append(orjson.dumps(_edge(link, start, end)))
        return told

    def _place(self, id_: str) -> str:
        return self._rids.get(bytes.fromhex(id_), "")

    def _declare(self, nodes: Sequence[Node], links: Iterable[Link]) -> None:
        """Make the types that the server's Cypher would make of labels when it first meets them."""
        for labels in sorted({node.labels for node in nodes} - self._types):
            for label in labels:
                self._sql(f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
            if len(labels) > 1:
                above = ", ".join(f"`{label}`" for label in sorted(labels))
                self._sql(f"CREATE VERTEX TYPE `{_type(labels)}` IF NOT EXISTS EXTENDS {above}")
            self._types.add(labels)
        for type_ in sorted({(link.type,) for link in links} - self._types):
            self._sql(f"CREATE EDGE TYPE `{type_[0]}` IF NOT EXISTS")
            self._types.add(type_)

    def _sql(self, text: str) -> None:
        self._send(f"command/{DATABASE}", orjson.dumps({"language": "sql", "command": text}), "json")

    def _post(self, lines: Iterable[bytes], most: int) -> dict[str, str]:
        """Vertices or edges, at most so many in a message; where each vertex is, by its id."""
        places: dict[str, str] = {}
        for some in messages(lines, most):
            answer = self._send(f"batch/{DATABASE}?lightEdges=false", b"\n".join(some) + b"\n", "x-ndjson")
            if answer["verticesCreated"] + answer["edgesCreated"] != len(some):
                raise Unavailable(
                    f"the graph server took a part of {len(some)} nodes and links; run the command again"
                )
            found = answer.get("idMapping") or {}
            if len(found) != answer["verticesCreated"]:
                raise Unavailable("the graph server does not say where it put the nodes; see its log")
            places |= found
        return places

    def _send(self, path: str, body: bytes, kind: str) -> Any:
        address = self._store.address
        key = base64.b64encode(f"{USER}:{address.password}".encode()).decode()
        head = {"Authorization": f"Basic {key}", "Content-Type": f"application/{kind}"}
        request = urllib.request.Request(f"http://127.0.0.1:{address.http}/api/v1/{path}", body, head)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return orjson.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                told = error.read().decode(errors="replace")[:500]
            raise Unavailable(f"the first load of the graph failed: {told}; run the command again") from error
        except OSError as error:
            told = f"the graph server went away during the first load ({error}); run the command again"
            raise Unavailable(told) from error


def forget(store: AttachedStore) -> None:
    """End the server and its database after an unfinished load: the next one starts with an empty graph."""
    home, pid = store.home, store.address.pid
    if store.address.is_alive():
        os.kill(pid, signal.SIGTERM)
    with held(home.serving, store.options.starting) as free:
        if not free:
            raise Unavailable(f"process {pid} of the graph server does not end; end it and try again")


def messages(lines: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """Lines in their order, at most so many together, and not more than one message may hold."""
    message: list[bytes] = []
    size = 0
    for line in lines:
        if message and (len(message) == most or size + len(line) > BYTES):
            yield message
            message, size = [], 0
        message.append(line)
        size += len(line)
    if message:
        yield message


def _vertex(node: Node) -> dict[str, Any]:
    return {"@type": "vertex", "@class": _type(node.labels), "@id": node.values["id"], **node.values}


def _edge(link: Link, start: str, end: str) -> dict[str, Any]:
    return {"@type": "edge", "@class": link.type, "@from": start, "@to": end, **link.values}


def _type(labels: tuple[str, ...]) -> str:
    """What the server calls a combination of labels."""
    return "~".join(sorted(labels))
