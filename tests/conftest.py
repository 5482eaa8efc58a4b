"""Fixtures of every room: ledgers on both servers, thrown away after each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

# Before tests/, whose folders have the names of the rooms and would be taken for them.
sys.path.insert(0, str(Path(__file__).parent.parent))

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from ledger.ledger import Ledger

UNPRIVILEGED = "nobody"
PROGRAMS = (Path("/usr/lib/postgresql"), Path("/usr/local/bin"), Path("/usr/bin"))


def _program(name: str) -> str | None:
    versions = sorted(PROGRAMS[0].glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


def _as_nobody(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", UNPRIVILEGED, "--", *command] if os.geteuid() == 0 else list(command)


def _run(*command: str) -> None:
    done = subprocess.run(_as_nobody(*command), capture_output=True, text=True, timeout=120, cwd="/")
    if done.returncode:
        pytest.fail(f"{' '.join(command)}: {done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server: the one at LOCARD_TEST_POSTGRES_URL, or one started for this session."""
    if given := os.environ.get("LOCARD_TEST_POSTGRES_URL"):
        yield given.replace("postgresql+psycopg://", "postgresql://")
        return
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not initdb or not pg_ctl:
        pytest.skip("no PostgreSQL: install postgresql, or set LOCARD_TEST_POSTGRES_URL")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root and there is no runuser: set LOCARD_TEST_POSTGRES_URL")
    # Of its own and short: a socket's path has at most 107 bytes, and nobody may write here.
    home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(home, UNPRIVILEGED)
    data, options = home / "data", f"-k {home} -c listen_addresses='' -c max_connections=40 -c fsync=off"
    try:
        _run(initdb, "-D", str(data), "-U", "locard", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        _run(pg_ctl, "-D", str(data), "-w", "-t", "60", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://locard@/postgres?host={home}"
        finally:
            _run(pg_ctl, "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A database of its own on that server."""
    name = f"locard_{uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield _named(postgres_server, name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger, on each server in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger, on each server in turn."""
    with Ledger.open(ledger_url) as opened:
        yield opened
