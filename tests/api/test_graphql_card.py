"""The card, the neighbours, the paths, the suggestions and the record."""

from __future__ import annotations

from edge import Edge

CARD = """query ($id: ID!) { entity(id: $id) { id type caption sources mentions shownMentions records
  neighbours { linkType type outgoing count }
  properties { property values { value statements { kind status raw record mention source
    grade { reliability credibility } spans { field start end } } } } } }"""
NEIGHBOURS = """query ($id: ID!, $linkType: String! = "", $after: String! = "") {
  neighbours(id: $id, linkType: $linkType, first: 50, after: $after) { total shown end items {
    node { id type caption } link { id type from to status roles { role status } records } } } }"""
RECORD = """query ($id: ID!) { record(id: $id) { source key handling grade { scheme reliability }
  fields { name text marks { start end type entity caption mention } } } }"""


def test_a_card_gives_every_value_with_its_source(edge: Edge) -> None:
    card = edge.data(CARD, id=edge.world.entity("karim"))["entity"]
    values = {p["property"]: p["values"] for p in card["properties"]}
    (born,) = values["birthDate"][0]["statements"]
    assert values["birthDate"][0]["value"] == "1988-05-17"
    assert (born["source"], born["kind"], born["status"]) == ("ANG", "fact", "asserted")
    assert born["grade"] == {"reliability": "A", "credibility": "1"}
    assert card["mentions"] == 62 and card["properties"][0]["property"] == "name"


def test_a_mention_id_addresses_its_entity(edge: Edge) -> None:
    mention = max(edge.world.clusters["karim"])
    assert edge.data(CARD, id=mention)["entity"]["id"] == edge.world.entity("karim")


def test_neighbours_come_in_pages_that_say_of_how_many(edge: Edge) -> None:
    karim = edge.world.entity("karim")
    first = edge.data(NEIGHBOURS, id=karim)["neighbours"]
    second = edge.data(NEIGHBOURS, id=karim, after=first["end"])["neighbours"]
    ids = {item["link"]["id"] for page in (first, second) for item in page["items"]}
    assert (first["total"], first["shown"], second["shown"], second["end"]) == (67, 50, 17, "")
    assert len(ids) == 67
    counts = edge.data(CARD, id=karim)["entity"]["neighbours"]
    assert sum(count["count"] for count in counts) == 67


def test_links_bear_role_status_and_records(edge: Edge) -> None:
    karim = edge.world.entity("karim")
    (drives,) = edge.data(NEIGHBOURS, id=karim, linkType="DRIVES")["neighbours"]["items"]
    case = edge.data(NEIGHBOURS, id=karim, linkType="INVOLVED_IN")["neighbours"]["items"][0]
    assert drives["link"]["status"] == "alleged" and len(drives["link"]["records"]) == 1
    assert case["link"]["roles"] == [{"role": "suspect", "status": "asserted"}]


def test_paths_name_each_step_with_its_records(edge: Edge) -> None:
    query = """query ($a: ID!, $b: ID!) { paths(from: $a, to: $b, maxLength: 2) {
      total exact items { nodes { caption } steps { links { type records } } } } }"""
    ends = {"a": edge.world.entity("karim"), "b": edge.world.entity("brother")}
    found = edge.data(query, **ends)["paths"]
    shortest = found["items"][0]
    assert found["exact"] and found["total"] == 2
    assert shortest["steps"][0]["links"][0]["type"] == "FAMILY_OF"
    assert all(step["links"][0]["records"] for path in found["items"] for step in path["steps"])


def test_paths_pass_through_the_node_types_that_are_asked_for(edge: Edge) -> None:
    query = """query ($a: ID!, $b: ID!, $types: [String!]) {
      paths(from: $a, to: $b, maxLength: 2, nodeTypes: $types) { total items { nodes { type } } } }"""
    ends = {"a": edge.world.entity("karim"), "b": edge.world.entity("brother")}
    through = edge.data(query, **ends, types=["Location"])["paths"]
    assert [len(path["nodes"]) for path in through["items"]] == [2, 3]
    assert [node["type"] for node in through["items"][1]["nodes"]] == ["Person", "Location", "Person"]
    assert edge.data(query, **ends, types=["Case"])["paths"]["total"] == 1
    assert "There is no type" in edge.ask(query, **ends, types=["Ship"])["errors"][0]["message"]


def test_a_suggestion_shows_its_paths_and_what_speaks_against_it(edge: Edge) -> None:
    query = """query ($id: ID!, $lang: String!) { suggestions(entity: $id, lang: $lang) { total items {
      type score a { id } b { caption } wouldChange against { text }
      evidence { text weight records path { nodes { id } } } } } }"""
    found = edge.data(query, id=edge.world.entity("other3"), lang="nl")["suggestions"]
    (about,) = [item for item in found["items"] if item["b"]["caption"] == "Karim Bensaïd"]
    assert about["evidence"][0]["text"] == "beide gelinkt aan hetzelfde telefoontoestel of -nummer"
    assert all(reason["records"] and len(reason["path"]["nodes"]) == 3 for reason in about["evidence"])
    assert about["wouldChange"] and about["a"]["id"] == edge.world.entity("other3")


def test_a_record_marks_its_mentions_in_code_points(edge: Edge) -> None:
    report = edge.world.mentions[min(edge.world.clusters["van"])].record
    record = edge.data(RECORD, id=report)["record"]
    (text,) = [field for field in record["fields"] if field["name"] == "text"]
    (plate,) = [mark for mark in text["marks"] if mark["type"] == "Vehicle"]
    assert text["text"][plate["start"] : plate["end"]] == "1-XYZ-987"
    assert plate["entity"] == edge.world.entity("van")
    assert record["handling"] == "H1" and len(text["marks"]) == 4


def test_the_value_of_a_column_is_marked_whole(edge: Edge) -> None:
    (record,) = {edge.world.mentions[id_].record for id_ in edge.world.clusters["club"]}
    fields = {field["name"]: field for field in edge.data(RECORD, id=record)["record"]["fields"]}
    assert [(mark["type"], mark["end"]) for mark in fields["bijnaam"]["marks"]] == [("Person", 8)]


def test_hidden_and_unknown_are_refused_in_the_same_words(edge: Edge) -> None:
    (hidden,) = [m for m in edge.world.mentions.values() if m.class_ != 1]
    for query, id_ in ((CARD, hidden.id), (RECORD, hidden.record)):
        refusals = [edge.refusal(query, id=asked) for asked in (id_, "f" * 32)]
        told = {refusal["detail"].replace(id_, "").replace("f" * 32, "") for refusal in refusals}
        assert len(told) == 1 and {refusal["code"] for refusal in refusals} == {"Missing"}


def test_all_links_between_what_is_on_a_chart_are_given(edge: Edge) -> None:
    query = "query ($ids: [ID!]!) { links(ids: $ids) { exact links { type from to } } }"
    names = ("karim", "brother", "home", "club")
    found = edge.data(query, ids=[edge.world.entity(name) for name in names])["links"]
    assert found["exact"]
    assert sorted(link["type"] for link in found["links"]) == [
        "FAMILY_OF",
        "LIVES_AT",
        "LIVES_AT",
        "MEMBER_OF",
    ]
