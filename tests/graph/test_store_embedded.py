"""The embedded server as a process: found, shared, ended, killed and started again, all for real."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from graph.store.embedded import attach
from graph.store.home import Address, Home, began, read_address
from graph.store.locks import attempt, is_held
from graph.store.options import Options
from ledger.errors import Unavailable

QUICK = Options(memory="256m", linger=0.5, command=10.0)
CLIENT = """
import sys
from graph.store.embedded import attach
from graph.store.options import Options
with attach(sys.argv[1], Options(memory="256m", linger=0.5)) as store:
    print(store.read("RETURN 1 AS one"), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def client(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program attached to the same directory, until it is told to end."""
    command = [sys.executable, "-c", CLIENT, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def answered(process: subprocess.Popen[str]) -> bool:
    assert process.stdout
    return process.stdout.readline().strip() == "[{'one': 1}]"


def running(path: Path) -> Address:
    address = read_address(Home(path).address)
    assert address is not None
    return address


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return met


def ended(path: Path, address: Address) -> bool:
    return within(20, lambda: not address.is_alive() and not Home(path).address.exists())


def test_two_starts_at_once_end_in_one_server_that_outlives_either(tmp_path: Path) -> None:
    with client(tmp_path) as first, client(tmp_path) as second:
        assert answered(first) and answered(second)
        address = running(tmp_path)
        assert len([p for p in psutil.process_iter(["cmdline"]) if is_server(p, tmp_path)]) == 1
        first.kill()
        first.wait()
        time.sleep(3 * QUICK.linger)
        with attach(tmp_path, QUICK) as third:
            assert running(tmp_path) == address
            second.kill()
            second.wait()
            time.sleep(3 * QUICK.linger)
            assert third.read("RETURN 1 AS one") == [{"one": 1}]
    assert ended(tmp_path, address)
    assert "the last client is gone" in Home(tmp_path).log.read_text()


def is_server(process: psutil.Process, path: Path) -> bool:
    command = process.info["cmdline"] or []
    return "graph.store.server" in command and str(path) in command


def test_server_is_private(tmp_path: Path) -> None:
    with attach(tmp_path, QUICK) as store:
        address = running(tmp_path)
        process = psutil.Process(address.pid)
        listening = [c.laddr for c in process.net_connections() if c.status == psutil.CONN_LISTEN]
        assert {where.ip.removeprefix("::ffff:") for where in listening} == {"127.0.0.1"}
        assert address.port in {where.port for where in listening}
        assert stat.S_IMODE(Home(tmp_path).address.stat().st_mode) == 0o600
        assert address.password not in " ".join(process.cmdline()) + Home(tmp_path).log.read_text()
        assert process.cwd() == str(tmp_path)
        assert store.embedded
        process.send_signal(signal.SIGTERM)
        assert ended(tmp_path, address)


def test_killed_server_is_told_and_started_again_with_all_that_was_committed(tmp_path: Path) -> None:
    with attach(tmp_path, QUICK) as store:
        address = running(tmp_path)
        with store.projector("graph", 1) as projector:
            projector.apply([("record", rows(0))], position=1)
            os.kill(address.pid, signal.SIGKILL)
            assert within(10, lambda: not address.is_alive())
            with pytest.raises(Unavailable, match="run the command again, which starts the server"):
                projector.apply([("record", rows(1))], position=2)
        assert read_address(Home(tmp_path).address) == address
        assert store.read("MATCH (r:Record) RETURN count(r) AS n") == [{"n": 50}]
        assert running(tmp_path).pid != address.pid
        with store.projector("graph", 2) as projector:
            assert projector.position == 1


def rows(position: int) -> list[dict[str, object]]:
    ids = [f"{position}-{number}" for number in range(50)]
    return [{"id": id_, "values": {"id": id_, "class": 1, "text": "x" * 200}} for id_ in ids]


@pytest.mark.slow
def test_server_killed_during_writes_keeps_whole_transactions(tmp_path: Path) -> None:
    acknowledged = 0
    with attach(tmp_path, QUICK) as store, store.projector("graph", 1) as projector:
        killer = threading.Timer(1.0, os.kill, (running(tmp_path).pid, signal.SIGKILL))
        killer.start()
        try:
            while True:
                projector.apply([("record", rows(acknowledged))], position=acknowledged + 1)
                acknowledged += 1
        except Unavailable:
            killer.join()
    assert acknowledged > 0
    with attach(tmp_path, QUICK) as store, store.projector("graph", 2) as projector:
        assert projector.position in (acknowledged, acknowledged + 1)
        assert store.read("MATCH (r:Record) RETURN count(r) AS n") == [{"n": 50 * projector.position}]


def test_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="did not start; the end of") as error:
        attach(tmp_path, Options(memory="1k"))
    assert "heap" in error.value.detail
    assert not is_held(Home(tmp_path).clients)


def test_server_that_cannot_start_ends_also_where_its_log_takes_no_words(tmp_path: Path) -> None:
    (tmp_path / "databases").mkdir()
    (tmp_path / "databases" / "locard").write_text("not a database")
    command = [sys.executable, "-P", "-m", "graph.store.server", str(tmp_path)]
    with Path("/dev/full").open("wb") as full:
        assert (
            subprocess.run(
                command, cwd=tmp_path, stdout=full, stderr=full, timeout=60, check=False
            ).returncode
            == 1
        )
    assert not is_held(Home(tmp_path).serving)


def test_process_id_of_another_is_no_server(tmp_path: Path) -> None:
    now = began(os.getpid())
    assert now is not None
    assert Address(os.getpid(), now, 1, "").is_alive()
    assert not Address(os.getpid(), f"{now}1", 1, "").is_alive()
    assert Address(os.getpid(), 1763.5, 1, "").is_alive()  # of an earlier version: its port tells
    assert not Address(2**22 - 1, 1763.5, 1, "").is_alive()
    Home(tmp_path).address.write_text("{")
    assert read_address(Home(tmp_path).address) is None


def test_live_process_without_a_server_is_started_anew(tmp_path: Path) -> None:
    now = began(os.getpid())
    assert now is not None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        Address(os.getpid(), now, taken.getsockname()[1], "wrong").write(Home(tmp_path).address)
        with attach(tmp_path, QUICK):
            assert running(tmp_path).pid != os.getpid()


def test_lock_is_shared_or_alone_and_ends_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    one, two = attempt(path, shared=True), attempt(path, shared=True)
    assert one and two
    assert attempt(path) is None
    one.release()
    one.release()
    assert is_held(path)
    two.release()
    assert not is_held(path)


def test_server_whose_directory_is_removed_ends(tmp_path: Path) -> None:
    with attach(tmp_path / "home", QUICK) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        address = running(tmp_path / "home")
        shutil.rmtree(tmp_path / "home", ignore_errors=True)
        assert within(20.0, lambda: not psutil.pid_exists(address.pid) or not address.is_alive())
