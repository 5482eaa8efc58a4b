"""Any order of adding, correcting, erasing, reclassifying, judging ends as a clean build of what counts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from layered_house import bring
from life import OPS, Island, Life, Op, home, retell, template
from servers import emptied, lent

from graph.content_hash import content_hash
from graph.store import GraphStore

SIZE = int(os.environ.get("LOCARD_TEST_LIVES_SIZE", "20"))
"""Lives in one installation: what it costs to begin, to run and to build anew is shared."""
FEW, MANY = 2, -(-int(os.environ.get("LOCARD_TEST_LIVES", "500")) // SIZE)
"""Installations; the first that is drawn is the simplest there is."""
LIFE = st.lists(st.tuples(st.sampled_from(OPS), st.integers(0, 1 << 20)), min_size=20, max_size=24)
BATCH = st.tuples(st.lists(LIFE, min_size=SIZE, max_size=SIZE), st.sets(st.integers(0, 22), max_size=6))
"""The operations of each life, and after which the chain runs."""
LIGHT = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
IN_MEMORY = Path("/dev/shm")
"""Where there is one, files lie in it: to wait for a disk shows nothing here."""
ran = Counter[str]()


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def server(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """One graph server for all lives of this module."""
    with lent(request.param) as graph:
        yield graph.store


@pytest.fixture(scope="module")
def begun(server: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory with which each life begins."""
    return template(tmp_path_factory.mktemp("template"), server)


def live(server: GraphStore, begun: Path, lives: list[list[Op]], runs: set[int]) -> None:
    """Several lives in one installation, step by step, and after them the clean build of what they left."""
    folder = Path(tempfile.mkdtemp(prefix="life", dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
    try:
        emptied(server)
        with home(folder / "life", server, begun) as house, home(folder / "clean", server, begun) as clean:
            each = [Life(house, Island(number)) for number in range(len(lives))]
            for step, ops in enumerate(zip_longest(*lives)):
                for life, op in zip(each, ops, strict=True):
                    if op:
                        life.apply(op)
                if step in runs:
                    bring(house)
            bring(house)
            for life in each:
                life.holds()
                ran.update(life.done)
            house.ledger.check()
            lived = content_hash(server)
            retell(house, clean, [key for life in each for key in life.island.keys])
            emptied(server)
            bring(clean)
            assert content_hash(server) == lived
            ran.update({"operations": sum(map(len, lives)), "lives": len(lives), "run": len(runs) + 1})
    finally:
        shutil.rmtree(folder)


@pytest.mark.timeout(1200)
def test_any_life_ends_as_a_clean_build(server: GraphStore, begun: Path) -> None:
    ran.clear()

    @settings(max_examples=FEW, derandomize=True, phases=[Phase.explicit, Phase.generate], **LIGHT)
    @given(BATCH)
    def lives(batch: tuple[list[list[Op]], set[int]]) -> None:
        live(server, begun, *batch)

    lives()
    print(dict(sorted(ran.items())))
    assert ran["lives"] >= FEW * SIZE and set(OPS) <= ran.keys()


@pytest.mark.slow
@pytest.mark.timeout(6 * 3600)
def test_any_of_many_lives_ends_as_a_clean_build(server: GraphStore, begun: Path) -> None:
    ran.clear()

    @settings(max_examples=MANY, phases=[Phase.explicit, Phase.generate, Phase.shrink], **LIGHT)
    @given(BATCH)
    def lives(batch: tuple[list[list[Op]], set[int]]) -> None:
        live(server, begun, *batch)

    lives()
    print(dict(sorted(ran.items())))
    assert ran["lives"] >= MANY * SIZE
