"""The one sequence: order of commits, readers by position, and several processes at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from ledger.act import Act
from ledger.database import Database
from ledger.entry import Decision, Publication
from ledger.errors import BadInput, Contradiction, Tampered, Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft, Marking

ACT = Act("ana", "collection", "test of the ledger")


def drafts(name: str, count: int) -> list[Draft]:
    return [Draft(name, "f", str(i), {"n": str(i)}) for i in range(count)]


def judicial(_: Marking) -> int:
    return 1


def test_entries_stand_in_the_order_of_their_commits(ledger: Ledger) -> None:
    ledger.accept(drafts("a", 2), judicial, ACT)
    place = ledger.decide(Decision("positive", {"a": "m1", "b": "m2"}, 1, "ana", "same plate"), ACT)
    published = ledger.publish(Publication("feed", "anpr", "1", {"key": ["plate"]}), ACT)
    entries = ledger.entries()
    assert [(e.sequence, e.kind, e.class_) for e in entries] == [
        (1, "record", 1),
        (2, "record", 1),
        (place, "decision", 1),
        (published, "publication", 0),
    ]
    assert all(e.reference == getattr(e, e.kind).id for e in entries)
    assert [e.sequence for e in ledger.entries(after=1, limit=2)] == [2, 3]
    assert ledger.entries(after=ledger.head()) == []


def test_a_version_is_published_once(ledger: Ledger) -> None:
    first = Publication("model", "persons", "1", {"weights": [0.5]})
    assert ledger.publish(first, ACT) == ledger.publish(first, ACT) == 1
    with pytest.raises(Contradiction, match="give it another one"):
        ledger.publish(Publication("model", "persons", "1", {"weights": [0.6]}), ACT)
    assert ledger.publish(Publication("model", "persons", "2", {"weights": [0.6]}), ACT) == 2
    assert ledger.publish(first, ACT) == 3
    latest = ledger.published("model", "persons")
    assert latest == first
    assert ledger.published("model", "vehicles") is None


def test_a_reader_by_position_skips_no_late_commit(ledger: Ledger, ledger_url: str) -> None:
    """Two writers and a reader that only ever asks for what comes after what it saw."""
    seen: list[int] = []
    done = threading.Event()

    def write(name: str) -> None:
        with Ledger.open(ledger_url) as own:
            for batch in range(15):
                own.accept(drafts(f"{name}{batch}", 1 + 12 * (batch % 3)), judicial, ACT)

    def read() -> None:
        while not done.is_set() or ledger.head() > len(seen):
            seen.extend(e.sequence for e in ledger.entries(after=seen[-1] if seen else 0, limit=7))

    with ThreadPoolExecutor(3) as pool:
        reader = pool.submit(read)
        for writer in [pool.submit(write, name) for name in "ab"]:
            writer.result(timeout=60)
        done.set()
        reader.result(timeout=60)
    assert seen == list(range(1, 391))


def test_a_place_is_given_only_after_the_place_before_is_committed(postgres_url: str) -> None:
    """A writer that is slow to commit keeps the next one from its place, so nobody reads past it."""
    order: list[str] = []
    database, inside = Database(postgres_url), threading.Event()

    def second() -> None:
        inside.wait()
        with database.writing():
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with database.writing():
        inside.set()
        thread.join(timeout=0.3)
        order.append("first")
    thread.join(timeout=30)
    database.close()
    assert order == ["first", "second"]


def _open(url: str, ready: Callable[[], int]) -> str:
    ready()
    with Ledger.open(url) as ledger:
        ledger.accept(drafts("s", 3), judicial, ACT)
        return ledger.incarnation


def test_several_may_open_a_new_ledger_at_once(ledger_url: str) -> None:
    barrier = threading.Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        opened = [pool.submit(_open, ledger_url, barrier.wait) for _ in range(4)]
        incarnations = {one.result(timeout=60) for one in opened}
    assert len(incarnations) == 1
    with Ledger.open(ledger_url) as ledger:
        assert ledger.head() == 3


def _child(url: str, name: str) -> None:
    with Ledger.open(url) as ledger:
        for batch in range(5):
            ledger.accept(drafts(f"{name}{batch}", 10), judicial, ACT)


def test_several_processes_write_at_once(ledger_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    children = [spawn.Process(target=_child, args=(ledger_url, name)) for name in "ab"]
    for child in children:
        child.start()
    for child in children:
        child.join(timeout=60)
    assert [child.exitcode for child in children] == [0, 0]
    with Ledger.open(ledger_url) as ledger:
        assert ledger.head() == 100
        assert ledger.verify() == 20


@pytest.mark.parametrize("table", ["entry", "record", "decision", "publication", "audit"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET sequence = sequence + 100", "DELETE FROM {}"])
def test_the_server_refuses_to_change_what_was_written(tmp_path: Path, table: str, statement: str) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    with Ledger.open(url) as ledger:
        ledger.accept(drafts("s", 1), judicial, ACT)
        ledger.decide(Decision("positive", {}, 1, "ana"), ACT)
        ledger.publish(Publication("feed", "f", "1", {}), ACT)
    _refused(url, statement.format(table))


def test_postgresql_refuses_too(postgres_url: str) -> None:
    with Ledger.open(postgres_url) as ledger:
        ledger.accept(drafts("s", 1), judicial, ACT)
    for statement in ("UPDATE record SET content = ''", "DELETE FROM audit", "TRUNCATE entry"):
        _refused(postgres_url.replace("postgresql:", "postgresql+psycopg:"), statement)


def _refused(url: str, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection, pytest.raises(DatabaseError, match="never changed or deleted"):
            connection.execute(text(statement))
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE record SET content = replace(content, '1', '7') WHERE sequence = 2", 2),
        ("UPDATE decision SET author = 'bob'", 4),
        ("DELETE FROM entry WHERE sequence = 3", 3),
        ("DELETE FROM record WHERE sequence = 1", 1),
    ],
)
def test_the_first_changed_entry_is_found(tmp_path: Path, change: str, place: int) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.accept(drafts("s", 3), judicial, ACT)
        ledger.decide(Decision("positive", {}, 1, "ana"), ACT)
        assert ledger.check() == 4
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            connection.executescript("".join(f"DROP TRIGGER {name};" for (name,) in triggers) + change)
        with pytest.raises(Tampered, match=f"entry {place}"):
            ledger.check()


@pytest.mark.parametrize("byte", [b"y", b"\xff", b"\x00"])
def test_a_changed_byte_in_the_file_is_found(tmp_path: Path, byte: bytes) -> None:
    file = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{file}") as ledger:
        ledger.accept([Draft("s", "f", "k", {"text": "x" * 50})], judicial, ACT)
    whole = file.read_bytes()
    place = whole.index(b"x" * 50) + 20
    file.write_bytes(whole[:place] + byte + whole[place + 1 :])
    with Ledger.open(f"sqlite:///{file}") as ledger, pytest.raises(Tampered):
        ledger.check()


def test_a_file_that_is_no_ledger_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(Tampered, match="restore a backup"):
        Ledger.open(f"sqlite:///{tmp_path}/ledger.db")


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/new/ledger.db") as ledger:
        ledger.accept(drafts("s", 1), judicial, ACT)
        modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    assert modes == {0o600}


def test_a_restore_changes_the_incarnation(ledger: Ledger, ledger_url: str) -> None:
    before = ledger.incarnation
    after = ledger.restored(Act("ana", "alteration", "restored from Sunday's backup"))
    assert before != after == ledger.incarnation
    with Ledger.open(ledger_url) as again:
        assert again.incarnation == after


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("sqlite://", BadInput, "in memory"),
        ("mysql://host/name", BadInput, "SQLite or PostgreSQL"),
        ("ledger.db", BadInput, "no address"),
        ("postgresql://ana:secret@127.0.0.1:1/none", Unavailable, "does not answer"),
        ("sqlite:////dev/null/none/ledger.db", Unavailable, "folder"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(url: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        Ledger.open(url)
    assert "secret" not in str(caught.value)
