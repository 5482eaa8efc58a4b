"""What the store promises, the same on both servers."""

from __future__ import annotations

import datetime as dt
import logging
import math
from typing import Any

import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.exceptions import ServiceUnavailable

from graph.store import GraphStore
from graph.store.fulltext import declared
from graph.store.projector import ROWS, Projector, Tried, _batches
from graph.store.statements import named
from graph.store.values import checked, checked_row, glanced, weight
from ledger.errors import BadConfiguration, BadInput, LostLease, Tampered, Unavailable

COUNT = "MATCH (r:Record) RETURN count(r) AS n"


def records(*ids: str, **values: Any) -> list[dict[str, Any]]:
    return [{"id": id_, "values": {"id": id_, "class": 1, **values}} for id_ in ids]


def write(store: GraphStore, *ids: str) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([("record", records(*ids))], projector.position + 1)


@pytest.mark.parametrize(
    "text",
    ["CREATE (:Record {id: 'r'})", "MATCH (r:Record) SET r.x = 1", "MATCH (r:Record) DETACH DELETE r"],
)
def test_read_that_writes_is_rolled_back_with_an_alarm(store: GraphStore, text: str) -> None:
    write(store, "one")
    with pytest.raises(Tampered, match="a read tried to write"):
        store.read(text)
    assert store.read("MATCH (r:Record) RETURN properties(r) AS p") == [{"p": {"id": "one", "class": 1}}]


def test_alarm_is_logged(embedded_store: GraphStore, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Tampered), caplog.at_level(logging.CRITICAL):
        embedded_store.read("CREATE INDEX written IF NOT EXISTS FOR (n:Written) ON (n.a)")
    assert "a read wrote to the graph" in caplog.text


def test_answer_has_its_columns_also_without_rows(store: GraphStore) -> None:
    found = store.table("entities", ids=["nobody"], allowed=[1])
    assert found.rows == []
    assert found.columns[0] == "id"
    assert store.table("RETURN 1 AS a, 2 AS b").columns == ("a", "b")


def test_answer_is_plain(store: GraphStore) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([("entity_person", records("a", caption="Jan")), ("entity_case", records("b"))], 1)
        link = {"from": "a", "to": "b", "values": {"class": 1, "role": "witness"}}
        projector.apply([("link_involved_in", [link])], 2)
    [row] = store.read(
        "MATCH p = (n:Person)-[r]->(:Case) RETURN n, r, nodes(p) AS all, datetime($t) AS at",
        t="2024-05-01T10:00:00Z",
    )
    assert row["n"] == {
        "labels": ["Entity", "Person"],
        "properties": {"caption": "Jan", "class": 1, "id": "a"},
    }
    assert row["r"]["type"] == "INVOLVED_IN" and row["r"]["properties"]["role"] == "witness"
    assert [node["labels"] for node in row["all"]] == [["Entity", "Person"], ["Case", "Entity"]]
    assert row["at"].startswith("2024-05-01T10:00:00") and row["at"].endswith("Z")


def test_parameters_are_checked_before_they_are_sent(store: GraphStore) -> None:
    with pytest.raises(BadInput, match=r"entities: \$ids: the list holds a None"):
        store.read("entities", ids=["a", None], allowed=[1])
    with pytest.raises(BadInput, match=r"needs \$allowed"):
        store.read("entities", ids=["a"])
    with pytest.raises(BadConfiguration, match="there is no statement 'nobody'"):
        store.read("nobody")
    with pytest.raises(BadInput, match="the query"):
        store.read("MATCH (n RETURN n")
    with pytest.raises(BadInput, match="empty"):
        store.read(" ")


@pytest.mark.slow
def test_query_that_takes_too_long_is_stopped(store: GraphStore) -> None:
    with pytest.raises(Unavailable, match="took longer than allowed"):
        store.read(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n", timeout=1
        )
    assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_position_moves_with_the_rows(store: GraphStore) -> None:
    with store.projector("graph", 1) as projector:
        assert (projector.position, projector.incarnation) == (0, "")
        projector.apply([("record", records("a", "b"))], 7, incarnation="first")
        projector.apply([("record", records("b", "c"))], 9)
    with store.projector("graph", 2) as projector:
        assert (projector.position, projector.incarnation) == (9, "first")
    with store.projector("suggestions", 1) as projector:
        assert projector.position == 0
    assert store.read(COUNT) == [{"n": 3}]


def test_rows_are_split_into_batches_of_one_transaction(store: GraphStore) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([("record", records(*(str(number) for number in range(ROWS + 10))))], 1)
        wrong = records(*(f"more {number}" for number in range(ROWS + 10)))
        wrong[-1] = {"id": wrong[0]["id"] + "x", "values": {}}
        with pytest.raises(BadInput, match="record: row 5"):
            projector.apply([("record", [*wrong[:5], {"id": "x", "values": {"list": [1, "a"]}}])], 2)
    assert store.read(COUNT) == [{"n": ROWS + 10}]


def test_failing_statement_leaves_nothing_of_its_transaction(store: GraphStore) -> None:
    with store.projector("graph", 1) as projector:
        batches = list(_batches(named("record"), records("a", "b")))

        def work(tx: neo4j.Transaction) -> None:
            projector._write(tx, batches, 5, "", Tried())
            tx.run("RETURN 1 / 0 AS n").consume()

        with pytest.raises(BadInput, match="zero"):
            projector._transact("failing", work)
        assert projector.position == 0
    with store.projector("graph", 2) as projector:
        assert projector.position == 0
    assert store.read(COUNT) == [{"n": 0}]


def test_paused_holder_cannot_write(store: GraphStore) -> None:
    with store.projector("graph", 1) as paused:
        paused.apply([("record", records("a"))], 1)
        with store.projector("graph", 2) as later:
            with pytest.raises(LostLease):
                paused.apply([("record", records("late"))], 2)
            later.apply([("record", records("b"))], 2)
            with pytest.raises(LostLease):
                paused.apply([("record", records("late"))], 2)
            with pytest.raises(LostLease):
                paused.reset("other")
    with pytest.raises(LostLease), store.projector("graph", 1):
        raise AssertionError("an older token takes nothing over")
    assert store.read("MATCH (r:Record) RETURN r.id AS id ORDER BY id") == [{"id": "a"}, {"id": "b"}]


def test_same_token_at_another_position_cannot_write(store: GraphStore) -> None:
    with store.projector("graph", 1) as one, store.projector("graph", 1) as other:
        other.apply([("record", records("b"))], 4)
        with pytest.raises(LostLease):
            one.apply([("record", records("a"))], 4)
    assert store.read(COUNT) == [{"n": 1}]


def test_applying_again_changes_nothing(store: GraphStore) -> None:
    people = records("a", "b", caption="Jan")
    link = {"from": "a", "to": "b", "values": {"class": 1, "records": ["r"]}}
    with store.projector("graph", 1) as projector:
        for position in (1, 1, 2):
            projector.apply([("entity_person", people), ("link_seen_with", [link])], position)
    assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 2}]
    assert store.read("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n") == [{"n": 1}]


@pytest.mark.parametrize("position", [3, 4])
def test_commit_whose_answer_was_lost_is_not_taken_for_another_writer(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch, position: int
) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([], 3)
        once = lost(projector, monkeypatch, committed=True)
        projector.apply([("record", records("a"))], position)
        assert (len(once), projector.position, projector.written.nodes) == (2, position, 1)
    assert store.read(COUNT) == [{"n": 1}]


@pytest.mark.parametrize("position", [3, 4])
def test_rows_that_were_rolled_back_are_written_at_the_second_try(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch, position: int
) -> None:
    with store.projector("graph", 1) as projector:
        projector.apply([], 3)
        once = lost(projector, monkeypatch, committed=False)
        projector.apply([("record", records("a"))], position)
        assert len(once) == 2
    assert store.read(COUNT) == [{"n": 1}]


def lost(projector: Projector, monkeypatch: pytest.MonkeyPatch, committed: bool) -> list[bool]:
    """Let the connection end at the first commit, before or after it was done; a truth for each try."""
    tries, commit = list[bool](), neo4j.Transaction.commit

    def cut(transaction: neo4j.Transaction) -> None:
        tries.append(committed)
        if committed or len(tries) > 1:
            commit(transaction)
        if len(tries) == 1:
            raise ServiceUnavailable("cut")

    monkeypatch.setattr(neo4j.Transaction, "commit", cut)
    monkeypatch.setattr("graph.store.projector.FIRST_WAIT", 0)
    return tries


def test_reset_empties_and_begins_again(store: GraphStore) -> None:
    write(store, "a", "b", "c")
    with store.projector("suggestions", 1) as other:
        other.apply([], 8)
    with store.projector("graph", 2) as projector:
        projector.reset("second", size=2)
        assert (projector.position, projector.incarnation) == (0, "second")
    assert store.read(COUNT) == [{"n": 0}]
    with store.projector("suggestions", 2) as other:
        assert other.position == 8


def test_full_text_follows_update_and_delete(store: GraphStore) -> None:
    index = declared().index(store.embedded)
    with store.projector("graph", 1) as projector:
        people = [
            *records("a", caption="Jan Peeters", search="jan peeters"),
            *records("b", caption="An", search="an"),
        ]
        projector.apply([("entity_person", people)], 1)
        assert found(store, index, "peeters") == ["a"]
        projector.apply([("entity_person", records("a", caption="Jan Maes", search="jan maes"))], 2)
        assert (found(store, index, "peeters"), found(store, index, "maes")) == ([], ["a"])
        projector.apply([("retire_entity", [{"id": "a"}])], 3)
    assert found(store, index, "maes") == []


def found(store: GraphStore, index: str, text: str) -> list[str]:
    (row,) = store.read("search", index=index, text=text, allowed=[1], types=[], sources=[], unseen=[])
    return sorted(row["ids"])


def test_schema_may_be_made_again_and_holds(store: GraphStore) -> None:
    store.prepare()
    store.prepare()
    write(store, "a")
    with (
        store.driver.session(database=store.database) as session,
        pytest.raises(Exception, match=r"(?i)already"),
    ):
        session.execute_write(lambda tx: tx.run("CREATE (:Record {id: 'a'})").consume())


def test_server_that_is_away_is_named_with_what_to_do() -> None:
    with pytest.raises(Unavailable, match="LOCARD_GRAPH_URI"):
        GraphStore.connect("bolt://127.0.0.1:1", "neo4j", "x", "neo4j")
    with pytest.raises(Unavailable, match="LOCARD_GRAPH_URI"):
        GraphStore.connect("http.//nowhere", "neo4j", "x", "neo4j")


def test_wrong_password_is_told(embedded_store: GraphStore) -> None:
    address = embedded_store.driver.get_server_info().address
    with pytest.raises(Unavailable, match="refuses user or password"):
        GraphStore.connect(f"bolt://{address[0]}:{address[1]}", "root", "wrong", "locard")


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        2**63 - 1,
        -(2**63),
        0.5,
        "José ❤",
        [],
        [1, 2],
        ["a"],
        [1.5],
        [True],
        {"a": [1]},
        [{"a": 1}, {"b": None}],
    ],
)
def test_value_that_both_servers_keep_is_sent_as_it_is(value: Any) -> None:
    assert checked(value, "x") == value
    assert weight(checked(value, "x")) > 0


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (2**63, "64 bits"),
        (math.nan, "not a number"),
        (math.inf, "not a number"),
        ([1, None], "holds a None"),
        ([[1]], "holds a list"),
        ([1, "a"], "mixes integer and text"),
        ([1, 1.5], "mixes integer and number"),
        ([1, True], "mixes integer and truth"),
        ("\ud800", "half a character"),
        (b"x", "bytes cannot be stored"),
        ({1}, "set cannot be stored"),
        ({1: 2}, "not a name of a value"),
        ({"@type": 2}, "not a name of a value"),
        (dt.datetime(2024, 5, 1), "has no zone"),
    ],
)
def test_value_that_servers_keep_differently_is_refused(value: Any, why: str) -> None:
    with pytest.raises(BadInput, match=f"^x.*{why}"):
        checked(value, "x")


def test_times_become_text_in_utc() -> None:
    noon = dt.datetime(2024, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert checked(noon, "x") == "2024-05-01T10:00:00Z"
    assert checked(dt.date(2024, 5, 1), "x") == "2024-05-01"


@pytest.mark.parametrize(
    "row", [{"id": None}, {"values": None}, {"values": {"a": {"b": 1}}}, {"values": {"a": [{"b": 1}]}}]
)
def test_row_whose_properties_cannot_be_set_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="row 3"):
        checked_row(row, "record: row 3")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("aé\n\ud800", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "@b", ""]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "values", "@c"]), VALUES, max_size=3))
def test_a_row_that_is_sent_as_it_is_is_what_its_values_become(row: dict[str, Any]) -> None:
    try:
        sent = checked_row(row, "x")
    except BadInput:
        assert not glanced(row)
    else:
        assert sent == {key: checked(value, key) for key, value in row.items()}
        assert glanced(row) in (0, weight(sent))
