"""The table of the law: each row names tests that exist, or says what is still open."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from page_blocks import ROOT

PAGE = ROOT / "docs" / "law.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
OPEN = "**Open**"
SOURCES = (
    "LED 4(1)(b)", "LED 4(1)(c)", "LED 4(1)(d), 16", "LED 4(1)(e), 5; PFA 44/9", "LED 6", "LED 7(1)",
    "LED 7(2), (3)", "LED 9(3)", "LED 10", "LED 11", "LED 14, 15, 17", "LED 16(5), (6)", "LED 20", "LED 24",
    "LED 25", "LED 25(2)", "LED 29", "LED 30", "AIA 5(1)(d)", "AIA 5(1)(e)–(h)", "AIA Annex III 6",
    "AIA 9, 10", "AIA 11, 13", "AIA 12, 19, 26(6)", "AIA 14", "AIA 15", "AIA 86", "PFA 44/2, 44/5",
    "PFA 25/6, 25/7, technical databases", "PFA 44/1",
)  # fmt: skip
"""The rows of the table; one that is left out is a promise that is no longer kept."""


def rows() -> dict[str, tuple[str, str]]:
    """Source → what the software must do, and what shows it."""
    table = PAGE.read_text(encoding="utf-8").split("\n\n| source |")[1].split("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert all(len(row) == 3 for row in cells)
    return {source: (must, shown) for source, must, shown in cells}


@cache
def names_in(file: Path) -> frozenset[str]:
    """The names of the tests of a file, read and not run."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in tree.body if isinstance(one, kinds) and one.name.startswith("test_"))


def missing(text: str) -> list[str]:
    """The tests that a text names and that do not exist."""
    named = [(ROOT / file, name) for file, name in NAMED.findall(text)]
    return [f"{file.name}::{name}" for file, name in named if not file.exists() or name not in names_in(file)]


def test_every_row_of_the_law_stands_in_the_table() -> None:
    assert tuple(rows()) == SOURCES


def test_every_test_that_the_table_names_exists() -> None:
    assert missing(PAGE.read_text(encoding="utf-8")) == []


def test_every_row_names_a_test_or_says_what_is_open() -> None:
    silent = [
        source for source, (_, shown) in rows().items() if not NAMED.search(shown) and OPEN not in shown
    ]
    assert silent == []


def test_what_is_open_says_why() -> None:
    told = [shown.split(OPEN, 1)[1] for _, shown in rows().values() if OPEN in shown]
    assert all(re.match(r": \S.{15,}", one) for one in told)


def test_a_test_that_went_would_be_found() -> None:
    there, gone = "test_every_write_is_an_act", "test_that_was_never_written"
    file = "tests/ledger/test_ledger_audit.py"
    assert missing(f"`{file}::{there}` `{file}::{gone}` `tests/none.py::{gone}`") == [
        f"test_ledger_audit.py::{gone}",
        f"none.py::{gone}",
    ]
