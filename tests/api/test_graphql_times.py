"""Every read asked of another time, and what the answer says of it."""

from __future__ import annotations

from edge import Edge

LONG_AGO, FAR_AHEAD = "1990", "2999-01-01"
CARD = """query ($id: ID!, $asOf: String! = "", $knownAt: String! = "") {
  entity(id: $id, asOf: $asOf, knownAt: $knownAt) { caption mentions records sources
    times { asOf knownAt note(lang: "nl") } neighbours { linkType type outgoing count }
    properties { property why values { value sources origins same grade kind status disputed recorded
      statements { undated } } } } }"""
NEIGHBOURS = """query ($id: ID!, $asOf: String! = "", $knownAt: String! = "") {
  neighbours(id: $id, asOf: $asOf, knownAt: $knownAt) { total shown
    items { node { caption type } link { type sources origins level grade undated records } } } }"""
REST = """query ($id: ID!, $other: ID!, $record: ID!, $asOf: String! = "", $knownAt: String! = "") {
  search(text: "Karim", asOf: $asOf, knownAt: $knownAt) { total times { knownAt } hits { caption } }
  links(ids: [$id, $other], asOf: $asOf, knownAt: $knownAt) { exact links { type } }
  paths(from: $id, to: $other, maxLength: 2, asOf: $asOf, knownAt: $knownAt) { total
    items { kind status grade level together steps { links { type } } } }
  suggestions(entity: $id, asOf: $asOf, knownAt: $knownAt) { total items { type } }
  record(id: $record, asOf: $asOf, knownAt: $knownAt) { key } }"""


def everything(edge: Edge, **times: str) -> tuple[object, ...]:
    """What all reads say about one person."""
    karim, other = edge.world.entity("karim"), edge.world.entity("brother")
    page = edge.data(NEIGHBOURS, id=karim)["neighbours"]["items"]
    record = page[0]["link"]["records"][0]
    card, near = edge.data(CARD, id=karim, **times)["entity"], edge.data(NEIGHBOURS, id=karim, **times)
    rest = edge.data(REST, id=karim, other=other, record=record, **times)
    times_of = card.pop("times"), rest["search"].pop("times")
    suggested = rest.pop("suggestions")
    return card, near["neighbours"], rest, times_of, suggested


def test_what_is_known_far_ahead_is_what_is_known_now(edge: Edge) -> None:
    now, then = everything(edge), everything(edge, knownAt=FAR_AHEAD)
    assert now[:3] == then[:3]
    assert now[3] == (None, None)
    card, found = then[3]  # type: ignore[misc]
    assert (card["knownAt"], card["asOf"], found["knownAt"]) == (FAR_AHEAD, "", FAR_AHEAD)
    assert "vandaag" in card["note"]


def test_what_was_not_received_yet_is_unknown(edge: Edge) -> None:
    karim = edge.world.entity("karim")
    for query in (CARD, NEIGHBOURS):
        error = edge.ask(query, id=karim, knownAt=LONG_AGO)["errors"][0]
        assert error["message"] == f"nothing is known under {karim}"
    found = edge.data('{ search(text: "Karim", knownAt: "1990") { total hits { caption } } }')["search"]
    assert found == {"total": 0, "hits": []}


def test_a_wrong_date_is_refused_with_what_to_write(edge: Edge) -> None:
    answer = edge.ask(CARD, id=edge.world.entity("karim"), asOf="last year")
    assert "write 2026, 2026-05" in answer["errors"][0]["message"]


def test_the_log_names_the_time_that_was_asked(edge: Edge) -> None:
    before, karim = edge.ledger.seal().sequence, edge.world.entity("karim")
    edge.data(CARD, id=karim, asOf="2026-01", knownAt=FAR_AHEAD)
    intent, _ = edge.ledger.events(after=before)
    asked = {"id": karim, "asOf": "2026-01", "knownAt": FAR_AHEAD}
    assert intent.act.details["arguments"] == asked


def test_values_and_paths_say_what_they_rest_on(edge: Edge) -> None:
    card, near, rest, *_ = everything(edge)
    first = card["properties"][0]["values"][0]  # type: ignore[index]
    assert first["sources"] >= 1 and first["origins"] >= 1 and first["status"] == "asserted"
    assert all(len(item["link"]["level"]) == 2 for item in near["items"])  # type: ignore[index]
    paths = rest["paths"]["items"]  # type: ignore[index]
    assert {path["status"] for path in paths} == {"asserted"} and all(path["together"] for path in paths)
