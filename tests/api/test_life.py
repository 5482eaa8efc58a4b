"""Any order of adding, correcting, erasing, reclassifying, judging ends as a clean build of what counts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from life import OPS, Life, Op, bring, home, retell, template
from servers import emptied, lent

from graph.content_hash import content_hash
from graph.store import GraphStore

FEW, MANY = {"embedded": 16, "neo4j": 10}, int(os.environ.get("LOCARD_TEST_LIVES", "500"))
LIVES = st.lists(st.tuples(st.sampled_from(OPS), st.integers(0, 1 << 20)), min_size=20, max_size=30)
LIGHT = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
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


def live(server: GraphStore, begun: Path, ops: list[Op]) -> None:
    """One life and, after it, the clean build of what it left."""
    folder = Path(tempfile.mkdtemp(prefix="life"))
    try:
        emptied(server)
        with home(folder / "life", server, begun) as house, home(folder / "clean", server, begun) as clean:
            life = Life(house)
            for op in ops:
                life.apply(op)
            bring(house)
            life.holds()
            lived = content_hash(server)
            retell(house, clean)
            emptied(server)
            bring(clean)
            assert content_hash(server) == lived
            ran.update(life.done | {"operations": len(ops), "lives": 1})
    finally:
        shutil.rmtree(folder)


@pytest.mark.timeout(1200)
def test_any_life_ends_as_a_clean_build(server: GraphStore, begun: Path) -> None:
    few = FEW["embedded" if server.embedded else "neo4j"]
    ran.clear()

    @settings(
        max_examples=few, derandomize=True, phases=[Phase.explicit, Phase.generate, Phase.shrink], **LIGHT
    )
    @given(LIVES)
    def lives(ops: list[Op]) -> None:
        live(server, begun, ops)

    lives()
    print(dict(sorted(ran.items())))
    assert ran["lives"] >= few and set(OPS) <= ran.keys()


@pytest.mark.slow
@pytest.mark.timeout(6 * 3600)
def test_any_of_many_lives_ends_as_a_clean_build(server: GraphStore, begun: Path) -> None:
    ran.clear()

    @settings(max_examples=MANY, phases=[Phase.explicit, Phase.generate, Phase.shrink], **LIGHT)
    @given(LIVES)
    def lives(ops: list[Op]) -> None:
        live(server, begun, ops)

    lives()
    print(dict(sorted(ran.items())))
    assert ran["lives"] >= MANY
