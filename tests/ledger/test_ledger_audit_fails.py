"""Nothing happens when the log cannot be written: a full disk, a ledger or keys that refuse, a kill."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from ledger.act import Act
from ledger.audit_group import Group
from ledger.audit_lines import Line
from ledger.errors import LocardError, Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft

LOOK = Act("ana", "consultation", "burglary in Gent", details={"arguments": {"text": "x" * 5000}})
KILLED = """
import os, signal, sys
from ledger.act import Act
from ledger.ledger import Ledger
from ledger.record import Draft

act = Act("ana", "collection", "kill test")
with Ledger.open(sys.argv[1]) as ledger:
    def kill(marking):
        os.kill(os.getpid(), signal.SIGKILL)
    print("open", flush=True)
    ledger.accept([Draft("s", "f", "k", {"a": "1"})], kill, act)
"""


def full(url: str) -> Callable[[sqlite3.Connection, object], None]:
    """A database that may not grow by a page more."""

    def limited(connection: sqlite3.Connection, _: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    return limited


def test_nothing_happens_on_a_full_disk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    with Ledger.open(url) as ledger:
        event.listen(ledger._database.engine, "connect", full(url))
        ledger._database.engine.dispose()
        happened, refused = 0, 0
        for number in range(20):
            with_text = replace(LOOK, details={"arguments": {"text": "x" * 5000, "n": number}})
            try:
                with ledger.acted(with_text):
                    happened += 1
            except Unavailable as error:
                refused += 1
                assert "disk" in error.detail
        assert refused and happened <= sum(e.phase == "intent" for e in ledger.events())
        with pytest.raises(Unavailable):
            ledger.accept([Draft("s", "f", "k", {"a": "x" * 5000})], lambda _: 1, LOOK)
        assert ledger.head() == 0 and ledger.verify() == len(ledger.events())


def test_nothing_happens_when_the_ledger_is_read_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    with Ledger.open(url) as ledger:
        event.listen(ledger._database.engine, "connect", lambda c, _: c.execute("PRAGMA query_only = ON"))
        ledger._database.engine.dispose()
        happened = []
        with pytest.raises(LocardError), ledger.acted(LOOK):
            happened.append("look")
        with pytest.raises(LocardError):
            ledger.accept([Draft("s", "f", "k", {})], lambda _: 1, LOOK)
        assert happened == [] and ledger.head() == 0 and ledger.events() == []


def test_nothing_happens_without_the_key_of_the_day(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("no folder", encoding="utf-8")
    happened = []
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db", keys=tmp_path / "keys") as ledger:
        with pytest.raises(Unavailable, match="LOCARD_KEYS"), ledger.acted(LOOK):
            happened.append("look")
        assert happened == [] and ledger.events() == []


def test_what_is_killed_between_intent_and_outcome_did_not_happen(ledger_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, ledger_url], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL and done.stdout == "open\n"
    with Ledger.open(ledger_url) as ledger:
        assert [event.phase for event in ledger.events()] == ["intent"]
        assert (ledger.head(), ledger.status()["unfinished"], ledger.verify()) == (0, 1, 1)


def test_an_outcome_that_cannot_be_written_takes_the_change_back(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as raw:
            raw.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON audit WHEN NEW.phase = 'done'"
                " BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        with pytest.raises(Exception, match="broken"):
            ledger.accept([Draft("s", "f", "k", {})], lambda _: 1, LOOK)
        assert ledger.head() == 0
        assert [event.phase for event in ledger.events()] == ["intent", "failed"]


def test_who_waits_in_a_group_learns_that_it_failed() -> None:
    written: list[int] = []
    gate = threading.Event()

    def write(lines: list[Line]) -> None:
        gate.wait(5)
        if len(lines) > 1:
            raise Unavailable("the disk is full")
        written.append(len(lines))

    group = Group(write, lambda: None)  # type: ignore[arg-type]

    def put(number: int) -> str:
        if number == 9:
            gate.set()
        try:
            group.put(Line(LOOK, "intent", 0))
        except Unavailable as error:
            return error.detail
        return "written"

    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(put, range(10), timeout=20))
    assert said.count("written") == sum(written) >= 1
    assert set(said) <= {"written", "the disk is full"}
