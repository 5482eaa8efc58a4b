"""A first load cut off by kill -9, of the program or of the server: the next run leaves the same graph."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

import psutil
import pytest
from loading import bring, opened
from servers import SHARED, free_port, neo4j

from graph.content_hash import content_hash
from graph.load import Loading
from graph.store.home import Home, read_address
from ledger.errors import Unavailable

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
PROGRAM = Path(__file__).with_name("loading.py")


@dataclass
class Own:
    """A server of one's own that may be killed, and is started again where it was."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def where(self) -> str:
        return str(self.folder) if self.name == "embedded" else f"bolt://127.0.0.1:{self.port}"

    def start(self) -> None:
        """The embedded one starts by itself."""
        if self.name == "neo4j":
            self.running.enter_context(neo4j(self.folder, self.port))

    def kill(self) -> None:
        process = psutil.Process(self._pid())
        os.kill(process.pid, signal.SIGKILL)
        psutil.wait_procs([process], timeout=30)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            sleep(0.05)

    def _pid(self) -> int:
        if self.name == "neo4j":
            return int((self.folder / "pid").read_text())
        address = read_address(Home(self.folder).address)
        assert address is not None
        return address.pid


@pytest.fixture(params=["embedded", "neo4j"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Own]:
    if request.param == "neo4j" and not (SHARED / "start").exists():
        pytest.skip("no Neo4j that may be killed: put shared/neo4j beside the repository")
    server = Own(request.param, tmp_path)
    with server.running:
        server.start()
        yield server


def run(own: Own, token: int, parts: int = 0) -> list[str]:
    """What the program prints, which is killed after so many lines; 0: it comes to its end."""
    command, lines = [sys.executable, str(PROGRAM), own.name, own.where, str(token)], list[str]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        for line in program.stdout:
            lines.append(line.strip())
            if len(lines) == parts:
                program.kill()
                break
    return lines


def moments(parts: int) -> tuple[int, ...]:
    """The first part, one in the middle, and the last, when indexes and position are still to come."""
    assert parts > 6, "a load of several parts"
    return 1, parts // 2, parts


def test_a_program_that_is_killed_is_made_good_by_the_next(own: Own) -> None:
    *told, whole = run(own, 1)
    for number, moment in enumerate(moments(len(told)), 1):
        with opened(own.name, own.where) as store, store.projector("graph", 3 * number) as projector:
            projector.empty()
        assert run(own, 3 * number + 1, moment) == ["part"] * moment
        with opened(own.name, own.where) as store:
            assert bring(store, 3 * number + 2, lambda loading: None) == whole


def test_a_server_that_is_killed_is_filled_by_the_next_run(own: Own) -> None:
    *told, whole = run(own, 1)
    for number, moment in enumerate(moments(len(told)), 1):
        seen = 0

        def kill(loading: Loading) -> None:
            nonlocal seen
            seen += 1
            if seen == moment:  # noqa: B023
                own.kill()

        with opened(own.name, own.where) as store, store.projector("graph", 3 * number) as projector:
            projector.empty()
        with opened(own.name, own.where) as store, pytest.raises(Unavailable, match=r"again|_URI"):
            bring(store, 3 * number + 1, kill)
        own.start()
        with opened(own.name, own.where) as store:
            assert bring(store, 3 * number + 2, lambda loading: None) == whole
    own.kill()
    own.start()
    with opened(own.name, own.where) as store:
        assert content_hash(store) == whole, "what a finished load wrote is on the disk"
