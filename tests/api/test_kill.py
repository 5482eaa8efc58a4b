"""Killed with -9 at random moments, program or graph server: nothing safe is lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api.installation import GRAPH
from graph.store.home import Home, read_address
from ingest.synthetic.world import generate
from ledger.ledger import Ledger

CHAIN = Path(__file__).with_name("chain.py")
KILLS, SEED = 20, 7
PERSONS = 120


@dataclass
class Running:
    """One run of the chain: what it printed, and when it said that all records were in."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def read(self) -> None:
        assert self.process.stdout
        self.lines.extend(line.strip() for line in self.process.stdout)

    def safe(self) -> set[str]:
        return {line.split()[1] for line in self.lines if line.startswith("safe ") and len(line) == 37}

    def hash(self) -> str:
        return next((line.split()[1] for line in self.lines if line.startswith("hash ")), "")


def start(data: Path, world: Path) -> tuple[Running, threading.Thread]:
    command = [sys.executable, str(CHAIN), str(data), str(world)]
    pipe = subprocess.PIPE
    running = Running(subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, text=True))
    reader = threading.Thread(target=running.read)
    reader.start()
    return running, reader


def finish(running: Running, reader: threading.Thread) -> None:
    running.process.wait(timeout=400)
    reader.join(timeout=30)
    assert running.process.stdout
    running.process.stdout.close()


def kill_server(data: Path) -> bool:
    """Kill the embedded server with -9; false when none runs yet."""
    address = read_address(Home((data / GRAPH).resolve()).address)
    if address is None or not address.is_alive():
        return False
    os.kill(address.pid, signal.SIGKILL)
    return True


def assert_safe(data: Path, safe: set[str]) -> None:
    """Every record whose line was printed is in the ledger, without being sent again."""
    if safe:
        with Ledger.open(f"sqlite:///{data / 'ledger.db'}") as ledger:
            assert ledger.records(sorted(safe)).keys() == safe


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    generate(folder, PERSONS, SEED)
    return folder


def kill(running: Running, data: Path, what: str) -> bool:
    """Kill the program or its graph server with -9; false when that one is not running at this moment."""
    if what == "server":
        return kill_server(data)
    if running.process.poll() is None:
        running.process.kill()
        return True
    return False


def await_server(running: Running, data: Path) -> float:
    """Seconds until the graph server of a run answers, or until the run ends without one."""
    began = time.monotonic()
    while running.process.poll() is None:
        address = read_address(Home((data / GRAPH).resolve()).address)
        if address is not None and address.is_alive():
            break
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_twenty_kills_lose_nothing_and_double_nothing(world: Path, tmp_path: Path) -> None:
    chance, killed, folder = random.Random(SEED), {"program": 0, "server": 0}, 0
    began = time.monotonic()
    clean, reader = start(tmp_path / "clean", world)
    with_server = await_server(clean, tmp_path / "clean")
    finish(clean, reader)
    whole = time.monotonic() - began
    while sum(killed.values()) < KILLS:
        data = tmp_path / f"killed{folder}"
        running, reader = start(data, world)
        what = "server" if killed["server"] < killed["program"] else "program"
        if what == "server":  # it lives in the last part of a run alone
            await_server(running, data)
        time.sleep(chance.uniform(0, 0.9) * (whole - with_server if what == "server" else whole))
        killed[what] += kill(running, data, what)
        finish(running, reader)
        assert_safe(data, running.safe())
        if running.hash():
            assert running.hash() == clean.hash()
            folder += 1
    last, reader = start(tmp_path / f"killed{folder}", world)
    finish(last, reader)
    print(f"kills: {killed}; finished graphs compared: {folder + 1}; content hash {last.hash()}")
    assert min(killed.values()) >= KILLS // 2 - 1
    assert clean.hash() and last.hash() == clean.hash()
