"""A real Neo4j that is killed and started again under an open store: what was acknowledged is there, once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import psutil
import pytest
from derived import load_into, small
from servers import SHARED, free_port, neo4j

from graph.content_hash import content_hash
from graph.store import GraphStore
from ledger.errors import Unavailable

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class Own:
    """A Neo4j of one's own, and a store that stays open while it is away."""

    store: GraphStore
    folder: Path
    port: int

    def kill(self) -> None:
        process = psutil.Process(int((self.folder / "pid").read_text()))
        os.kill(process.pid, signal.SIGKILL)
        psutil.wait_procs([process], timeout=30)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            sleep(0.05)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Own]:
    if not (SHARED / "start").exists():
        pytest.skip("no Neo4j that may be killed: put shared/neo4j beside the repository")
    port = free_port()
    with neo4j(tmp_path, port) as uri, GraphStore.connect(uri, "neo4j", "locard-test", "neo4j") as store:
        store.prepare()
        yield Own(store, tmp_path, port)


def rows(position: int) -> list[dict[str, object]]:
    ids = [f"{position}-{number}" for number in range(50)]
    return [{"id": id_, "values": {"id": id_, "class": 1}} for id_ in ids]


def test_reads_come_back_by_themselves(own: Own) -> None:
    load_into(own.store, small())
    whole = content_hash(own.store)
    own.kill()
    with neo4j(own.folder, own.port):
        assert content_hash(own.store) == whole, "between two reads"
        own.kill()
        with pytest.raises(Unavailable, match="LOCARD_GRAPH_URI"):
            content_hash(own.store)
    with neo4j(own.folder, own.port):
        assert content_hash(own.store) == whole, "after a read that failed"


def test_a_writer_loses_and_doubles_nothing(own: Own) -> None:
    counted = "MATCH (r:Record) RETURN count(r) AS n"
    with own.store.projector("graph", 1) as projector:
        projector.apply([("record", rows(0))], position=1)
        own.kill()
        with neo4j(own.folder, own.port):
            projector.apply([("record", rows(1))], position=2)
            assert own.store.read(counted) == [{"n": 100}]
            own.kill()
            with pytest.raises(Unavailable, match="LOCARD_GRAPH_URI"):
                projector.apply([("record", rows(2))], position=3)
        with neo4j(own.folder, own.port):
            projector.apply([("record", rows(2))], position=3)
            assert own.store.read(counted) == [{"n": 150}]
    assert projector.position == 3
