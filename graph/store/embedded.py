"""The embedded server from a client's side: found when it runs, started when it does not."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from neo4j import Driver

from graph.store.faults import LOADING
from graph.store.home import DATABASE, USER, Address, Home, read_address
from graph.store.locks import FileLock, acquire, held, is_held
from graph.store.look import Look
from graph.store.options import Options
from graph.store.projector import Projector
from graph.store.store import READ_SECONDS, GraphStore, T
from ledger.errors import BadInput, Unavailable

log = logging.getLogger(__name__)

LINES = 15
ROOM = 4 * 1024 * 1024
REVIVING = threading.Lock()


class AttachedStore(GraphStore):
    """A store on the embedded server: when that crashed, the next read or writer starts it again.

    A write that was under way raises Unavailable: whether it was done, the projection's position tells.
    """

    home: Home
    address: Address
    options: Options
    client: FileLock

    def look(self, work: Callable[[Look], T], timeout: float = READ_SECONDS) -> T:
        """As GraphStore.look(), once more on a new server when the old one is gone.

        Unavailable also for what needs the full text while a first load has taken that away.
        """
        driver = self.driver
        try:
            return super().look(work, timeout)
        except BadInput as error:
            if self.home.loading.exists():
                raise Unavailable(f"{error.detail}: {LOADING}") from error
            raise
        except Unavailable:
            if not self._revived(driver):
                raise
        return super().look(work, timeout)

    def _claimed(self, name: str, token: int) -> Projector:
        driver = self.driver
        try:
            return super()._claimed(name, token)
        except Unavailable:
            if not self._revived(driver):
                raise
        return super()._claimed(name, token)

    def _revived(self, failed: Driver) -> bool:
        """Whether there is another connection than the one that failed, made now where need be."""
        with REVIVING:
            if self.driver is failed and self._ended():
                fresh = _connected(self.home, self.options, self.client)
                self.driver, self.address = fresh.driver, fresh.address
                failed.close()
            return self.driver is not failed

    def _ended(self) -> bool:
        """Whether the server is gone, or on its way out: it then takes back where it was found."""
        return not self.address.is_alive() or read_address(self.home.address) != self.address


def attach(data_dir: Path | str, options: Options | None = None) -> AttachedStore:
    """A store on the embedded server of this data directory, which is started when none runs.

    The server lives for as long as any process is attached to it and a while longer. Raises Unavailable
    with the end of the server's log when it does not start.
    """
    options = options or Options()
    home = Home(Path(data_dir).resolve())
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    client = acquire(home.clients, options.starting, shared=True)
    if client is None:
        raise Unavailable(f"{home.path}: a server is ending and does not come to its end; see {home.log}")
    try:
        return _connected(home, options, client)
    except BaseException:
        client.release()
        raise


def _connected(home: Home, options: Options, client: FileLock) -> AttachedStore:
    if running := _found(home, options, client):
        return running
    with held(home.starting, options.starting) as ours:
        if not ours:
            raise Unavailable(f"{home.path}: another command has been starting the server for too long")
        return _found(home, options, client) or _opened(home, options, _start(home, options), client)


def _found(home: Home, options: Options, client: FileLock) -> AttachedStore | None:
    address = read_address(home.address)
    if address is None or not address.is_alive():
        return None
    try:
        return _opened(home, options, address, client)
    except Unavailable as error:
        # The server may be on its way out after a crash: a new one starts when its lock is free.
        log.warning("the server in %s does not answer: %s", home.address, error.detail)
        return None


def _opened(home: Home, options: Options, address: Address, client: FileLock) -> AttachedStore:
    advice = f"run the command again, which starts the server; what happened stands in {home.log}"
    store = AttachedStore.connect(address.uri, USER, address.password, DATABASE, advice)
    store.home, store.options, store.address, store.client = home, options, address, client
    store.closing = client.release
    return store


def _start(home: Home, options: Options) -> Address:
    end = time.monotonic() + options.starting
    _free(home, end)
    begun = time.monotonic()
    command = [sys.executable, "-P", "-m", "graph.store.server", str(home.path), "--detach"]
    command += [f"--memory={options.memory}", f"--linger={options.linger}", f"--command={options.command}"]
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Unavailable(f"the graph server did not start: {done.stderr.strip()[-2000:]}")
    while time.monotonic() < end:
        address = read_address(home.address)
        if address and address.is_alive():
            log.info("graph server started in %.1f s", time.monotonic() - begun)
            return address
        if not is_held(home.serving):
            break
        time.sleep(0.05)
    raise Unavailable(
        f"the graph server did not start{_full(home)}; the end of {home.log}:\n{_tail(home.log)}"
    )


def _free(home: Home, end: float) -> None:
    """Wait until an earlier server has let go of the database, and forget where it was."""
    with held(home.serving, max(end - time.monotonic(), 0)) as free:
        if not free:
            raise Unavailable(
                f"a server holds {home.path} and does not answer; end it and try again (see {home.log})"
            )
        home.address.unlink(missing_ok=True)


def _full(home: Home) -> str:
    """That there is no room, where there is none: the log may have found none to say it in."""
    free = shutil.disk_usage(home.path).free
    return f" (its disk has {free // 1024} kB left: make room and try again)" if free < ROOM else ""


def _tail(path: Path) -> str:
    if not path.exists():
        return "(nothing was written)"
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:])
