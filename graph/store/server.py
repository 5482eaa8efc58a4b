"""The embedded server as a process of its own: python -m graph.store.server DATA_DIR [--detach].

It serves Bolt on a loopback port, writes where it is found into the data directory, and ends by itself a
while after the last client is gone.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from graph.store import engine
from graph.store.home import Home
from graph.store.locks import FileLock, attempt
from graph.store.options import Options

BEAT = 0.2


def main() -> int:
    """Serve a data directory until the last client is gone; 1 when another server holds it."""
    home, options, detach = _arguments()
    os.umask(0o077)
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    serving = attempt(home.serving)
    if serving is None:
        print(f"{home.path} is served by another process", file=sys.stderr)
        return 1
    if detach and os.fork():
        os._exit(0)
    if detach:
        _leave(home)
    code = 1
    try:
        serve(home, options)
        code = 0
    finally:
        try:
            if code:
                traceback.print_exc()
            sys.stderr.flush()
        finally:
            # Threads of the engine that wait for an open connection would keep the process alive, and with
            # it the lock: it ends also where the log's disk takes no more words.
            os._exit(code)


def serve(home: Home, options: Options) -> None:
    """Start the server, say where it is, and stop it when nobody needs it or a signal asks for it."""
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: asked.append(number))
    server, address = engine.start(home, options)
    address.write(home.address)
    print(f"serving {home.path} on {address.uri}", flush=True)
    last = _until_alone(home, options.linger, asked, lambda: engine.settle(server, home))
    home.address.unlink(missing_ok=True)
    server.stop()
    if last:
        last.release()
    why = "asked to" if asked else "the last client is gone" if last else "its data directory was removed"
    print(f"ended: {why}", flush=True)


def _until_alone(home: Home, linger: float, asked: list[int], settle: Callable[[], None]) -> FileLock | None:
    """Wait; returns the clients' lock, held, so that who attaches now waits for the end and starts anew."""
    since = time.monotonic()
    while not asked:
        time.sleep(BEAT)
        if not home.address.exists():
            return None  # the data directory was removed: there is nothing left to serve
        if home.settling.exists():
            settle()
        lock = attempt(home.clients)
        if lock is None:
            since = time.monotonic()
        elif time.monotonic() - since >= linger:
            return lock
        else:
            lock.release()
    return None


def _leave(home: Home) -> None:
    """Become a process of its own whose words go to the log."""
    os.setsid()
    os.chdir(home.path)
    with Path(os.devnull).open("rb") as nothing, home.log.open("wb") as log:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)


def _arguments() -> tuple[Home, Options, bool]:
    standard = Options()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--detach", action="store_true", help="run in the background")
    parser.add_argument(
        "--memory", default=standard.memory, help="of the Java machine, for example 512m or 4g"
    )
    parser.add_argument("--linger", type=float, default=standard.linger, help="seconds after the last client")
    parser.add_argument("--command", type=float, default=standard.command, help="seconds for one statement")
    given = parser.parse_args()
    options = Options(memory=given.memory, linger=given.linger, command=given.command)
    return Home(given.data_dir.resolve()), options, given.detach


if __name__ == "__main__":
    raise SystemExit(main())
