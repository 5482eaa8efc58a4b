"""The data directory of the embedded server: which file is where, and how a running server is found."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import orjson
import psutil

DATABASE = "locard"
USER = "root"


@dataclass(frozen=True)
class Home:
    """The files in a data directory."""

    path: Path

    @property
    def address(self) -> Path:
        """Where a running server is found; readable by its user alone, it holds the password."""
        return self.path / "server.json"

    @property
    def starting(self) -> Path:
        """Locked by the one command that starts a server."""
        return self.path / "starting.lock"

    @property
    def serving(self) -> Path:
        """Locked by the server for as long as it lives."""
        return self.path / "serving.lock"

    @property
    def clients(self) -> Path:
        """Locked, shared, by each client: free means that the last one is gone."""
        return self.path / "clients.lock"

    @property
    def loading(self) -> Path:
        """There while a first load is on its way: a server that starts beside it empties the database."""
        return self.path / "loading"

    @property
    def settling(self) -> Path:
        """Made by whoever waits for all to be on the disk; the server takes it away when it is."""
        return self.path / "settling"

    @property
    def log(self) -> Path:
        """What the server says, from its last start on."""
        return self.path / "server.log"


@dataclass(frozen=True)
class Address:
    """A running server: its process with the time when that began, its port and its password.

    `http` is the port of its batch API, for a first load.
    """

    pid: int
    began: str | float
    port: int
    password: str
    http: int = 0

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    def is_alive(self) -> bool:
        """Whether that very process still runs (a process id alone may be another's by now).

        One that an earlier version started says when in seconds: whether it is that, its port tells.
        """
        now = began(self.pid)
        return now == self.began or (now is not None and isinstance(self.began, float))

    def write(self, path: Path) -> None:
        """Put it into the file in one step, so that nobody reads half of it."""
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".server-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(orjson.dumps(asdict(self)))
        Path(name).replace(path)


def read_address(path: Path) -> Address | None:
    """The address in the file, or None when there is none or it cannot be read as one."""
    try:
        return Address(**orjson.loads(path.read_bytes()))
    except (FileNotFoundError, orjson.JSONDecodeError, TypeError):
        return None


def began(pid: int) -> str | None:
    """When a process was started, in a word that lasts as long as it does; None when there is none.

    No time of day: that would be another when somebody sets the clock, and the process be taken for dead.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        if not psutil.LINUX:
            return f"{process.create_time():.2f}"
        # Ticks since the machine was started; what stands before the last bracket may hold blanks.
        ticks = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[19]
        return f"{ticks}@{_start_of_machine()}"
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return None


@cache
def _start_of_machine() -> str:
    """A word that is another one after each start of this machine, where it gives one."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
