"""How many lines a second the log takes and verifies: with a sync each, and in groups, as the web writes.

Run: python -m bench.audit [--seconds 3] [--lines 300000] [--writers 40]. SQLite with synchronous=FULL, one
commit on the disk before a line counts; every line is one consultation with its arguments sealed and its ids
under their words. PostgreSQL is started for it where it is installed, with one and with two processes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.postgres import started
from ledger.act import Act
from ledger.canonical import identify
from ledger.errors import Unavailable
from ledger.ledger import Ledger

IDS = 20
"""Ids in an answer."""
SPAN = 5000
"""Things that are looked at."""
KNOWN = {"with a sync each": 126.0, "in groups of 100": 15_198.0, "verified": 374_000.0}
"""The issue's own figures."""


def look(number: int, ids: int) -> Act:
    """One look, as the web logs it."""
    first = number * 7 % SPAN
    returned = [identify("bench", (first + n) % SPAN) for n in range(ids)]
    arguments = {"id": identify("bench", first), "first": 50, "type": "Person", "after": ""}
    details = {"operation": "neighbours", "domain": "judicial", "arguments": arguments, "returned": returned}
    return Act("bench", "consultation", "measuring the log", "BENCH", details=details)


def written(ledger: Ledger, seconds: float, writers: int, ids: int = IDS) -> float:
    """Lines a second that so many writers commit, each waiting for its own."""
    until = time.perf_counter() + seconds
    acts = [look(number, ids) for number in range(SPAN)]

    def write(writer: int) -> int:
        number = 0
        while time.perf_counter() < until:
            ledger.audit.write(acts[(writer * 131 + number) % SPAN], "intent")
            number += 1
        return number

    start = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        lines = sum(pool.map(write, range(writers)))
    return lines / (time.perf_counter() - start)


def filled(ledger: Ledger, lines: int) -> None:
    """Write lines in groups, heads and all."""
    with ThreadPoolExecutor(200) as pool:
        list(pool.map(lambda n: ledger.audit.write(look(n, 2), "intent"), range(lines)))


def measured(url: str, keys: Path, seconds: float, writers: int) -> Iterator[tuple[str, float]]:
    """Each measurement by name, in lines a second."""
    with Ledger.open(url, keys=keys) as ledger:
        yield "with a sync each: one writer", written(ledger, seconds, 1)
        for count in (writers, 5 * writers):
            yield f"{count} writers, {IDS} ids met for the first time", written(ledger, seconds, count)
            yield f"{count} writers, {IDS} ids", written(ledger, seconds, count)
            yield f"{count} writers, an id", written(ledger, seconds, count, 0)


def verified(url: str, keys: Path, lines: int) -> tuple[float, float]:
    """Lines that `verify` walks with their heads: in a second, and in a second of the processor."""
    with Ledger.open(url, keys=keys) as ledger:
        filled(ledger, max(0, lines - ledger.audit.seal().sequence))
        ledger.audit.heads.make()
        start, busy = time.perf_counter(), time.process_time()
        checked = ledger.audit.verify()
        return checked.lines / (time.perf_counter() - start), checked.lines / (time.process_time() - busy)


def beside(url: str, keys: Path, seconds: float, writers: int, processes: int) -> float:
    """Lines a second of several processes at once."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom bench.audit import Ledger, written\n"
        "with Ledger.open(sys.argv[1], keys=Path(sys.argv[2])) as ledger:\n"
        "    print(written(ledger, float(sys.argv[3]), int(sys.argv[4])))"
    )
    command = [sys.executable, "-c", script, url, str(keys), str(seconds), str(writers)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return sum(float(one.communicate(timeout=600)[0]) for one in running)


def main() -> None:
    """Print one table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=3.0, help="for each measurement")
    arguments.add_argument("--lines", type=int, default=300_000, help="lines to verify")
    arguments.add_argument("--writers", type=int, default=40, help="threads that a web server has")
    given = arguments.parse_args()
    threading.stack_size(256 * 1024)
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": _all(f"sqlite:///{folder}/ledger.db", Path(folder) / "keys", given)}
    try:
        with started() as url, tempfile.TemporaryDirectory() as folder:
            found["PostgreSQL"] = _all(url, Path(folder) / "keys", given)
    except Unavailable as error:
        print(error.detail)
    table = Table("lines a second", *found, title="log")
    for name in found["SQLite"]:
        table.add_row(name, *(f"{rate[name]:,.0f}" for rate in found.values()))
    Console().print(table)
    print("the issue's own figures: " + ", ".join(f"{name} {rate:,.0f}" for name, rate in KNOWN.items()))


def _all(url: str, keys: Path, given: argparse.Namespace) -> dict[str, float]:
    rates = dict(measured(url, keys, given.seconds, given.writers))
    rates[f"two processes, {given.writers} writers each"] = beside(url, keys, given.seconds, given.writers, 2)
    rates["verified"], rates["verified, a second of the processor"] = verified(url, keys, given.lines)
    return rates


if __name__ == "__main__":
    main()
