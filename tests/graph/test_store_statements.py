"""The statements of the repository, and what a statement may not be."""

from __future__ import annotations

import pytest

from graph.store.scope import complaint
from graph.store.statements import FOLDERS, named, of_folder, parse, statements
from ledger.errors import BadConfiguration, BadInput

# Exempt from classes are the statements of the content hash alone: it proves that two whole graphs are equal.
HEAD = "// answers who it is\n// param: allowed list – classes\n// returns: id – id\n"
NODE = "(n:Entity WHERE n.class IN $allowed)"
LINK = "[r WHERE r.class IN $allowed]"
FULL_TEXT = "CALL db.index.fulltext.queryNodes('i', 't') YIELD node"

LEAKS = [
    "MATCH (n:Entity) RETURN n.id AS id",
    "MATCH (n) RETURN n.id AS id",
    "MATCH (n:Entity WHERE n.class IN $allowed OR n.id = '1') RETURN n.id AS id",
    "MATCH (n:Entity WHERE NOT n.class IN $allowed) RETURN n.id AS id",
    "MATCH (n:Entity WHERE m.class IN $allowed) RETURN n.id AS id",
    "MATCH (n:Entity) WHERE n.class IN $allowed RETURN n.id AS id",
    f"MATCH {NODE}, (m) RETURN m.id AS id",
    f"MATCH {NODE}, (m:Entity {{id: 'x'}}) RETURN m.id AS id",
    f"MATCH {NODE}-[r]-(n) RETURN n.id AS id",
    f"MATCH {NODE}-[:USES]->(n) RETURN n.id AS id",
    f"MATCH {NODE}-->(n) RETURN n.id AS id",
    f"MATCH {NODE}--(n) RETURN n.id AS id",
    f"MATCH {NODE}-{LINK}->() RETURN n.id AS id",
    f"MATCH {NODE}-{LINK}->(m:Entity) RETURN n.id AS id",
    f"MATCH {NODE} WHERE EXISTS {{ (n)-{LINK}->(:Case) }} RETURN n.id AS id",
    f"MATCH {NODE} RETURN COUNT {{ (n)--() }} AS id",
    f"MATCH {NODE} RETURN [(n)-{LINK}-(m) | m.id] AS id",
    f"MATCH {NODE} WITH 1 AS one MATCH (n) RETURN n.id AS id",
    f"MATCH {NODE} WITH count(n) AS one MATCH (n)-{LINK}-{NODE} RETURN n.id AS id",
    f"MATCH {NODE} RETURN n.id AS id UNION MATCH (n) RETURN n.id AS id",
    f"MATCH {NODE} ((x)-{LINK}-(y)){{1,3}} {NODE} RETURN n.id AS id",
    f"{FULL_TEXT} AS n MATCH (n) WHERE n.class IN $allowed RETURN n.id AS id",
    f"MATCH {NODE} CALL {{ MATCH (n) RETURN count(n) AS c }} RETURN c AS id",
    f"MATCH {NODE} CALL () {{ MATCH (n) RETURN count(n) AS c }} RETURN c AS id",
    f"MATCH {NODE} CALL (n) {{ MATCH (n)-{LINK}-(m) RETURN m }} RETURN m.id AS id",
    f"MATCH {NODE} CALL {{ WITH n MATCH (n)--(m WHERE m.class IN $allowed) RETURN m }} RETURN m.id AS id",
    f"MATCH {NODE} WHERE EXISTS {{ (n)-{LINK}-(c WHERE c.class IN $allowed) }} MATCH (c) RETURN c.id AS id",
    f"MATCH {NODE} WHERE EXISTS {{ MATCH (c:Case) }} RETURN n.id AS id",
    f"MATCH {NODE} RETURN [(n)-{LINK}-(m WHERE m.class IN $allowed) | m.id] AS a, COUNT {{ (m) }} AS id",
    f"MATCH {NODE} RETURN COLLECT {{ MATCH (n)-{LINK}-(m) RETURN m.id }} AS id",
    f"MATCH {NODE} ((x WHERE x.class IN $allowed)-[r]-(y)){{1,3}} {NODE} RETURN n.id AS id",
]
SAFE = [
    f"MATCH {NODE} RETURN n.id AS id",
    f"MATCH {NODE} WHERE (n.a + 1) * (n.b) > 2 RETURN count(n) AS id",
    f"MATCH {NODE}-[r:USES WHERE r.class IN $allowed]->(m:Object WHERE m.class IN $allowed AND"
    " m.x = 1) RETURN m.id AS id",
    f"MATCH {NODE} WITH n ORDER BY n.id MATCH (n)-{LINK}-(m WHERE m.class IN $allowed) RETURN m.id AS id",
    f"MATCH {NODE} WHERE EXISTS {{ (n)-{LINK}->(c:Case WHERE c.class IN $allowed) }} RETURN n.id AS id",
    f"{FULL_TEXT} AS n WHERE n.class IN $allowed AND n.x > 1 RETURN n.id AS id",
    f"{FULL_TEXT}, score WHERE node.class IN $allowed RETURN node.id AS id",
    f"MATCH {NODE} CALL (n) {{ MATCH (n)-{LINK}-(m WHERE m.class IN $allowed) RETURN m }} RETURN m.id AS id",
    f"MATCH {NODE} CALL {{ WITH n MATCH (n)-{LINK}-(m WHERE m.class IN $allowed) RETURN m }} RETURN m AS id",
    f"MATCH {NODE} RETURN COUNT {{ (n)-{LINK}-(m WHERE m.class IN $allowed) }} AS id",
    f"MATCH {NODE} RETURN [(n)-{LINK}-(m WHERE m.class IN $allowed) | m.id] AS id",
    f"MATCH {NODE} ((x WHERE x.class IN $allowed)-{LINK}-(y WHERE y.class IN $allowed)){{1,3}}"
    " (z WHERE z.class IN $allowed) RETURN z.id AS id",
]
FORBIDDEN = [
    "MERGE (a:Entity:Person {id: 1}) RETURN a AS id",
    "MATCH (a:Entity&Person {id: 1}) RETURN a AS id",
    "MATCH p = shortestPath((a)-[*]-(b)) RETURN p AS id",
    "MATCH p = allShortestPaths((a)-[*]-(b)) RETURN p AS id",
    "MATCH p = ANY SHORTEST (a)-[r]-+(b) RETURN p AS id",
    "MATCH p = SHORTEST 3 (a)-[r]-+(b) RETURN p AS id",
    "MATCH (a)-[r WHERE r.class IN $allowed]->{1,3}(b) RETURN b AS id",
    "MATCH (a)-[r WHERE r.class IN $allowed]-+(b) RETURN b AS id",
    "MATCH (a)-[r:USES WHERE r.class IN $allowed]->*(b) RETURN b AS id",
]


def test_all_statements_of_the_repository_are_read_and_scoped() -> None:
    found = statements()
    assert found["projection_claim"].folder == "writes"
    assert {statement.folder for statement in found.values()} == set(FOLDERS)
    exempt = {statement.name for statement in of_folder("queries") if statement.unscoped}
    assert {name for name in exempt if not name.startswith("hash_")} == set()


@pytest.mark.parametrize("text", LEAKS)
def test_pattern_without_classes_is_refused(text: str) -> None:
    found = complaint(text, scoped=True)
    assert found is not None, text
    assert "class IN $allowed" in found.reason
    assert complaint(text, scoped=False) is None


@pytest.mark.parametrize("text", SAFE)
def test_pattern_with_classes_is_accepted(text: str) -> None:
    assert complaint(text, scoped=True) is None


@pytest.mark.parametrize("text", FORBIDDEN)
def test_form_that_differs_between_servers_is_refused(text: str) -> None:
    assert complaint(text, scoped=False) is not None


def test_header_is_read() -> None:
    source = (
        HEAD
        + "// example: {allowed: [1]}\n\n"
        + f"MATCH {NODE}\nRETURN n.id AS id // its id: $not a parameter\n"
    )
    found = parse(source, "queries", "who.cypher")
    assert (found.name, found.answers, found.columns, found.example) == (
        "who",
        "who it is",
        ("id",),
        "{allowed: [1]}",
    )
    assert [(p.name, p.type, p.meaning) for p in found.parameters] == [("allowed", "list", "classes")]
    assert found.text.startswith("MATCH (n:Entity")


@pytest.mark.parametrize(
    ("source", "where", "why"),
    [
        (HEAD + f"MATCH {NODE}\nWHERE n.id = $id\nRETURN n.id AS id", "5", "$id is not described"),
        (HEAD + f"MATCH {NODE}\nRETURN n.id AS id;\nMATCH (n) RETURN n", "5", "one statement per file"),
        (HEAD + "MATCH (n:Entity)\nRETURN n.id AS id, $allowed AS a", "4", "class IN $allowed"),
        (HEAD, "3", "there is no statement"),
        ("// answers nothing\n// param: allowed\nRETURN $allowed AS a", "2", "name type – meaning"),
        (
            "// answers nothing\n// param: x int – number\n// returns: a – one\nRETURN 1 AS a",
            "1",
            "$x is described",
        ),
        ("// answers nothing\nRETURN 1 AS a", "1", "describe the columns"),
        ("// returns: a – one\nRETURN 1 AS a", "1", "say what it answers"),
        ("// what is this\nRETURN 1 AS a", "1", "a header begins with"),
    ],
)
def test_error_names_file_and_line(source: str, where: str, why: str) -> None:
    with pytest.raises(BadConfiguration) as error:
        parse(source, "queries", "who.cypher")
    assert error.value.detail.startswith(f"cypher/queries/who.cypher:{where}: ")
    assert why in error.value.detail


def test_parameters_must_be_those_described() -> None:
    statement = named("projection_take")
    statement.fitting({"name": "graph", "token": 1})
    with pytest.raises(BadInput, match=r"needs \$token"):
        statement.fitting({"name": "graph"})
    with pytest.raises(BadInput, match=r"no parameter \$tokn"):
        statement.fitting({"name": "graph", "token": 1, "tokn": 1})


def test_unknown_statement_is_named() -> None:
    with pytest.raises(BadConfiguration, match="there is no statement 'nothing_of_the_kind'"):
        named("nothing_of_the_kind")
