"""A PostgreSQL server of one's own for a measurement or a test run: on a socket, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import Unavailable

UNPRIVILEGED = "nobody"
DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def started(durable: bool = True) -> Iterator[str]:
    """Start the newest server installed and give its URL; Unavailable where there is none.

    Without `durable` it answers before its disk has the data: for tests that do not cut its power.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    home = Path(tempfile.mkdtemp(prefix="locard-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, UNPRIVILEGED)
        yield from _running(initdb, pg_ctl, home, durable)
    finally:
        shutil.rmtree(home)


def _running(initdb: str, pg_ctl: str, home: Path, durable: bool) -> Iterator[str]:
    data, log = str(home / "data"), str(home / "log")
    options = f"-k {home} -c listen_addresses='' -c fsync={'on' if durable else 'off'}"
    _run(initdb, "-D", data, "-U", "locard", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    _run(pg_ctl, "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start")
    try:
        yield f"postgresql://locard@/postgres?host={home}"
    finally:
        _run(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")


def _program(name: str) -> str:
    """Debian keeps the server's programs off the path, one folder for each version."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        raise Unavailable(f"There is no PostgreSQL here ({name} was not found): install the server.")
    return found


def _run(*command: str) -> None:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    as_nobody = ["runuser", "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []
    try:
        done = subprocess.run([*as_nobody, *command], capture_output=True, text=True, timeout=120, cwd="/")
    except FileNotFoundError as error:
        raise Unavailable("PostgreSQL does not run as root, and there is no runuser.") from error
    if done.returncode:
        raise Unavailable(f"{' '.join(command)} failed: {done.stdout}{done.stderr}")
