"""The pages say what is: generated tables are fresh, links lead somewhere, names that are used exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_blocks import ROOT, pages
from page_tables import TABLES, filled

from api.cli.app import app
from api.cli.commands import whole
from api.settings import Settings
from graph.ontology import load
from graph.ontology.page import page

LINK = re.compile(r"\]\(([^)#\s]+)?(?:#([\w-]+))?\)")
PICTURE = "docs/chart.png"
SET_BY_TESTS = {"LOCARD_TEST_PY2NEO"}
IN_DATA = {"graph/loading", "graph/server.json", "graph/server.log"}
"""Files of a data directory, not of the repository."""


def texts() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in pages()}


def test_page_of_the_ontology_is_fresh() -> None:
    made = (ROOT / "docs/ontology.md").read_text(encoding="utf-8")
    assert made == page(load()), "stale: run `python -m graph.ontology.page > docs/ontology.md`"


@pytest.mark.parametrize("name", TABLES)
def test_table_is_fresh(name: str) -> None:
    path, made = TABLES[name]
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text == filled(text, name, made()), f"{path} is stale: run `python tests/docs/page_tables.py`"


def test_every_setting_stands_in_the_table() -> None:
    table = (ROOT / "docs/administrator.md").read_text(encoding="utf-8")
    assert all(f"`LOCARD_{name.upper()}`" in table for name in Settings.model_fields)


def test_every_variable_that_a_page_names_is_a_setting() -> None:
    known = {f"LOCARD_{name.upper()}" for name in Settings.model_fields} | SET_BY_TESTS
    for path, text in texts().items():
        assert set(re.findall(r"\bLOCARD_[A-Z0-9_]+\b", text)) <= known, path.name


def test_links_lead_somewhere() -> None:
    for path, text in texts().items():
        for target, anchor in LINK.findall(text):
            if "://" in target or target == PICTURE:
                continue
            to = path.parent / target if target else path
            assert to.exists(), f"{path.name}: {target}"
            assert not anchor or anchor in anchors(to), f"{path.name}: {target}#{anchor}"


def test_picture_of_the_page_is_there() -> None:
    if not (ROOT / PICTURE).exists():
        pytest.skip(f"{PICTURE} has not been taken yet")
    assert (ROOT / PICTURE).read_bytes().startswith(b"\x89PNG")


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_commands_and_options_that_pages_name_exist() -> None:
    commands = whole(app).commands
    for path, text in texts().items():
        for said in re.findall(r"`locard ([^`]+)`", text):
            name, *rest = said.split()
            assert name in commands or name == "COMMAND", f"{path.name}: locard {said}"
            options = {o for p in commands[name].params for o in (*p.opts, *p.secondary_opts)}
            assert {word for word in rest if word.startswith("--")} <= options, f"{path.name}: {said}"


def test_files_that_pages_name_exist() -> None:
    rooms = r"`((?:api|bench|cypher|docs|graph|ingest|ledger|models|policy|resolution|tests|web)/[\w./-]+)`"
    for path, text in texts().items():
        for named in re.findall(rooms, text):
            assert named in IN_DATA or (ROOT / named).exists(), f"{path.name}: {named}"
