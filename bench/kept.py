"""A made-up world in a graph server, written by the first load and kept for the next run."""

from __future__ import annotations

import gc
import random
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.derive.derive import Batch
from graph.load import forgotten, load
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options
from graph.version import writing_version

COMMAND = 600.0
"""Seconds that one statement may take: an index over a million nodes is one."""


@contextmanager
def embedded(keep: Path | None, name: str, memory: str) -> Iterator[GraphStore]:
    """An embedded server of its own, its data in a folder of `keep`, or in one that goes when it ends."""
    folder = keep / name if keep else Path(tempfile.mkdtemp(prefix="locard-bench-"))
    try:
        with attach(folder, Options(linger=1.0, memory=memory, command=COMMAND)) as store:
            yield store
    finally:
        if not keep:
            time.sleep(1.5)  # the server still holds its files
            shutil.rmtree(folder, ignore_errors=True)


def filled(store: GraphStore, name: str, pages: Iterable[Batch]) -> str:
    """Fill the graph with a world, unless it holds it already; what is to be said of it.

    The world is told by its name and by the code that writes graphs. What else is in the graph is deleted.
    """
    known = f"bench {name} {writing_version()}"
    if _holds(store, known):
        return f"{name}: as it was kept"
    begun = time.perf_counter()
    with store.projector("bench", 1) as projector:
        projector.empty()
        store.prepare()
        done = load(store, projector, pages, 1, known)
    seconds = time.perf_counter() - begun
    rates = f"{done.nodes / seconds:,.0f} nodes/s, {done.links / seconds:,.0f} links/s"
    return f"{name}: derived and loaded in {seconds:.0f} s ({rates}); beside the bare ways: bench.load"


def _holds(store: GraphStore, known: str) -> bool:
    with store.projector("bench", 1) as projector:
        if projector.incarnation == known and projector.position:
            return True
        unfinished = forgotten(store)
    if unfinished:
        with store.projector("bench", 1):
            pass  # the server that was ended starts again
    return False


def settled() -> None:
    """Let nothing that was made for the load be looked at while reads are timed."""
    gc.collect()
    gc.freeze()


def drawn(persons: int, seed: int) -> Iterator[tuple[int, int]]:
    """The numbers of name and phone of each person of a made-up world."""
    rng = random.Random(seed)
    return ((rng.randrange(persons), rng.randrange(persons)) for _ in range(persons))
