"""Killed, out of disk, a clock that goes back: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from writing import passage

from api.backup import backup
from api.installation import Installation
from api.settings import Settings
from api.writer import is_dead, me
from graph.passages.files import strays
from graph.passages.question import Question
from graph.passages.store import PassageStore
from graph.store.home import Address, began
from ingest.synthetic.world import generate
from ledger.act import Act
from ledger.errors import BadInput, Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft

WRITING, CHAIN = Path(__file__).with_name("writing.py"), Path(__file__).with_name("chain.py")
ACT = Act("ana", "collection", "a test")
Safe = dict[str, set[str]]


def written(data: Path, name: str, seconds: float, limit: int = 0) -> tuple[Safe, str, int]:
    """What a writing process said was safe until it was killed or gave up, its last word, its exit code."""
    command = [sys.executable, str(WRITING), str(data), name, *([str(limit)] if limit else [])]
    safe: Safe = {"record": set(), "passage": set()}
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        timer = None
        for line in child.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "open":
                timer = threading.Timer(seconds, child.kill)
                timer.start()
            elif word in safe and len(rest) == 32 and line.endswith("\n"):
                safe[word].add(rest)
            else:
                last = line
        code = child.wait(timeout=60)
        if timer:
            timer.cancel()
    return safe, last, code


def assert_whole(data: Path, safe: Safe) -> None:
    """All that was acknowledged is there, once, and what was cut short left nothing behind."""
    with Ledger.open(f"sqlite:///{data / 'ledger.db'}") as ledger:
        assert ledger.records(sorted(safe["record"])).keys() == safe["record"]
        assert ledger.check() == ledger.head() and ledger.verify() > 0
    with PassageStore.open(data / "passages") as store:
        assert store.get(sorted(safe["passage"]), (1,)).keys() == safe["passage"]
        assert not list(strays(store.folder, store.manifest.parts()))
        everything = Question(after="2026-01-01", before="2027-01-01", limit=10**6)
        found = [p.id for p in store.read(everything, (1,)).passages]
        assert len(found) == len(set(found)) == sum(store.months().values())


def test_killed_while_records_and_passages_are_written(tmp_path: Path) -> None:
    chance, safe = random.Random(1910), {"record": set[str](), "passage": set[str]()}
    for kill in range(5):
        more, _, code = written(tmp_path, f"run{kill}", chance.uniform(0.2, 2.5))
        assert code == -9
        for word in safe:
            safe[word] |= more[word]
    print(f"5 kills: {len(safe['record'])} records and {len(safe['passage'])} passages were safe")
    assert safe["passage"]
    assert_whole(tmp_path, safe)


def test_files_that_may_not_grow_are_told_and_lose_nothing(tmp_path: Path) -> None:
    safe, last, code = written(tmp_path, "limited", 60, limit=600_000)
    assert code == 3 and "disk is not full" in last, last
    assert safe["record"]
    assert_whole(tmp_path, safe)
    more, _, code = written(tmp_path, "after", 1.5)
    assert code == -9 and more["passage"]
    assert_whole(tmp_path, {word: safe[word] | more[word] for word in safe})


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 12 MB; skipped where this account may not make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk: this account may not mount one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def grown(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(disk: Path) -> None:
    safe, last, code = written(disk, "full", 120)
    assert code == 3 and "disk is not full" in last, last
    assert safe["record"] and safe["passage"]
    grown(disk, "60m")
    assert_whole(disk, safe)
    more, _, code = written(disk, "after", 1.5)
    assert code == -9 and more["passage"]
    assert_whole(disk, {word: safe[word] | more[word] for word in safe})


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_chain_on_a_full_disk_ends_in_the_same_graph_later(disk: Path, tmp_path: Path) -> None:
    generate(tmp_path / "world", 60, 7)
    clean = chained(tmp_path / "clean", tmp_path / "world")
    assert clean[0] == 0
    sizes = ("12m", "30m", "60m", "90m")
    tried = []
    for size in sizes:
        grown(disk, size)
        tried.append(chained(disk / "data", tmp_path / "world")[0])
    grown(disk, "2g")
    last = chained(disk / "data", tmp_path / "world")
    print(f"on {sizes} the chain ended with {tried}; content hash {last[1]}")
    assert tried[0] != 0
    assert last == clean


def chained(data: Path, world: Path) -> tuple[int, str]:
    """Exit code and content hash of one run of the chain."""
    command = [sys.executable, str(CHAIN), str(data), str(world)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    hashes = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("hash ")]
    return done.returncode, hashes[0] if hashes else ""


def test_a_clock_that_goes_back_changes_no_order(ledger_url: str) -> None:
    """Places in the sequence decide, not times: the last accepted version counts."""
    now = [datetime(2026, 5, 2, 12, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] -= timedelta(minutes=10)
        return now[0]

    with Ledger.open(ledger_url, clock) as ledger:
        for number in range(12):
            ledger.accept([Draft("S", "f", "k", {"n": str(number)})], lambda _: 1, ACT)
        current = ledger.current("S", "k")
        assert current is not None and current.content == {"n": "11"}
        entries = ledger.entries()
        assert [entry.sequence for entry in entries] == list(range(1, 13))
        assert [entry.at for entry in entries] == sorted((e.at for e in entries), reverse=True)
        assert ledger.check() == 12 and ledger.verify() == 24
        first = ledger.lease("writer", "a:1:1", 60)
        first.release()
        assert ledger.lease("writer", "b:2:2", 60).token > first.token


def test_a_process_is_the_same_when_somebody_sets_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a server that runs is not found, and who is writing is taken for dead."""
    server, holder = Address(os.getpid(), str(began(os.getpid())), 1, ""), me()
    # The system reckons from the clock when it was started, and psutil from that when a process was.
    monkeypatch.setattr("psutil._psplatform.boot_time", lambda: 1_000_000.0)
    assert server.is_alive() and not is_dead(holder)
    assert is_dead(f"{holder}1") and is_dead(holder.replace(f":{os.getpid()}:", f":{2**22 - 1}:"))


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "under"):
        house = Installation(Settings(data=folder, keys=str(tmp_path / "keys")))
        with house, pytest.raises(Unavailable, match="name another in LOCARD_DATA"):
            house.ledger.head()
    house = Installation(Settings(data=tmp_path / "data", keys=str(tmp_path / "keys")))
    with house, pytest.raises(BadInput, match="name another folder"):
        backup(house, tmp_path / "taken" / "under")


def test_no_room_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "passages"
    with PassageStore.open(folder):
        pass
    (folder / "month=2026-05").write_text("in the way")
    with PassageStore.open(folder) as store, pytest.raises(Unavailable, match="nothing of it was taken in"):
        store.append([passage("x", 0, 0)])
