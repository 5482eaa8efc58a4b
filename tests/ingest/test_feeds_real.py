import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import graph.ontology
from ingest import feeds
from ingest.mentions import interpret
from ingest.readers import Reject
from ingest.real import FEBRL, POLE, POLE_LEFT_OUT, PREFIX, read_febrl, read_pole
from ledger.record import Record

PACKED = Path(__file__).parents[3] / "shared" / "data" / "pole" / "pole-data-importer.zip"
needs_pole = pytest.mark.skipif(not PACKED.is_file(), reason="the POLE data do not lie beside the repository")
ONTOLOGY = graph.ontology.load()


def interpreted(draft):
    record = Record(draft.source, draft.feed, draft.key, draft.version, draft.content, 1)
    return interpret(record, feeds.load(draft.feed), ONTOLOGY)


@pytest.fixture(scope="module")
def pole():
    return list(read_pole(PACKED))


@needs_pole
def test_every_row_of_pole_becomes_a_draft(pole):
    counts = Counter(name for name, item in pole if not isinstance(item, Reject))
    with zipfile.ZipFile(PACKED) as members:
        for member, feed in POLE:
            lines = csv.reader(io.TextIOWrapper(members.open(PREFIX + member), encoding="utf-8-sig"))
            assert counts[feed] == sum(1 for _ in lines) - 1, member
    asked = {"crime": 28_762, "person": 369, "vehicle": 1_000, "call": 534, "location": 14_904}
    assert {name: counts[f"pole_{name}"] for name in asked} == asked
    assert len({(item.source, item.key) for _, item in pole}) == sum(counts.values())


@needs_pole
def test_every_member_of_pole_is_read_or_left_out_with_its_reason():
    with zipfile.ZipFile(PACKED) as members:
        names = {n.removeprefix(PREFIX) for n in members.namelist() if n.endswith(".csv")}
    assert names == {name for name, _ in (*POLE, *POLE_LEFT_OUT)}


@needs_pole
def test_relations_of_pole_end_at_things_that_have_a_row(pole):
    known, ends = set(), set()
    for name, item in pole:
        if name in ("pole_crime", "pole_investigated_by", "pole_occurred_at") and item.origin.row > 3_000:
            continue
        for mention in interpreted(item).mentions:
            keys = {(mention.type, key) for key in mention.values("sourceKey")}
            (known if ":ID" in item.content else ends).update(keys)
    rows = {item.content[":ID"] for name, item in pole if name == "pole_crime"}
    lost = {(type_, key) for type_, key in ends - known if key.removeprefix("pole:") not in rows}
    assert lost == set()


@pytest.mark.parametrize(("number", "rows", "persons"), [(1, 1000, 500), (4, 10_000, 5_000)])
def test_febrl_comes_with_its_truth(number, rows, persons):
    found = list(read_febrl(number))
    assert number in FEBRL
    assert len({made.draft.key for made in found}) == len(found) == rows
    assert len({made.person for made in found}) == persons
    assert not any("org" in made.draft.content["rec_id"] for made in found)
    (person,) = [m for m in interpreted(found[1].draft).mentions if m.type == "Person"]
    assert person.first("lastName")
