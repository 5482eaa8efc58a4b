"""Where the two servers differ, one test for each difference: it fails when the behaviour changes.

What the store makes of each row, the same on both, is tested in test_store_rules.py.
"""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import suppress
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import (
    ClientError,
    ConstraintError,
    CypherSyntaxError,
    CypherTypeError,
    DatabaseError,
    Neo4jError,
)

from graph.store import GraphStore

CHAIN = """CREATE (:Entity {id: 'a'})-[:SEEN_WITH {n: 1}]->(b:Entity {id: 'b'})
    CREATE (b)-[:SEEN_WITH {n: 2}]->(:Entity {id: 'c'})"""


def run(store: GraphStore, text: str, timeout: float = 30, **parameters: Any) -> list[dict[str, Any]]:
    """What the server itself does, in one explicit transaction that is committed."""
    with (
        store.driver.session(database=store.database) as session,
        session.begin_transaction(timeout=timeout) as transaction,
    ):
        rows = transaction.run(text, parameters).data()
        transaction.commit()
        return rows


def count(store: GraphStore) -> int:
    return int(run(store, "MATCH (n) RETURN count(n) AS n")[0]["n"])


def at_once(store: GraphStore, text: str) -> list[type[BaseException] | None]:
    """Two transactions that have both written before either commits (where the server lets them)."""
    both, outcomes = threading.Barrier(2), []

    def write() -> None:
        try:
            with (
                store.driver.session(database=store.database) as session,
                session.begin_transaction() as transaction,
            ):
                transaction.run("MATCH (n) RETURN count(n)").consume()
                both.wait(10)
                transaction.run(text).consume()
                with suppress(threading.BrokenBarrierError):
                    both.wait(1)
                transaction.commit()
            outcomes.append(None)
        except Neo4jError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=str)


def test_links_merged_in_parallel_are_doubled_on_the_embedded_server(store: GraphStore) -> None:
    run(store, "UNWIND ['a', 'b', 'c', 'd'] AS id CREATE (:Entity:Person {id: id})")
    run(
        store,
        """MATCH (a:Entity {id: 'a'}), (b:Entity {id: 'b'}), (c:Entity {id: 'c'}), (d:Entity {id: 'd'})
        CREATE (a)-[:SEEN_WITH {n: 2}]->(c), (d)-[:SEEN_WITH {n: 2}]->(b), (c)-[:SEEN_WITH {n: 3}]->(b)""",
    )
    merge = "MATCH (a:Entity {id: 'a'}), (b:Entity {id: 'b'}) MERGE (a)-[r:SEEN_WITH {n: 1}]->(b)"
    assert at_once(store, merge) == [None, None]
    [row] = run(
        store, "MATCH (:Entity {id: 'a'})-[r:SEEN_WITH {n: 1}]->(:Entity {id: 'b'}) RETURN count(r) AS n"
    )
    assert row["n"] == (2 if store.embedded else 1)


def test_nodes_merged_in_parallel_end_in_an_error_that_is_not_retried_on_the_embedded_server(
    store: GraphStore,
) -> None:
    outcomes = at_once(store, "MERGE (n:Entity {id: 'new'})")
    assert outcomes == ([ConstraintError, None] if store.embedded else [None, None])
    assert not ConstraintError("").is_retryable()
    assert count(store) == 1


def test_auto_commit_keeps_a_part_on_the_embedded_server(store: GraphStore) -> None:
    failing = "UNWIND [1, 2, 0] AS z MERGE (n:Entity {id: toString(z)}) SET n.x = 1 / z"
    with store.driver.session(database=store.database) as session, pytest.raises(ClientError):
        session.run(failing).consume()
    assert count(store) == (2 if store.embedded else 0)
    run(store, "MATCH (n) DETACH DELETE n")
    with pytest.raises(ClientError):
        run(store, failing)
    assert count(store) == 0


def test_read_mode_writes_on_the_embedded_server(store: GraphStore) -> None:
    def write(mode: str) -> None:
        with store.driver.session(database=store.database, default_access_mode=mode) as session:
            session.execute_read(lambda tx: tx.run("CREATE (:Record {id: 'r'})").consume())

    if store.embedded:
        write(neo4j.READ_ACCESS)
        assert count(store) == 1
    else:
        with pytest.raises(ClientError, match="read access mode"):
            write(neo4j.READ_ACCESS)


def test_explain_executes_on_the_embedded_server(store: GraphStore) -> None:
    run(store, "EXPLAIN CREATE INDEX explained IF NOT EXISTS FOR (n:Explained) ON (n.a)")
    names = {row["name"] for row in run(store, "SHOW INDEXES YIELD name RETURN name")}
    assert ("explained" in names) == store.embedded
    if store.embedded:
        run(store, "DROP INDEX explained IF EXISTS")


@pytest.mark.slow
def test_time_limit_of_a_transaction_is_ignored_on_the_embedded_server(store: GraphStore) -> None:
    with pytest.raises(ClientError) as error:
        run(
            store,
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n",
            timeout=0.5,
        )
    assert ("arcadedb.command.timeout of 10000ms" in str(error.value.message)) == store.embedded
    assert "TransactionTimedOut" in str(error.value.code)


@pytest.mark.parametrize("quantifier", ["->{1,3}", "->+"])
def test_condition_in_a_quantified_link_is_ignored_on_the_embedded_server(
    store: GraphStore, quantifier: str
) -> None:
    run(store, CHAIN)
    inside = f"MATCH (:Entity {{id: 'a'}})-[r WHERE r.n = 1]{quantifier}(x) RETURN x.id AS id ORDER BY id"
    assert [row["id"] for row in run(store, inside)] == (["b", "c"] if store.embedded else ["b"])
    rule = "MATCH (:Entity {id: 'a'}) ((y)-[r WHERE r.n = 1]->(z)){1,3} (x) RETURN x.id AS id"
    assert [row["id"] for row in run(store, rule)] == ["b"]


def test_undirected_quantified_path_over_a_loop_has_doubles_on_the_embedded_server(store: GraphStore) -> None:
    run(store, "CREATE (a:Entity {id: 'a'})-[:SEEN_WITH]->(a), (a)-[:SEEN_WITH]->(:Entity {id: 'b'})")
    found = run(store, "MATCH (:Entity {id: 'a'}) ((y)-[r]-(z)){1,2} (x) RETURN x.id AS id")
    assert len(found) == (5 if store.embedded else 3)
    assert {row["id"] for row in found} == {"a", "b"}


def test_shortest_path_with_a_condition_loses_paths_on_the_embedded_server(store: GraphStore) -> None:
    run(
        store,
        "CREATE (a:Entity {id: 'a'})-[:SEEN_WITH {n: 2}]->(z:Entity {id: 'z'}) WITH a, z "
        "CREATE (a)-[:SEEN_WITH {n: 1}]->(:Entity {id: 'b'})-[:SEEN_WITH {n: 1}]->(z)",
    )
    found = run(
        store,
        "MATCH p = shortestPath((:Entity {id: 'a'})-[:SEEN_WITH*]->(:Entity {id: 'z'})) "
        "WHERE all(r IN relationships(p) WHERE r.n = 1) RETURN length(p) AS n",
    )
    assert found == ([] if store.embedded else [{"n": 2}])


@pytest.mark.parametrize("prefix", ["SHORTEST 1", "ANY SHORTEST"])
def test_shortest_is_refused_on_the_embedded_server(store: GraphStore, prefix: str) -> None:
    run(store, CHAIN)
    text = (
        f"MATCH p = {prefix} (:Entity {{id: 'a'}})-[:SEEN_WITH]->+(:Entity {{id: 'c'}}) RETURN length(p) AS n"
    )
    if store.embedded:
        with pytest.raises(CypherSyntaxError, match="not supported"):
            run(store, text)
    else:
        assert run(store, text) == [{"n": 2}]


def test_answer_without_rows_has_no_columns_on_the_embedded_server(store: GraphStore) -> None:
    with store.driver.session(database=store.database) as session, session.begin_transaction() as transaction:
        result = transaction.run("MATCH (n:Entity {id: 'nobody'}) RETURN n.id AS id")
        assert list(result.keys()) == ([] if store.embedded else ["id"])
        result.consume()


def test_offset_of_a_time_is_lost_on_the_embedded_server(store: GraphStore) -> None:
    noon = dt.datetime(2024, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    run(
        store,
        "CREATE (:Record {id: 'r', at: $at, said: datetime($said)})",
        at=noon,
        said="2024-05-01T10:00:00Z",
    )
    [row] = run(store, "MATCH (r:Record) RETURN r.at AS at, r.said AS said")
    assert row["at"].iso_format() == (
        "2024-05-01T10:00:00.000000000" if store.embedded else "2024-05-01T12:00:00.000000000+02:00"
    )
    assert row["said"].iso_format() == "2024-05-01T10:00:00.000000000+00:00"


def test_element_id_changes_with_a_label_on_the_embedded_server(store: GraphStore) -> None:
    [before] = run(store, "CREATE (r:Record {id: 'r'}) RETURN elementId(r) AS id")
    run(store, "MATCH (r:Record) SET r:Old")
    [after] = run(store, "MATCH (r:Record) RETURN elementId(r) AS id")
    assert (before == after) != store.embedded


def test_label_set_on_a_node_just_merged_breaks_its_constraint_on_the_embedded_server(
    store: GraphStore,
) -> None:
    text = "MERGE (n:Entity {id: 'a'}) SET n:Person"
    if store.embedded:
        with pytest.raises(ConstraintError):
            run(store, text)
    else:
        run(store, text)


def test_label_and_link_type_of_one_name_are_refused_on_the_embedded_server(store: GraphStore) -> None:
    run(store, "CREATE (:Clash)")
    text = "CREATE (:Entity {id: 'a'})-[:Clash]->(:Entity {id: 'b'})"
    if store.embedded:
        with pytest.raises(ClientError):
            run(store, text)
    else:
        run(store, text)


@pytest.mark.parametrize("text", ["CREATE (:Record {id: 'r', `@type`: 'x'})", "CREATE (:`a~b` {id: 'r'})"])
def test_some_names_are_refused_on_the_embedded_server(store: GraphStore, text: str) -> None:
    if store.embedded:
        with pytest.raises(ClientError):
            run(store, text)
    else:
        run(store, text)


@pytest.mark.parametrize("value", [[1, None], [[1], [2]], [1, "a"]])
def test_odd_lists_are_kept_on_the_embedded_server(store: GraphStore, value: list[Any]) -> None:
    if store.embedded:
        run(store, "CREATE (:Record {id: 'r', v: $value})", value=value)
    else:
        with pytest.raises(CypherTypeError):
            run(store, "CREATE (:Record {id: 'r', v: $value})", value=value)


def test_setting_null_as_a_map_is_refused_by_neo4j(store: GraphStore) -> None:
    run(store, "CREATE (:Record {id: 'r'})")
    if store.embedded:
        run(store, "MATCH (r:Record) SET r += null")
    else:
        with pytest.raises(CypherTypeError):
            run(store, "MATCH (r:Record) SET r += null")


def test_full_text_is_declared_in_cypher_by_neo4j_alone(store: GraphStore) -> None:
    text = "CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:Entity) ON EACH [n.search]"
    if store.embedded:
        with pytest.raises(CypherSyntaxError):
            run(store, text)
    else:
        run(store, text)
    names = {row["name"] for row in run(store, "SHOW INDEXES YIELD name RETURN name")}
    assert ("Entity[search]" if store.embedded else "entity_text") in names


def test_deleting_a_connected_node_fails_in_two_ways(store: GraphStore) -> None:
    run(store, CHAIN)
    expected = DatabaseError if store.embedded else ConstraintError
    with pytest.raises(expected):
        run(store, "MATCH (n:Entity {id: 'a'}) DELETE n")
    run(store, "MATCH (n:Entity {id: 'a'}) DETACH DELETE n")


def test_what_is_the_same_on_both(store: GraphStore) -> None:
    run(store, CHAIN)
    [row] = run(
        store,
        """MATCH (n:Entity WHERE n.id IN ['a', 'b', 'c'])
        OPTIONAL MATCH (n)-[r:SEEN_WITH WHERE r.n = 1]->(m)
        RETURN collect(DISTINCT n.id) AS all, count(m) AS linked,
               sum(COUNT { (n)--() }) AS degrees, [x IN range(1, 3) WHERE x > 1 | x * 2] AS list""",
    )
    assert sorted(row["all"]) == ["a", "b", "c"]
    assert (row["linked"], row["degrees"], row["list"]) == (1, 4, [4, 6])
