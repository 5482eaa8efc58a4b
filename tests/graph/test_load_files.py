"""The graph as files: what Neo4j's own import makes of them equals what the everyday path writes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from derived import World, empty, load_into, small
from servers import SHARED, free_port, neo4j

from graph.content_hash import content_hash
from graph.load.files import Files
from graph.store import GraphStore

IMPORT = ["org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j"]
FLAGS = ["--array-delimiter=U+001F", "--multiline-fields=true", "--skip-bad-relationships=true"]
PLACE = {"name": "graph", "position": 7, "incarnation": "made", "token": 0}


def told(folder: Path, world: World) -> list[str]:
    return Files(folder).write(
        [world.derive(world.components()[:4]), world.derive(world.components()[4:])], PLACE
    )


def test_each_kind_of_node_and_link_has_a_file(tmp_path: Path) -> None:
    parts = told(tmp_path, small())
    assert f"--nodes=Entity:Person={tmp_path}/nodes-entity-person.csv" in parts
    assert f"--relationships=REFERS_TO={tmp_path}/relationships-refers_to.csv" in parts
    first, *rows = (tmp_path / "nodes-record.csv").read_text().splitlines()
    assert first.startswith(":ID,id:string,class:long,source:string") and len(rows) == 2


@pytest.mark.skipif(not (SHARED / "start").exists(), reason="no shared/neo4j beside the repository")
def test_an_import_of_the_files_is_the_same_graph(tmp_path: Path, neo4j_store: GraphStore) -> None:
    world, home = small(), tmp_path / "home"
    home.mkdir()
    parts = told(tmp_path / "files", world)
    tool = ["java", "-cp", f"{SHARED}/lib/*", *IMPORT]
    at = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home)}
    asked = [*tool, *FLAGS, "--bad-tolerance=-1", *parts]
    done = subprocess.run(asked, env=at, cwd=tmp_path, capture_output=True, text=True)  # it leaves a report
    assert done.returncode == 0, done.stdout + done.stderr
    empty(neo4j_store)
    load_into(neo4j_store, world)
    assert _hash(home) == content_hash(neo4j_store)


def _hash(home: Path) -> str:
    with (
        neo4j(home, free_port()) as uri,
        GraphStore.connect(uri, "neo4j", "locard-test", "neo4j") as store,
    ):
        with store.projector("graph", 1) as projector:
            assert (projector.position, projector.incarnation) == (7, "made")
        return content_hash(store)
