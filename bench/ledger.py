"""How many records a second the ledger accepts and reads, on SQLite and on PostgreSQL.

Run: python -m bench.ledger [--seconds 3]. Every batch is one acknowledged transaction after
one logged intent, so two commits to disk; `again` sends the same batches a second time, `look` logs one
consultation per act on 8 threads. PostgreSQL is started for it where it is installed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from rich.console import Console
from rich.table import Table

from bench.postgres import started
from ledger.act import Act
from ledger.errors import Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft, Grade, Marking

BATCHES = (1, 100, 1000)
THREADS = 8
ACT = Act("bench", "collection", "measuring the ledger")
LOOK = Act("bench", "consultation", "measuring the ledger", case="BENCH")


def judicial(_: Marking) -> int:
    """The class of every record here."""
    return 1


def drafts(name: str, size: int) -> Iterator[list[Draft]]:
    """Batches of passages, about 250 bytes each, every one with a key of its own."""
    for batch in count():
        yield [passage(f"{name}/{batch}/{row}") for row in range(size)]


def passage(key: str) -> Draft:
    """One row as a plate camera sends it."""
    content = {
        "camera": "E17-GENT-03",
        "time": "2026-01-02T03:04:05Z",
        "plate": "1ABC234",
        "country": "B",
        "lat": "51.0259",
        "lon": "3.7132",
        "note": "x" * 100,
        "key": key,
    }
    return Draft("ANPR", "anpr_passage", key, content, grade=Grade("4x4", "A", "1"))


def per_second(act: Callable[[], int], seconds: float) -> tuple[float, int]:
    """How many things a second an act does that says how many it did; and how often it was called."""
    start, done, calls = time.perf_counter(), 0, 0
    while time.perf_counter() - start < seconds:
        done += act()
        calls += 1
    return done / (time.perf_counter() - start), calls


def measure(ledger: Ledger, seconds: float) -> Iterator[tuple[str, float]]:
    """Each measurement by name, in records (or acts) a second."""
    for size in BATCHES:
        batches = drafts(f"of{size}", size)
        rate, calls = per_second(lambda: len(ledger.accept(next(batches), judicial, ACT)), seconds)  # noqa: B023
        yield f"accept, batches of {size}", rate
    again = drafts(f"of{size}", size)
    sent = time.perf_counter()
    total = sum(len(ledger.accept(next(again), judicial, ACT)) for _ in range(calls))
    yield f"accept again, batches of {size}", total / (time.perf_counter() - sent)
    yield "read by position, 1,000 at a time", _reading(ledger)
    yield "look, one after another", per_second(lambda: _look(ledger), seconds)[0]
    with ThreadPoolExecutor(THREADS) as pool:
        looks = pool.map(lambda _: per_second(lambda: _look(ledger), seconds)[0], range(THREADS))
        yield f"look, {THREADS} threads", sum(looks)


def _look(ledger: Ledger) -> int:
    with ledger.acted(LOOK):
        return 1


def _reading(ledger: Ledger) -> float:
    start, position, read = time.perf_counter(), 0, 0
    while entries := ledger.entries(position):
        position, read = entries[-1].sequence, read + len(entries)
    return read / (time.perf_counter() - start)


def rates(url: str, seconds: float) -> dict[str, float]:
    """All measurements on an empty ledger at a URL."""
    with Ledger.open(url) as ledger:
        return dict(measure(ledger, seconds))


def main() -> None:
    """Print one table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=3.0, help="for each measurement")
    seconds = arguments.parse_args().seconds
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["SQLite"] = rates(f"sqlite:///{folder}/ledger.db", seconds)
    try:
        with started() as url:
            found["PostgreSQL"] = rates(url, seconds)
    except Unavailable as error:
        print(error.detail)
    table = Table("per second", *found, title="ledger")
    for name in found["SQLite"]:
        table.add_row(name, *(f"{rate[name]:,.0f}" for rate in found.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
