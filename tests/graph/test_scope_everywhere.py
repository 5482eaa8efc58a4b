"""No Cypher of the repository reads without classes: in files, and in the text of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_store_statements import SAFE

from graph.store.scope import complaint
from graph.store.statements import ASIDE, FOLDERS, of_folder

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "ingest", "resolution", "models", "cypher", "ledger", "policy", "api")
CONDITION = re.compile(r"\b\w+\.class\s+IN\s+\$allowed\b")
READS = re.compile(r"\bMATCH\s*\(|\bCALL\s+db\.", re.IGNORECASE)
SCOPED = {one.name: one.text for one in of_folder("queries") if not one.unscoped}


def plain(text: str) -> str:
    """A statement without its strings and comments."""
    return ASIDE.sub(lambda match: " " * len(match[0]), text)


def mutants(text: str) -> Iterator[str]:
    """The text with each condition taken away in turn, made one of two, and turned round."""
    for match in CONDITION.finditer(text):
        for instead in ("true", f"({match[0]} OR true)", f"{match[0]} OR 1 = 1", f"NOT {match[0]}"):
            yield text[: match.start()] + instead + text[match.end() :]


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """All texts of a program that are not descriptions."""
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_each_condition_taken_away_from_a_query_is_seen(name: str) -> None:
    text = plain(SCOPED[name])
    assert CONDITION.search(text) and complaint(text, scoped=True) is None
    for mutant in mutants(text):
        assert complaint(mutant, scoped=True) is not None, mutant


@pytest.mark.parametrize("text", SAFE)
def test_each_condition_taken_away_from_any_form_is_seen(text: str) -> None:
    for mutant in mutants(text):
        assert complaint(mutant, scoped=True) is not None, mutant


def test_all_files_of_cypher_lie_where_they_are_checked() -> None:
    found = {path.relative_to(HOME) for room in ROOMS for path in (HOME / room).rglob("*.cypher")}
    assert found and {path.parent for path in found} == {Path("cypher") / folder for folder in FOLDERS}


def test_no_program_holds_cypher_that_reads_without_classes() -> None:
    checked = 0
    for path in sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py")):
        for text in texts(ast.parse(path.read_text(encoding="utf-8"))):
            checked += 1
            if READS.search(text.value):
                wrong = complaint(plain(text.value), scoped=True)
                assert wrong is None, f"{path.relative_to(HOME)}:{text.lineno}: {wrong}"
    assert checked > 1000
