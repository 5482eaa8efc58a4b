"""Two processes, each with a graph server of its own: one lives the whole story, one lives it without."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, NamedTuple

import servers
import structlog
from flip_acts import ACTS, acts
from flip_classes import EVERYTHING
from flip_compare import DEEDS, IMPERSONAL, Tally, compare
from flip_house import FlipHouse, flip_house
from flip_reads import (
    FOUND,
    OF_BATCHES,
    QUESTIONS,
    answers,
    few_answers,
    of_the_house,
    with_needed,
)
from flip_world import Island

JSON = Any
READS = frozenset({*QUESTIONS, *FOUND, *OF_BATCHES, *ACTS}) - IMPERSONAL
"""What is asked of who sees everything, too: whether what is hidden matters."""
ROOM = 2**28
"""Bytes that a batch may need, and more."""


class Twins(NamedTuple):
    """Where the house stands that lives the whole story, and where the other one; on which graph server."""

    server: str
    whole: ProcessPoolExecutor
    without: ProcessPoolExecutor


@contextmanager
def twins(server: str = "embedded") -> Iterator[Twins]:
    """A process for each of the two houses; one for both, one after the other, where there is one server."""
    processes = 2 if server == "embedded" else 1
    pools = [ProcessPoolExecutor(1, get_context("spawn"), initializer=begin) for _ in range(processes)]
    try:
        yield Twins(server, pools[0], pools[-1])
    finally:
        for pool in pools:
            pool.shutdown()


def begin() -> None:
    """Say nothing, and end the servers with the process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    Finalize(None, servers.end, exitpriority=10)


def flip(
    houses: Twins,
    tally: Tally,
    islands: Sequence[Island],
    allowed: tuple[int, ...],
    wanted: Collection[str] = READS,
) -> None:
    """Live one batch in both houses, ask all, and count; who sees everything is asked the `wanted` reads."""
    one, other = (
        pool.submit(lived, houses.server, islands, whole, allowed, wanted)
        for pool, whole in ((houses.whole, True), (houses.without, False))
    )
    compare(tally, islands, one.result(), other.result())


def lived(
    server: str, islands: Sequence[Island], whole: bool, allowed: tuple[int, ...], wanted: Collection[str]
) -> dict[Any, JSON]:
    """All answers of one house: of a session that holds `allowed`, and of one that sees everything."""
    with (
        servers.lent(server) as graph,
        _folder() as folder,
        flip_house(Path(folder), graph, islands, whole) as house,
    ):
        house.build(allowed, islands[0].domain)
        return _asked(house, allowed, with_needed(wanted))


def _folder() -> tempfile.TemporaryDirectory[str]:
    """In memory where there is room: what is thrown away need not outlive a power cut."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return tempfile.TemporaryDirectory(prefix="locard-flip-", dir=memory if roomy else None)


def _asked(house: FlipHouse, allowed: tuple[int, ...], wanted: Collection[str]) -> dict[Any, JSON]:
    found: dict[Any, JSON] = {}
    for island in house.islands:
        found["seen", island.number] = {**answers(house, island, allowed), DEEDS: house.told(island)}
    found["seen", -1] = of_the_house(house, allowed)
    for island in house.islands:
        found["all", island.number] = few_answers(house, island, EVERYTHING, wanted)
    found["all", -1] = of_the_house(house, EVERYTHING, wanted & {*OF_BATCHES})
    for who, sees, of in (("seen", allowed, None), ("all", EVERYTHING, wanted)):
        for island in house.islands:
            told = found[who, island.number]
            told |= acts(house, island, sees, told, of)
    return found
