"""Two names on one phone come out as a suggestion, never merged; not where somebody judged them to be two."""

from __future__ import annotations

from pathlib import Path

from edge import Edge, serving
from warm import installation

from api.edge import edge as edge_of
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse

FEED = """\
name: phones
source: TEST
labels: {nl: telefoons, fr: téléphones, de: Telefone, en: phones}
format: csv
key: [number]
mentions:
  person: {type: Person, values: {name: name}}
  phone: {type: Object, values: {kind: {const: phone}, number: {column: phone, clean: phone}}}
relations:
  - {type: USES, from: person, to: phone}
"""
ROWS = "number,name,phone\n1,Jan Peeters,0470998877\n2,Samir Haddad,0470998877\n"
QUERY = """query ($id: ID!) { suggestions(entity: $id, type: "same_person") { total items {
  type score wouldChange b { caption } against { text }
  evidence { text records path { nodes { caption } } } } } }"""


JUDGE = """mutation ($a: ID!, $b: ID!) { judge(a: $a, b: $b, kind: NEGATIVE, reason: "seen together") {
  judgement { id } } }"""


def test_two_names_on_one_phone_are_suggested_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "phones.csv").write_text(ROWS)
    with installation(tmp_path) as house:
        receive(house, [tmp_path / "phones.csv"], parse(FEED, "phones"))
        bring_up_to_date(house)
        first, second = (m.id for m in house.mentions.of_type("Person", [1]))
        assert second not in house.clusters.cluster_of(1, [first])[first]
        built = edge_of(house)
        with serving(built) as client:
            edge = Edge(built, client, None, house.ledger)  # type: ignore[arg-type]
            [item] = edge.data(QUERY, id=first)["suggestions"]["items"]
            edge.data(JUDGE, a=first, b=second)
            bring_up_to_date(house)
            assert edge.data(QUERY, id=first)["suggestions"]["total"] == 0
    [path] = item["evidence"]
    assert item["score"] == 1.0 and len(path["records"]) == 2 and len(path["path"]["nodes"]) == 3
    assert "same phone number" in path["text"] and "names differ" in item["against"][0]["text"]
    assert "photograph" in item["wouldChange"]
