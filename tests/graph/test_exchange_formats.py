"""Each format is read by what others read it with, and holds all that was exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from xml.etree import ElementTree

import networkx
import orjson
import pandas
import pytest
import stix2
from derived import load_into
from exchange_world import AT, AWKWARD, awkward, gathered, written
from followthemoney import model
from servers import lent

from graph.exchange import FORMATS, Bundle, Export, Notice
from graph.exchange.export import cell, utc
from graph.exchange.ftm import mapped
from graph.exchange.words import word
from graph.ontology import LANGUAGES, load

CAPTION = AWKWARD.replace("\x0b", "")


@pytest.fixture(scope="module")
def bundle() -> Iterator[Bundle]:
    """All of the awkward world."""
    with lent("embedded") as server:
        world = awkward()
        load_into(server.store, world)
        with gathered(server.store, world) as made:
            yield made


def test_graphml_is_read_by_networkx(bundle: Bundle) -> None:
    (made,) = written(FORMATS["graphml"], bundle)
    graph = networkx.read_graphml(io.BytesIO(made))
    assert set(graph.nodes) == {thing.id for thing in bundle.things()}
    assert graph.number_of_edges() == len(bundle.ties) > 8
    assert CAPTION in {data["caption"] for _, data in graph.nodes(data=True)}
    uses = next(data for _, _, data in graph.edges(data=True) if data["type"] == "USES")
    assert (uses["status"], uses["symmetric"], uses["handling"]) == ("asserted", False, "H0")
    assert b"recipient: Politie &lt;Gent&gt; &amp; co" in made


def test_csv_is_read_by_pandas_and_holds_no_formula(bundle: Bundle) -> None:
    nodes, links = written(FORMATS["csv"], bundle)
    table = pandas.read_csv(io.BytesIO(nodes), dtype=str, keep_default_na=False)
    assert list(table["id"]) == sorted(bundle.types)
    assert "'" + CAPTION in set(table["name"]) and set(table["marking"]) == {"H0 · internal · judicial"}
    assert len(pandas.read_csv(io.BytesIO(links))) == len(bundle.ties)
    for made in (nodes, links):
        for row in csv.reader(io.StringIO(made.decode("utf-8-sig"))):
            assert not [one for one in row if one.startswith(("=", "+", "@", "\t")) or one == "-"]


def test_no_cell_begins_a_formula_where_cells_end_at_a_semicolon() -> None:
    for text in ("a;=1+1", "a\n=1+1", "a\t @x", "a; =1", "a\r\n-2+3", "x;＝1", "=1;+2"):
        safe = cell(text)
        begun = [
            one.lstrip(" ")
            for line in safe.splitlines()
            for part in line.split(";")
            for one in part.split("\t")
        ]
        assert not [one for one in begun if one.startswith(("=", "+", "-", "@", "＝"))], safe
        assert safe.replace("'", "") == text
    assert [cell(same) for same in ("-3.5", "a-b; c=d", "1 + 1", "Jan; Piet")] == [
        "-3.5",
        "a-b; c=d",
        "1 + 1",
        "Jan; Piet",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-03-04T00:30:00+02:00", "2026-03-03T22:30:00Z"),
        ("0085-03-04T00:30:00Z", "0085-03-04T00:30:00Z"),
        ("9999-12-31T23:30:00-05:00", "9999-12-31T23:30:00-05:00"),
        ("2026-02-30T10:00:00Z", "2026-02-30T10:00:00Z"),
    ],
)
def test_a_moment_that_has_no_place_in_utc_ends_no_export(text: str, told: str) -> None:
    assert utc(text) == told


def test_followthemoney_takes_every_entity_as_it_is(bundle: Bundle) -> None:
    (made,) = written(FORMATS["ftm"], bundle)
    entities = [orjson.loads(line) for line in made.splitlines()]
    for told in entities:
        proxy = model.get_proxy(told, cleaned=False)
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
        assert {name: sorted(set(some)) for name, some in told["properties"].items()} == {
            name: sorted(some) for name, some in proxy.to_dict()["properties"].items()
        }, told
    denied = sum(tie.is_denied for tie in bundle.ties)
    assert denied == 1 and len(entities) == bundle.total + len(bundle.ties) - denied
    assert {"Ownership", "Membership", "CourtCaseParty", "UnknownLink"} <= {e["schema"] for e in entities}


def test_every_end_of_a_link_is_one_that_followthemoney_lets_it_have() -> None:
    for told in (*mapped().links.values(), mapped().unknown):
        schema = model.get(told["schema"])
        for end, names in zip((told["from"], told["to"]), told.get("ends", ()), strict=False):
            wanted = schema.get(end).range
            assert all(model.get(name).is_a(wanted) for name in names), told
    for told in mapped().schemata.values():
        assert set(told["properties"].values()) <= set(model.get(told["schema"]).properties)


def test_stix_validates(bundle: Bundle) -> None:
    (made,) = written(FORMATS["stix"], bundle)
    parsed = stix2.parse(made.decode(), allow_custom=True, version="2.1")
    types = [one["type"] for one in parsed.objects]
    assert types.count("relationship") == sum(not tie.is_denied for tie in bundle.ties)
    assert {"identity", "location", "email-addr", "x-locard-vehicle", "marking-definition"} <= set(types)
    known = {one["id"] for one in parsed.objects}
    for one in parsed.objects:
        assert set(one.get("object_marking_refs", ())) <= known
        if one["type"] == "relationship":
            assert {one["source_ref"], one["target_ref"]} <= known
    statements = [one for one in orjson.loads(made)["objects"] if one["type"] == "marking-definition"]
    assert any(one["definition"]["statement"].startswith("H0: ") for one in statements)


def test_an_object_of_stix_is_created_once_and_modified_by_each_export(bundle: Bundle) -> None:
    made = []
    for at in (AT, "2026-07-01T10:00:00.000Z"):
        file = io.BytesIO()
        notice = Notice(bundle.marking, "FGP", "BR.1", "why", at)
        FORMATS["stix"].write(Export(bundle, notice, load()), [file])
        objects = orjson.loads(file.getvalue())["objects"]
        made.append({one["id"]: one for one in objects if one["type"] in ("identity", "relationship")})
    first, second = made
    assert first.keys() == second.keys() and len(first) > 2
    for id_, one in first.items():
        assert one["created"] == second[id_]["created"] <= one["modified"] <= second[id_]["modified"]


def test_anx_is_a_chart_in_utf16(bundle: Bundle) -> None:
    (made,) = written(FORMATS["anx"], bundle, lang="nl")
    assert made.startswith(b"\xff\xfe")
    chart = ElementTree.fromstring(made)
    assert len(list(chart.iter("Entity"))) == bundle.total
    assert len(list(chart.iter("Link"))) == len(bundle.ties)
    labels = {item.get("Label") for item in chart.iter("ChartItem")}
    assert CAPTION in labels and "Jan Peeters" in labels
    assert {"Persoon", "Voertuig"} <= {one.get("Type") for one in chart.iter("IconStyle")}
    strengths = {one.get("Name"): one.get("DotStyle") for one in chart.iter("Strength")}
    assert strengths["denied"] != strengths["asserted"]
    said = "".join(field.get("Field", "") for field in chart.iter("Field"))
    assert "ontvanger: Politie <Gent> & co" in said and "dossier: BR.1" in said


def test_umf_names_things_as_europol_does(bundle: Bundle) -> None:
    (made,) = written(FORMATS["umf"], bundle)
    told = orjson.loads(made)
    kinds = {one["EntityType"] for one in told["Entities"]}
    assert {"Person", "Organisation", "Vehicle", "Firearm", "Location", "MeansOfCommunication"} <= kinds
    assert told["Header"]["HandlingCode"] == "H0" and len(told["Relations"]) == len(bundle.ties)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_is_told_in_each_language(bundle: Bundle, lang: str) -> None:
    notice = Notice(bundle.marking, "FGP", "BR.1", "why", AT, lang)
    assert notice.lines()[1].endswith(": FGP") and len({*notice.lines()}) == 5
    assert "1 " in word("denied", lang, some="1") and "2" in word("some", lang, some="1", all="2")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_is_written_the_same(bundle: Bundle, name: str) -> None:
    assert written(FORMATS[name], bundle) == written(FORMATS[name], bundle)
