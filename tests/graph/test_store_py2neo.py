"""The page for notebooks with py2neo: its code runs as written, against both servers.

py2neo is not among our packages. The test runs where this environment has it, or with the Python that
LOCARD_TEST_PY2NEO names, and is skipped elsewhere.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store import GraphStore

PAGE = Path(__file__).resolve().parents[2] / "docs" / "py2neo.md"
PEOPLE = [{"id": "p1", "values": {"id": "p1", "class": 1, "caption": "Jan Peeters"}}]
CASES = [{"id": "c1", "values": {"id": "c1", "class": 1, "caption": "GE.11.L1.000001/2024"}}]


@pytest.fixture
def python() -> str:
    """A Python that has py2neo."""
    if named := os.environ.get("LOCARD_TEST_PY2NEO"):
        return named
    if importlib.util.find_spec("py2neo") is None:
        pytest.skip("no py2neo: name a Python that has it in LOCARD_TEST_PY2NEO")
    return sys.executable


def test_code_of_the_page_runs(python: str, store: GraphStore, embedded_home: Path, tmp_path: Path) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([("entity_person", PEOPLE), ("entity_case", CASES)], 1)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    (tmp_path / "graph").symlink_to(embedded_home)
    done = subprocess.run(
        [python, "-c", code], env=environment(store, tmp_path), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "p1 Jan Peeters" in done.stdout
    assert "GE.11.L1.000001/2024" in done.stdout
    assert "['Entity', 'Person']" in done.stdout


def environment(store: GraphStore, data: Path) -> dict[str, str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith("LOCARD_")}
    if store.embedded:
        return given | {"LOCARD_DATA": str(data)}
    host, port = store.driver.get_server_info().address[:2]
    password = os.environ.get("LOCARD_TEST_NEO4J_PASSWORD", "locard-test")
    address = {"LOCARD_GRAPH_URI": f"bolt://{host}:{port}", "LOCARD_GRAPH_PASSWORD": password}
    return given | address | {"LOCARD_GRAPH_USER": os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j")}
