"""Fixtures of every room: ledgers on both servers, thrown away after each test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

# Before tests/, whose folders have the names of the rooms and would be taken for them.
sys.path.insert(0, str(Path(__file__).parent.parent))
# Servers of tests live for seconds: compiled for that, they start with half of the work.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

import psycopg
import pytest
import servers
from psycopg import sql
from sqlalchemy import make_url

from bench.postgres import started
from ledger.errors import Unavailable
from ledger.ledger import Ledger


@pytest.fixture(scope="session", autouse=True)
def graph_servers() -> Iterator[None]:
    """Graph servers that tests borrow run until all tests are done."""
    yield
    servers.end()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server: the one at LOCARD_TEST_POSTGRES_URL, or one started for this session."""
    if given := os.environ.get("LOCARD_TEST_POSTGRES_URL"):
        yield given.replace("postgresql+psycopg://", "postgresql://")
        return
    server = started(durable=False)
    try:
        url = server.__enter__()
    except Unavailable as error:
        pytest.skip(f"{error.detail} Or set LOCARD_TEST_POSTGRES_URL.")
    try:
        yield url
    finally:
        server.__exit__(None, None, None)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A database of its own on that server."""
    name = f"locard_{uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
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
