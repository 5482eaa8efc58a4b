"""A place with very many links: card, counts, neighbours and the rest stay bounded and say of how many."""

from __future__ import annotations

from importlib import import_module
from time import process_time
from typing import Any

import pytest

from graph.read import card, counts, neighbours
from graph.read.common import common
from graph.read.near import near
from graph.read.timeline import timeline
from graph.store import GraphStore

MANY = 20_000
POINT = {"latitude": "51.0500", "longitude": "3.7200", "cell": "5105:372", "area": "510:37"}
LINK = {
    "class": 1,
    "records": ["r"],
    "kind": "fact",
    "status": "asserted",
    "valid_from": "",
    "valid_to": "",
}


def entity(id_: str, type_: str, **values: Any) -> dict[str, Any]:
    own = {
        "id": id_,
        "class": 1,
        "type": type_,
        "caption": id_,
        "search": id_,
        "sources": ["t"],
        "mentions": 1,
    }
    return {"id": id_, "values": own | values}


def written(store: GraphStore) -> None:
    """A place where 20,000 events happened, to two of which one case belongs."""
    names = [f"e{n:05}" for n in range(MANY)]
    events = [entity(id_, "Event", begins=f"20{n % 90 + 10}-01-01") for n, id_ in enumerate(names)]
    at = [{"from": id_, "to": "hub", "values": LINK} for id_ in names]
    of = [{"from": id_, "to": "case", "values": LINK} for id_ in names[:2]]
    batches = [
        [
            ("entity_location", [entity("hub", "Location", **POINT)]),
            ("entity_case", [entity("case", "Case")]),
        ],
        [("entity_event", events)],
        [("link_at", at), ("link_part_of", of)],
    ]
    with store.projector("graph", 1) as projector:
        for position, batch in enumerate(batches, 1):
            projector.apply(batch, position=position)


@pytest.mark.slow
def test_what_has_very_many_links_is_read_a_page_at_a_time(store: GraphStore) -> None:
    written(store)
    began = process_time()
    assert card(store, "hub", [1]).caption == "hub"
    (count,) = counts(store, "hub", [1])
    page = neighbours(store, "hub", [1], first=50)
    assert (count.total, page.total, len(page.items)) == (MANY, MANY, 50)
    found = timeline(store, "hub", [1], since="2050", until="2050", first=10)
    assert 200 < found.total < 300 and len(found.items) == 10
    around = near(store, (51.05, 3.72), 100, [1], since="2050", until="2050", first=10)
    assert (around.total, around.met, around.exact) == (found.total, 1, True)
    shared = common(store, ["case", "hub"], [1], most=1000)
    assert (shared.total, shared.exact) == (2, True)
    assert process_time() - began < 5


def test_a_page_of_many_neighbours_is_that_of_few(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, whether all links are read or what puts them in order alone."""
    names = [f"e{n:02}" for n in range(30)]
    events = [entity(id_, "Event") | {} for id_ in names]
    for n, one in enumerate(events):
        one["values"]["caption"] = f"{n % 7} van de markt"
    at = [{"from": id_, "to": "hub", "values": LINK | {"records": [f"r {id_}"]}} for id_ in names]
    told = ({"class": class_, "records": [f"r {class_}"]} for class_ in (2, 1))
    concerns = [{"from": "case", "to": "hub", "values": LINK | one} for one in told]
    with store.projector("graph", 1) as projector:
        ends = [("entity_location", [entity("hub", "Location")]), ("entity_case", [entity("case", "Case")])]
        projector.apply([*ends, ("entity_event", events)], 1)
        projector.apply([("link_at", at), ("link_concerns", concerns)], 2)
    few = [neighbours(store, "hub", [1, 2], first=9, skip=skip) for skip in (0, 9, 18, 27, 36)]
    ones = [neighbours(store, "hub", [1, 2], first=1, skip=skip) for skip in range(32)]
    types = neighbours(store, "hub", [1], types=["Case"])
    monkeypatch.setattr(import_module("graph.read.neighbours"), "FEW", 1)
    assert [neighbours(store, "hub", [1, 2], first=9, skip=skip) for skip in (0, 9, 18, 27, 36)] == few
    assert [neighbours(store, "hub", [1, 2], first=1, skip=skip) for skip in range(32)] == ones
    assert [one.items for one in ones] == [(item,) for page in few for item in page.items]
    assert neighbours(store, "hub", [1], types=["Case"]) == types
    assert [(page.total, len(page.items)) for page in few] == [(32, 9), (32, 9), (32, 9), (32, 5), (32, 0)]
