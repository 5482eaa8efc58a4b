"""Every command of README.md and docs/start.md runs as it is written, and prints what is shown below it.

One thing alone is changed: the port, so that two runs on one machine do not meet.
"""

from __future__ import annotations

import doctest
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_blocks import ROOT, Commands, blocks, commands

from graph.store.home import Home, read_address

PAGES = ("README.md", "docs/start.md")
ALSO = {"README.md": "docs/analyst.md", "docs/start.md": "docs/administrator.md"}
"""Pages whose Python runs on the data, and beside the server, that the first page has made."""
PORT = "8470"
OURS = ("LOCARD_", "JAVA_TOOL_")
"""What a reader of the pages has not set."""
SERVE = "locard serve"
ALIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Reader:
    """Somebody who follows a page: a folder with an environment in it, and the server that they started."""

    server: subprocess.Popen[str] | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".venv").symlink_to(sys.prefix)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = str(probe.getsockname()[1])
        given = {name: set_ for name, set_ in os.environ.items() if not name.startswith(OURS)}
        path = f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.env = given | {"PATH": path, "LOCARD_DATA": "data", "LOCARD_PORT": self.port, "COLUMNS": "120"}

    def follow(self, block: Commands) -> str:
        """Do what one block says; returns what it printed."""
        script = block.script.replace(f":{PORT}", f":{self.port}")
        if script.strip() == SERVE:
            return self.serve()
        lines = [line for line in script.splitlines() if not line.startswith("make ")]
        for line in block.makes():
            said = subprocess.run(f"{line} -n", shell=True, cwd=ROOT, capture_output=True, text=True)
            assert said.returncode == 0, said.stderr
        return self.run("\n".join(lines))

    def run(self, script: str) -> str:
        command = ["bash", "-euo", "pipefail", "-c", script]
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, cwd=self.folder, env=self.env, text=True, timeout=300, **both)
        assert done.returncode == 0, f"{script}\n{done.stdout}"
        return str(done.stdout)

    def serve(self) -> str:
        log = self.folder / "serve.log"
        with log.open("w") as out:
            self.server = subprocess.Popen(
                ["bash", "-c", f"exec {SERVE}"],
                cwd=self.folder,
                env=self.env,
                stdout=out,
                stderr=out,
                text=True,
            )
        for _ in range(600):
            assert self.server.poll() is None, log.read_text()
            if "serves" in log.read_text():
                break
            time.sleep(0.2)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=30) as answer:
            assert answer.read() == b'{"status":"ok"}'
        return log.read_text()

    def leave(self) -> None:
        """End both servers."""
        if self.server:
            self.server.send_signal(signal.SIGINT)
            self.server.wait(timeout=60)
        address = read_address(Home(self.folder / "data" / "graph").address)
        if address and address.is_alive():
            os.kill(address.pid, signal.SIGTERM)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(tmp_path)
    try:
        yield made
    finally:
        made.leave()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("page", PAGES)
def test_commands_run_as_written(page: str, reader: Reader) -> None:
    for block in commands(page):
        printed = reader.follow(block).replace(f":{reader.port}", f":{PORT}").replace("\ufeff", "")
        assert shown(block.shown, printed), f"{page} shows\n{block.shown}\nbut there came\n{printed}"
    assert reader.server, f"{page} does not serve"
    for code in blocks(ALSO[page], "python"):
        assert reader.run(f"python - <<'END'\n{code}\nEND").strip(), (
            f"{ALSO[page]}: nothing printed by\n{code}"
        )


def shown(expected: str, printed: str) -> bool:
    """Whether the page shows what was printed; `…` stands for anything, and spacing is free."""
    want = expected.replace("…", "...")
    return not want or doctest.OutputChecker().check_output(want, printed, ALIKE)


@pytest.mark.slow
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("command", ["make demo ARGS=--no-serve", "make test"])
def test_commands_in_a_new_clone(command: str, tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("no git repository to clone: these files were unpacked from a package")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, timeout=300)
    given = {name: set_ for name, set_ in os.environ.items() if not name.startswith(OURS)}
    try:
        done = subprocess.run(
            command.split(), cwd=clone, env=given, capture_output=True, text=True, timeout=2300, check=False
        )
    finally:
        shutil.rmtree(clone)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    if "demo" in command:
        assert "seconds: all" in done.stdout
