from __future__ import annotations

from derived import load_into, small

from graph.content_hash import content_hash
from graph.read import neighbours, suggestions
from graph.store import GraphStore
from graph.store.statements import named
from models import suggest, write
from models.features import features


def test_suggestions_are_written_beside_the_graph_and_read_back(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    before = content_hash(store)
    found = list(suggest(store, [1]))
    with store.projector("suggestions", 1) as projector:
        assert write(projector, found, "associate", 1, "run-1", 5) == len(found)
        assert projector.position == 5
    jan, piet = (next(m.id for m in world.mentions.values() if m.anchor == who) for who in ("jan", "piet"))
    page = suggestions(store, jan, [1])
    assert page.total == len(page.items) == 1
    assert page.items[0].other.id == world.entity(piet)
    assert {path["key"] for path in page.items[0].evidence} == {"shared_phone", "shared_address"}
    assert "against_denied" in {reason["key"] for reason in page.items[0].against}
    assert suggestions(store, piet, [1]).items[0].other.id == world.entity(jan)
    assert content_hash(store) == before and neighbours(store, jan, [1]).total == 5


def test_a_run_replaces_the_one_before(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    found = list(suggest(store, [1]))
    with store.projector("suggestions", 1) as projector:
        write(projector, found, "associate", 1, "run-1", 1)
        write(projector, found, "associate", 1, "run-2", 2)
        assert store.read("MATCH (s:Suggestion)-[p]->(:Entity) RETURN count(p) AS n") == [
            {"n": 2 * len(found)}
        ]
        write(projector, [], "associate", 1, "run-3", 3)
    assert store.read("MATCH (s:Suggestion) RETURN count(s) AS n") == [{"n": 0}]


def test_a_suggestion_does_not_tell_when_or_in_which_run_it_was_written(store: GraphStore) -> None:
    """Both differ with a hidden record: a run that another class needed is a run all the same."""
    load_into(store, small())
    found = list(suggest(store, [1]))
    stored = []
    for run in ("seen alone@7", "more than is seen@9"):
        with store.projector("suggestions", 1) as projector:
            write(projector, found, "associate", 1, run, 1)
        stored.append(store.read("MATCH (s:Suggestion) RETURN properties(s) AS all ORDER BY s.id"))
    assert stored[0] == stored[1] and not any({"run", "made"} & row["all"].keys() for row in stored[0])
    told = store.read("suggestions", ids=[found[0].a], allowed=[1], types=[], skip=0, limit=9)
    assert {name for row in told for name in row["values"]} == {
        *("id", "type", "score", "evidence", "against", "would_change", "records", "model")
    }


def test_nothing_is_suggested_from_what_is_hidden(store: GraphStore) -> None:
    load_into(store, small())
    assert list(suggest(store, [2])) == []


def test_the_projection_reads_only_what_is_allowed() -> None:
    text = named("project_links").text
    assert not any(f".{name}" in text for name in ("gender", "nationality", "birthDate", "name", "caption"))
    assert features().version.startswith("associate-")
