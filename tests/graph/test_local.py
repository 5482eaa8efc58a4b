"""A local projection that cannot be opened or written says why and what to do, and takes all of it back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from graph import local
from graph.local import fault, one_transaction, open_local
from graph.mentions import MentionStore
from graph.passages.store import PassageStore
from ledger.errors import BadInput, Unavailable

SCHEMA = "CREATE TABLE IF NOT EXISTS one (value)"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_local(path, SCHEMA, "things")) as connection:
        yield connection


def test_those_who_open_a_new_file_at_once_wait_for_one_another(tmp_path: Path) -> None:
    """The journal of a new file is switched under a lock for which SQLite does not always wait."""
    together = threading.Barrier(8)

    def open_one(number: int) -> None:
        together.wait()
        with opened(tmp_path / f"{number // 8}.db"):
            pass

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(open_one, range(8 * 25)))


def test_a_file_that_another_writes_for_too_long_is_not_called_another_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "PATIENCE", 0.1)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as first:
        first.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match="another command is writing to it"), opened(tmp_path / "a.db"):
            pass


def test_a_full_disk_takes_all_of_it_back_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count={pages + 2}")
        with (
            pytest.raises(Unavailable, match=r"a\.db cannot be used: .*disk is not full"),
            one_transaction(db),
        ):
            db.executemany("INSERT INTO one VALUES (?)", [("x" * 4000,)] * 20)
        db.execute("PRAGMA max_page_count=1000")
        with one_transaction(db):
            db.execute("INSERT INTO one VALUES ('after')")
        assert db.execute("SELECT value FROM one").fetchall() == [("after",)]


def test_what_cannot_be_committed_is_not_left_open(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("CREATE TABLE of (id PRIMARY KEY, one REFERENCES of DEFERRABLE INITIALLY DEFERRED)")
        with pytest.raises(sqlite3.IntegrityError), one_transaction(db):
            db.execute("INSERT INTO of VALUES (1, 2)")
        with one_transaction(db):
            db.execute("INSERT INTO one VALUES (1)")


def test_a_file_of_another_kind_says_what_to_do_with_it(tmp_path: Path) -> None:
    (tmp_path / "mentions.db").write_bytes(b"no database" * 500)
    with pytest.raises(BadInput, match="move it away and run `locard rebuild`"):
        MentionStore.open(tmp_path / "mentions.db")
    (tmp_path / "passages").mkdir()
    (tmp_path / "passages" / "manifest.db").write_bytes(b"no database" * 500)
    with pytest.raises(BadInput, match="restore it from a backup"):
        PassageStore.open(tmp_path / "passages")


def test_a_file_that_is_damaged_further_down_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as db, one_transaction(db):
        db.executemany("INSERT INTO one VALUES (?)", [("x" * 4000,)] * 50)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    with opened(path) as db, pytest.raises(sqlite3.DatabaseError) as caught:
        db.execute("SELECT sum(length(value)) FROM one").fetchall()
    assert "is damaged" in fault(caught.value, path).detail and "locard rebuild" in fault(caught.value).detail
    told = pytest.raises(BadInput, match=r"a\.db is damaged .* come from a backup")
    with opened(path) as db, told, one_transaction(db):
        db.execute("UPDATE one SET value = value || 'y'")
