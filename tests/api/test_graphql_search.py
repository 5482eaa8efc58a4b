"""Search: hits with why and where from, totals, and what cannot be asked."""

from __future__ import annotations

from edge import Edge

SEARCH = """query ($text: String!, $type: String! = "", $limit: Int! = 20) {
  search(text: $text, type: $type, limit: $limit) {
    total totalText more hits { id type caption matched sources details { property value } } } }"""


def test_hits_say_why_and_from_which_sources(edge: Edge) -> None:
    found = edge.data(SEARCH, text="Karim Bensaid")["search"]
    first = found["hits"][0]
    assert found["totalText"] == "4" and not found["more"]
    assert first["id"] == edge.world.entity("karim") and first["matched"] == "name"
    assert first["sources"] == ["ANG", "ANPR", "BNG", "ISLP"]
    assert {"property": "birthDate", "value": "1988-05-17"} in first["details"]


def test_a_plate_is_found_however_it_is_typed(edge: Edge) -> None:
    (hit,) = edge.data(SEARCH, text="1-xyz 987")["search"]["hits"]
    assert (hit["type"], hit["caption"], hit["matched"]) == ("Vehicle", "1XYZ987", "identifier")


def test_a_type_narrows_and_a_limit_leaves_the_total(edge: Edge) -> None:
    found = edge.data(SEARCH, text="GE.20.LB", type="Case", limit=5)["search"]
    assert found["total"] == 60 and len(found["hits"]) == 5
    assert {hit["type"] for hit in found["hits"]} == {"Case"}


def test_what_is_hidden_is_not_found(edge: Edge) -> None:
    assert edge.data(SEARCH, text="+32499000000")["search"]["hits"] == []


def test_a_wrong_type_is_refused_with_the_right_ones(edge: Edge) -> None:
    refusal = edge.refusal(SEARCH, text="x", type="Ship")
    assert refusal["code"] == "BadInput" and "Vehicle" in refusal["detail"]


def test_an_empty_text_and_a_huge_limit_are_refused(edge: Edge) -> None:
    assert edge.refusal(SEARCH, text="  ")["code"] == "BadInput"
    assert "between 1 and 200" in edge.refusal(SEARCH, text="x", limit=100000)["detail"]
