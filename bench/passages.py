"""How many passages a second are taken in, what a read of them takes, and how large they are.

Run: python -m bench.passages [--size 10000000] [--reads 300]. A month of passages in the order of their
time: 2,000 cameras, as many plates as a tenth of the passages. `append` is what a stream does, batches of
5,000 passages on the disk one by one; `load` the same as tables of 250,000. Reads are of random plates.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from graph.passages.passage import SCHEMA, passages_of
from graph.passages.question import Question
from graph.passages.store import PassageStore

SEED, CAMERAS, STEP, STREAM = 7, 2000, 250_000, 5000
START, SPAN = datetime(2026, 5, 1), timedelta(days=30)
LETTERS = np.array(list("ABCDEFGHJKLMNPRSTUVWXYZ"))


def plates(count: int, rng: np.random.Generator) -> np.ndarray:
    """Belgian plates, 1-ABC-234 without separators."""
    signs = ["1", *rng.choice(LETTERS, (3, count)), *rng.choice(np.array(list("0123456789")), (3, count))]
    made = np.full(count, "", dtype="U8")
    for sign in signs:
        made = np.char.add(made, sign)
    return made


def tables(size: int, known: np.ndarray, step: int, rng: np.random.Generator) -> Iterator[pa.Table]:
    """Passages in the order of their time."""
    latitude, longitude = rng.uniform(50.6, 51.3, CAMERAS), rng.uniform(2.7, 5.9, CAMERAS)
    names = np.array([f"E{n % 40:02}-{n:04}" for n in range(CAMERAS)])
    for start in range(0, size, step):
        count = min(step, size - start)
        camera, ids = rng.integers(0, CAMERAS, count), rng.bytes(16 * count)
        at = np.sort(rng.uniform(start, start + count, count)) / size * SPAN.total_seconds() * 1000
        columns = {
            "id": pa.array([ids[n : n + 16] for n in range(0, 16 * count, 16)], pa.binary(16)),
            "plate": known[rng.integers(0, len(known), count)],
            "country": np.full(count, "BE"),
            "camera": names[camera],
            "latitude": latitude[camera].round(5),
            "longitude": longitude[camera].round(5),
            "time": np.datetime64(START, "ms") + at.astype("timedelta64[ms]"),
            "lane": rng.choice(np.array(["1", "2", "3"]), count),
            "direction": rng.choice(np.array(["in", "uit"]), count),
            "confidence": rng.uniform(0.8, 1, count).round(2).astype("float32"),
            "class": np.full(count, 1, "int64"),
            "feed": np.full(count, "anpr_hit"),
            "record": [f"P{start + n:09}" for n in range(count)],
        }
        yield pa.table({name: columns[name] for name in SCHEMA.names}, schema=SCHEMA)


def loaded(store: PassageStore, made: Iterator[pa.Table]) -> tuple[int, float, float]:
    """Rows, wall seconds and processor seconds in the store alone."""
    rows, wall, cpu = 0, 0.0, 0.0
    for table in made:
        begun, used = time.perf_counter(), time.process_time()
        rows += store.append_table(table).new
        wall, cpu = wall + time.perf_counter() - begun, cpu + time.process_time() - used
    return rows, wall, cpu


def streamed(folder: Path, known: np.ndarray, batches: int) -> tuple[int, float, float]:
    """The same through `append`, from passages with their ids made, as they come from cameras."""
    with PassageStore.open(folder) as store:
        rows, wall, cpu = 0, 0.0, 0.0
        for table in tables(batches * STREAM, known, STREAM, np.random.default_rng(SEED)):
            made = passages_of(table.to_pylist())
            begun, used = time.perf_counter(), time.process_time()
            rows += store.append(made).new
            wall, cpu = wall + time.perf_counter() - begun, cpu + time.process_time() - used
    return rows, wall, cpu


def timed(reads: int, ask: Callable[[int], int]) -> tuple[float, float, float]:
    """Median and p99 in milliseconds, and rows a read."""
    ask(0)
    took, rows = [], 0
    for number in range(reads):
        begun = time.perf_counter()
        rows += ask(number)
        took.append((time.perf_counter() - begun) * 1000)
    return float(np.percentile(took, 50)), float(np.percentile(took, 99)), rows / reads


def asked(
    store: PassageStore, known: np.ndarray, reads: int
) -> Iterator[tuple[str, int, tuple[float, float, float]]]:
    """Each kind of read with how many were made."""
    rng = np.random.default_rng(SEED + 1)
    some = [str(plate) for plate in known[rng.integers(0, len(known), reads + 1)]]

    def ask(**question: object) -> int:
        return len(store.read(Question(**question), (1,)).passages)  # type: ignore[arg-type]

    few = max(reads // 10, 5)
    yield "plate", reads, timed(reads, lambda n: ask(plate=some[n]))
    yield "plate and misread twins", few, timed(few, lambda n: ask(plate=some[n], misread=True))
    yield "plate, first 4 signs", few, timed(few, lambda n: ask(plate=f"{some[n][:4]}*"))
    yield "plate, last 3 signs", few, timed(few, lambda n: ask(plate=f"*{some[n][-3:]}"))
    yield "camera in one hour", few, timed(few, lambda n: ask(camera="E07-0007", **hours(n, 1)))
    yield "5 km in one hour", few, timed(few, lambda n: ask(near=(50.9, 4.4, 5.0), **hours(n, 1)))


def hours(number: int, count: int) -> dict[str, str]:
    """A window of time, each another."""
    after = START.replace(tzinfo=UTC) + timedelta(hours=(number * 37) % 700)
    return {"after": after.isoformat(), "before": (after + timedelta(hours=count)).isoformat()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000_000)
    parser.add_argument("--reads", type=int, default=300)
    parser.add_argument("--batches", type=int, default=20, help="of 5,000, for the rate of a stream")
    given = parser.parse_args()
    rng, table = np.random.default_rng(SEED), Table("what", "n", "p50", "p99", "also", box=None)
    known = plates(max(given.size // 10, 1000), rng)
    with tempfile.TemporaryDirectory(prefix="locard-passages-") as folder:
        rows, wall, cpu = streamed(Path(folder) / "stream", known, given.batches)
        table.add_row(
            "append, 5,000 a batch", str(rows), "", "", f"{rows / wall:,.0f}/s, {cpu:.1f} s of processor"
        )
        with PassageStore.open(Path(folder) / "bulk") as store:
            rows, wall, cpu = loaded(store, tables(given.size, known, STEP, rng))
            table.add_row(
                "load, 250,000 a batch", str(rows), "", "", f"{rows / wall:,.0f}/s, {cpu:.0f} s of processor"
            )
            before = len(store.manifest.parts())
            for state in ("as appended", "folded"):
                for what, count, (half, most, each) in asked(store, known, given.reads):
                    ms = (f"{half:.1f} ms", f"{most:.1f} ms")
                    table.add_row(f"{what}, {state}", str(count), *ms, f"{each:.1f} rows each")
                if state == "as appended":
                    begun = time.perf_counter()
                    store.compact()
                    took = f"{time.perf_counter() - begun:.0f} s, {before} files before"
                    table.add_row("fold the month into one file", str(rows), "", "", took)
            size = sum(part.bytes for part in store.manifest.parts())
            table.add_row(
                "size", str(rows), "", "", f"{size / rows:.1f} bytes a passage, {size / 2**20:.0f} MiB"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    table.add_row("memory", "", "", "", f"{peak:.1f} GiB at most")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
