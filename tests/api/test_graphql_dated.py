"""Timeline, what is near, what is common and two charts side by side, over GraphQL."""

from __future__ import annotations

from edge import Edge

LINKS = "links { type from to records }"
TIMELINE = """query ($id: ID!, $since: String! = "", $knownAt: String! = "") {
  timeline(id: $id, since: $since, first: 5, knownAt: $knownAt) { total shown end undated read mentions
    times { knownAt } items { begins name value records link { type } node { caption } places { id } } } }"""
COMMON = """query ($ids: [ID!]!, $types: [String!], $first: Int! = 50) {
  common(ids: $ids, types: $types, first: $first) { total shown end exact of { caption }
    items { node { id caption } sides { links { type } } } } }"""
COMPARE = f"""query ($left: ChartSideInput!, $right: ChartSideInput!) {{
    compare(left: $left, right: $right) {{ exact
    both {{ nodes {{ caption }} {LINKS} }} left {{ nodes {{ caption }} {LINKS} }}
    right {{ nodes {{ caption }} {LINKS} }} joining {{ type }} }} }}"""


def test_a_timeline_holds_dated_values_and_says_what_has_no_date(edge: Edge) -> None:
    karim = edge.world.entity("karim")
    found = edge.data(TIMELINE, id=karim)["timeline"]
    assert [(entry["begins"], entry["name"]) for entry in found["items"]] == [("1988-05-17", "birthDate")]
    assert found["items"][0]["records"] and found["undated"] > 60 and found["times"] is None
    assert edge.data(TIMELINE, id=karim, since="1990")["timeline"]["total"] == 0
    assert edge.data(TIMELINE, id=karim, knownAt="2999")["timeline"]["items"] == found["items"]
    assert "write 2026" in edge.ask(TIMELINE, id=karim, since="soon")["errors"][0]["message"]


def test_common_neighbours_come_with_the_links_of_both(edge: Edge) -> None:
    ids = [edge.world.entity("karim"), edge.world.entity("brother")]
    found = edge.data(COMMON, ids=ids)["common"]
    assert [one["node"]["caption"] for one in found["items"]] == ["Zuidlaan 12, 1000 Brussel"]
    assert [side["links"][0]["type"] for side in found["items"][0]["sides"]] == ["LIVES_AT", "LIVES_AT"]
    other = [edge.world.entity("karim"), edge.world.entity("other3")]
    page = edge.data(COMMON, ids=other, types=["Case"], first=2)["common"]
    assert (page["shown"], page["end"]) == (2, "2") and page["total"] > 2 and page["exact"]
    assert "There is no type" in edge.ask(COMMON, ids=ids, types=["Ship"])["errors"][0]["message"]


def test_two_sets_are_compared_with_the_links_that_only_both_have(edge: Edge) -> None:
    karim, home, brother, phone = (edge.world.entity(n) for n in ("karim", "home", "brother", "phone"))
    left, right = {"ids": [karim, home]}, {"ids": [home, brother, phone]}
    found = edge.data(COMPARE, left=left, right=right)["compare"]
    assert [node["caption"] for node in found["both"]["nodes"]] == ["Zuidlaan 12, 1000 Brussel"]
    assert [link["type"] for link in found["left"]["links"]] == ["LIVES_AT"]
    assert [link["from"] for link in found["right"]["links"]] == [brother] and found["exact"]
    assert sorted(link["type"] for link in found["joining"]) == ["FAMILY_OF", "USES"]


def test_what_is_near_needs_a_place_with_coordinates_or_a_point(edge: Edge) -> None:
    point = edge.data("{ near(radius: 500, latitude: 50.8, longitude: 4.3) { total places { metres } } }")
    assert point["near"] == {"total": 0, "places": []}
    query = "query ($id: ID!) { near(radius: 500, id: $id) { total } }"
    answer = edge.ask(query, id=edge.world.entity("home"))
    assert "has no coordinates" in answer["errors"][0]["message"]
    assert "latitude and a longitude" in edge.ask("{ near(radius: 5) { total } }")["errors"][0]["message"]


def test_each_of_these_is_logged_with_what_it_returned(edge: Edge) -> None:
    before, karim = edge.ledger.seal().sequence, edge.world.entity("karim")
    edge.data(COMMON, ids=[karim, edge.world.entity("brother")])
    intent, outcome = edge.ledger.events(after=before)
    assert intent.act.details["operation"] == "common"
    assert edge.world.entity("home") in str(outcome)
    nobody = edge.ask(COMMON, headers={}, ids=[karim, karim])
    assert "errors" in nobody
