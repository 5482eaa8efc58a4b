"""Two processes, each with a graph server of its own: one lives the whole story, one lives it without."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import servers
import structlog
from flip_acts import acts
from flip_classes import EVERYTHING
from flip_compare import Tally, compare
from flip_house import FlipHouse, flip_house
from flip_reads import answers, of_the_house
from flip_world import Island

JSON = Any
FEW = 1
"""Questions of each read to who sees everything: enough to see whether what is hidden matters."""


@contextmanager
def twins() -> Iterator[list[ProcessPoolExecutor]]:
    """A process for each of the two houses."""
    pools = [ProcessPoolExecutor(1, get_context("spawn"), initializer=begin) for _ in range(2)]
    try:
        yield pools
    finally:
        for pool in pools:
            pool.shutdown()


def begin() -> None:
    """Say nothing, and end the servers with the process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    Finalize(None, servers.end, exitpriority=10)


def flip(
    pools: Sequence[ProcessPoolExecutor], tally: Tally, islands: Sequence[Island], allowed: tuple[int, ...]
) -> None:
    """Live one batch in both houses, ask all, and count."""
    whole, without = pools
    one = whole.submit(lived, islands, True, allowed)
    other = without.submit(lived, islands, False, allowed)
    compare(tally, islands, one.result(), other.result())


def lived(islands: Sequence[Island], whole: bool, allowed: tuple[int, ...]) -> dict[Any, JSON]:
    """All answers of one house: of a session that holds `allowed`, and of one that sees everything."""
    with servers.lent("embedded") as graph, tempfile.TemporaryDirectory(prefix="locard-flip-") as folder:
        assert graph.home
        with flip_house(Path(folder), graph.home, islands, whole) as house:
            began = time.monotonic()
            house.build(allowed, islands[0].domain)
            found: dict[Any, JSON] = {"built": time.monotonic() - began}
            _ask(house, found, "seen", allowed, 99)
            _ask(house, found, "all", EVERYTHING, FEW)
            for who, sees in (("seen", allowed), ("all", EVERYTHING)):
                for island in islands:
                    told = found[who, island.number]
                    told |= acts(house, island, sees, "base" if who == "seen" else "more", told)
            found["took"] = time.monotonic() - began
            return found


def _ask(house: FlipHouse, found: dict[Any, JSON], who: str, sees: Sequence[int], most: int) -> None:
    for island in house.islands:
        found[who, island.number] = answers(house, island, sees, most)
        if who == "seen":
            found[who, island.number]["deeds"] = house.told(island)
    found[who, -1] = of_the_house(house, sees)
