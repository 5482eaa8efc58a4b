"""One passage goes for good: whole or not at all, from older copies too, and while others read."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.passages.passage import Passage
from graph.passages.question import Question
from graph.passages.store import Appended, PassageStore
from ledger.errors import Unavailable

DAY = datetime(2026, 5, 2, 12, tzinfo=UTC)
KILLED = """
import os, signal, sys
from pathlib import Path
from graph.passages.manifest import Manifest
from graph.passages.store import PassageStore
folder, where, id_ = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
done = Manifest.erase
def erase(*given):
    if where == "before": die()
    done(*given)
    die()
Manifest.erase = erase
with PassageStore.open(folder / "passages", folder / "keys") as store:
    store.erase([id_])
"""


def passage(number: int, hours: float = 0, class_: int = 1) -> Passage:
    plate, time = f"1ABC{number:03}", DAY + timedelta(hours=hours, seconds=number)
    return Passage(plate, "E17-GENT-03", time, f"P{number}", "anpr_hit", class_)


def opened(folder: Path) -> PassageStore:
    return PassageStore.open(folder / "passages", folder / "keys")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PassageStore]:
    with opened(tmp_path) as made:
        yield made


def total(store: PassageStore) -> int:
    return store.read(Question(plate="1ABC*"), (1,)).total


def holding(folder: Path, *words: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files for word in words if word.encode() in path.read_bytes()]


def test_one_goes_and_all_others_stay(store: PassageStore, tmp_path: Path) -> None:
    batch = [passage(n, n % 3) for n in range(30)]
    store.append(batch)
    gone = batch[7]
    assert store.erase([gone.id, "zz", "00" * 16]) == 1 and store.erase([gone.id]) == 0
    assert total(store) == 29 and store.get([gone.id], (1,)) == {}
    assert store.append([gone, passage(99)]) == Appended(1, 0, 1)
    assert store.append(batch) == Appended(0, 29, 1)
    store.compact()
    assert total(store) == 30
    assert not holding(tmp_path, gone.id, gone.plate)


def test_the_last_one_of_a_file_takes_the_file_along(store: PassageStore) -> None:
    store.append([passage(1)])
    assert store.erase([passage(1).id]) == 1
    assert store.manifest.parts() == [] and not list(store.folder.glob("month=*/*/*.parquet"))


def test_without_keys_none_is_erased(tmp_path: Path) -> None:
    with PassageStore.open(tmp_path / "passages") as store:
        store.append([passage(1)])
        with pytest.raises(Unavailable, match="LOCARD_KEYS"):
            store.erase([passage(1).id])


@pytest.mark.parametrize("where", ["before", "after"])
def test_who_is_killed_half_way_loses_nothing_and_the_next_one_ends_it(tmp_path: Path, where: str) -> None:
    with opened(tmp_path) as store:
        store.append([passage(n, n % 3) for n in range(30)])
    gone = passage(7, 1)
    told = [str(tmp_path), where, gone.id]
    done = subprocess.run([sys.executable, "-c", KILLED, *told], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    with PassageStore.open(tmp_path / "passages") as store:
        assert total(store) == (30 if where == "before" else 29)
    with opened(tmp_path) as store:
        assert total(store) == 29 and store.append([gone]) == Appended(0, 0, 1)
        assert set(store.folder.glob("month=*/*/*")) == {
            store.folder / part.name for part in store.manifest.parts()
        }


def test_an_older_copy_forgets_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.append([passage(n) for n in range(5)])
    shutil.copytree(tmp_path / "passages", tmp_path / "copy")
    with opened(tmp_path) as store:
        store.erase([passage(3).id])
    shutil.rmtree(tmp_path / "passages")
    shutil.move(tmp_path / "copy", tmp_path / "passages")
    with opened(tmp_path) as store:
        assert total(store) == 4 and store.get([passage(3).id], (1,)) == {}


def test_who_reads_while_a_month_is_dropped_sees_all_of_it_or_nothing(tmp_path: Path) -> None:
    hours, each = 12, 40
    with opened(tmp_path) as store, opened(tmp_path) as other:
        for hour in range(hours):
            store.append([passage(n, hour) for n in range(each)])
            store.append([passage(n, 800 + hour) for n in range(each)])
        seen: list[int] = []
        failed: list[BaseException] = []
        over = threading.Event()

        def look(reader: PassageStore) -> None:
            try:
                while not over.is_set():
                    seen.append(reader.read(Question(plate="1ABC*", limit=5), (1,)).total)
            except BaseException as error:
                failed.append(error)
                raise

        threads = [threading.Thread(target=look, args=(one,)) for one in (store, other, other)]
        for thread in threads:
            thread.start()
        while len(seen) < 10 and not failed:
            over.wait(0.01)
        with opened(tmp_path) as third:
            assert third.drop("2026-05") == hours * each
        met = len(seen)
        while len(seen) < met + 10 and not failed:
            over.wait(0.01)
        over.set()
        for thread in threads:
            thread.join(timeout=30)
        assert not failed and set(seen) == {2 * hours * each, hours * each}
        assert seen[-1] == hours * each
