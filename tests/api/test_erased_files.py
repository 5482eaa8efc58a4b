"""What a graph server's own files still hold after an erasure, and that deriving it anew leaves nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import servers
from test_erased_nowhere import FEED, PURPOSE, ROWS, SAID

from api.acts import Acts
from api.installation import GRAPH, Installation
from api.pipeline import bring_up_to_date
from api.settings import Settings
from api.stages.receive import receive
from api.sweep import sweep
from ingest.feeds import parse

Run = Callable[[Callable[[Installation], None]], None]


@contextmanager
def embedded(folder: Path) -> Iterator[tuple[Run, list[Path]]]:
    """How something is done in an installation, whose server has ended after it; and the server's data."""
    data = folder / "data"

    def run(work: Callable[[Installation], None]) -> None:
        with Installation(Settings(data=data, graph_idle_seconds=1.0, graph_memory="512m")) as house:
            work(house)
        end = time.monotonic() + 120
        while (data / GRAPH / "server.json").exists() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(2)

    yield run, [data / GRAPH]


@contextmanager
def neo4j(folder: Path) -> Iterator[tuple[Run, list[Path]]]:
    """The same over a Neo4j of one's own."""
    if not (servers.SHARED / "start").exists():
        pytest.skip("no Neo4j: put shared/neo4j beside the repository")
    own = folder / "neo4j"

    def run(work: Callable[[Installation], None]) -> None:
        with servers.neo4j(own, servers.free_port()) as uri:
            given = {"graph_uri": uri, "graph_user": "neo4j", "graph_password": "locard-test"}
            with Installation(Settings(data=folder / "data", **given)) as house:
                work(house)

    yield run, [own / "data" / "databases" / "neo4j", own / "data" / "transactions" / "neo4j"]


SERVERS = {"embedded": embedded, "neo4j": neo4j}


def holding(folders: list[Path]) -> dict[str, list[str]]:
    """File → what of the erased record it holds, in any case of letters."""
    found: dict[str, list[str]] = {}
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
        content = path.read_bytes().lower()
        if some := [word for word in SAID if word.lower().encode() in content]:
            found[path.name] = some
    return found


def receive_all(house: Installation) -> None:
    file = house.settings.data.parent / "notes.csv"
    file.write_text(ROWS)
    receive(house, [file], parse(FEED, "notes"))
    bring_up_to_date(house)


def erase(house: Installation) -> None:
    acts = Acts(house, "ana", PURPOSE, (1,))
    record = house.ledger.current("NOTES", "1")
    assert record is not None
    acts.erase(acts.going([record]))
    bring_up_to_date(house)
    assert sweep(house) == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", SERVERS)
def test_a_graph_derived_anew_holds_nothing_of_what_was_erased(name: str, tmp_path: Path) -> None:
    with SERVERS[name](tmp_path) as (run, folders):
        run(receive_all)
        assert {word for some in holding(folders).values() for word in some} == {*SAID}
        run(erase)
        print(name, holding(folders))
        for folder in folders:
            shutil.rmtree(folder)
        run(lambda house: bring_up_to_date(house) and None)
        assert holding(folders) == {}
        assert any(path.is_file() for folder in folders for path in folder.rglob("*"))
