"""A connection that is cut and a server that is started again: what was committed is there, once."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from derived import empty, load_into, small

from graph.content_hash import content_hash
from graph.store import GraphStore
from graph.store.embedded import AttachedStore, attach
from graph.store.home import DATABASE, USER
from graph.store.options import Options
from ledger.errors import Unavailable

CUTS = 6


class Proxy:
    """A port that hands bytes to a server and back, until it is cut after so many of them.

    What comes after cut_after(-1) is handed on: no thread that is late cuts it any more, nor takes its bytes.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._left: int | None = None
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, size: int) -> None:
        """Cut all connections once so many more bytes went through; -1: never."""
        with self._lock:
            self._left = None if size < 0 else size

    def close(self) -> None:
        self._listening.close()
        with self._lock:
            _end(self._ends)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                with self._lock:
                    self._ends += [here, there]
                for ends in ((here, there), (there, here)):
                    threading.Thread(target=self._hand_on, args=ends, daemon=True).start()

    def _hand_on(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while (said := here.recv(4096)) and self._goes_on(len(said)):
                there.sendall(said)
        _end((here, there))

    def _goes_on(self, size: int) -> bool:
        with self._lock:
            if self._left is None:
                return True
            self._left -= size
            if self._left < 0:
                _end(self._ends)
            return self._left >= 0


def _end(ends: Iterable[socket.socket]) -> None:
    """Shut down only: a number that is closed may be a later connection's while a thread still reads it."""
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def through(store: GraphStore) -> Iterator[tuple[GraphStore, Proxy]]:
    """The same server behind a proxy."""
    if isinstance(store, AttachedStore):
        port, login = store.address.port, (USER, store.address.password, DATABASE)
    else:
        port = store.driver.get_server_info().address[1]
        password = os.environ.get("LOCARD_TEST_NEO4J_PASSWORD", "locard-test")
        login = (os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j"), password, "neo4j")
    proxy = Proxy(port)
    try:
        with GraphStore.connect(f"bolt://127.0.0.1:{proxy.port}", *login) as behind:
            yield behind, proxy
    finally:
        proxy.close()


def test_a_connection_cut_during_writes_loses_and_doubles_nothing(store: GraphStore) -> None:
    load_into(store, small())
    whole, chance, told = content_hash(store), random.Random(7), 0
    with through(store) as (behind, proxy):
        for _ in range(CUTS):
            empty(store)
            proxy.cut_after(chance.randrange(500, 20_000))
            try:
                load_into(behind, small())
            except Unavailable:
                told += 1
            proxy.cut_after(-1)
            load_into(behind, small())
            assert content_hash(store) == whole
    print(f"{CUTS} cuts, {told} were told, the others were tried again by themselves")


def test_a_read_over_a_cut_connection_says_so_and_works_again(store: GraphStore) -> None:
    load_into(store, small())
    with through(store) as (behind, proxy):
        rows = behind.read("hash_entities", after="", limit=100)
        proxy.cut_after(10)
        with pytest.raises(Unavailable):
            behind.read("hash_entities", after="", limit=100)
        proxy.cut_after(-1)
        assert behind.read("hash_entities", after="", limit=100) == rows


def test_the_embedded_server_is_started_again_under_an_open_store(tmp_path: Path) -> None:
    with attach(tmp_path, Options(memory="256m", linger=1.0)) as store:
        load_into(store, small())
        whole = content_hash(store)
        os.kill(store.address.pid, signal.SIGTERM)
        assert content_hash(store) == whole
        os.kill(store.address.pid, signal.SIGKILL)
        with attach(tmp_path, Options(memory="256m", linger=1.0)) as other:
            assert content_hash(other) == whole
            assert store.address.pid != other.address.pid
            assert content_hash(store) == whole
        assert store.address == other.address
