"""What a text says becomes mentions that the ontology knows."""

from __future__ import annotations

from test_extract_gold import gold

from graph.ontology.load import load
from graph.ontology.mention import Mention
from ingest.extract import extract
from ingest.extract.to_mentions import text_mentions
from ledger.record import Record

TEXT = (
    "Verdachte Kevin Peeters, geboren op 14 maart 1985, RR 85.07.30-033.28, reed met een grijze VW Golf, "
    "nummerplaat 1-ABC-123. Hij is bereikbaar op 0478/55.21.90. PV AN.11.LA.070214/2025."
)


def mentions(text: str, column: str = "text", case: str = "") -> list[Mention]:
    record = Record("reports", "pv", "1", "", {column: text}, 1)
    return text_mentions(record, extract(text, doc_date="2025-05-12"), column, 1, case)


def one(found: list[Mention], type_: str) -> Mention:
    return next(m for m in found if m.type == type_)


def test_a_person_has_the_values_that_the_text_gives() -> None:
    person = one(mentions(TEXT), "Person")
    assert person.first("firstName") == "Kevin"
    assert person.first("lastName") == "Peeters"
    assert person.first("birthDate") == "1985-03-14"
    assert person.first("nationalNumber") == "85073003328"


def test_a_plate_and_its_vehicle_are_one_mention() -> None:
    vehicles = [m for m in mentions(TEXT) if m.type == "Vehicle"]
    assert [m.first("registrationNumber") for m in vehicles] == ["1ABC123"]
    assert vehicles[0].first("make") == "VW"
    assert len(vehicles[0].spans) == 2


def test_roles_go_to_the_file_that_the_text_names_or_the_feed_gives() -> None:
    found = mentions(TEXT)
    roles = [s for s in one(found, "Person").relations() if s.property == "INVOLVED_IN"]
    assert ("suspect", one(found, "Case").id) in {(s.role, s.target) for s in roles}
    given = one(mentions(TEXT, case="f" * 32), "Person")
    assert {s.target for s in given.relations() if s.property == "INVOLVED_IN"} == {"f" * 32}


def test_anchors_say_the_column_where_it_is_not_text() -> None:
    assert all(m.anchor.startswith("remarks:") for m in mentions(TEXT, "remarks"))


def test_every_gold_report_gives_mentions_that_the_ontology_knows() -> None:
    ontology = load()
    for report in gold():
        record = Record("reports", "pv", report["id"], "", {"text": report["text"]}, 1)
        found = text_mentions(record, extract(report["text"], doc_date=report["doc_date"]), "text", 1)
        types = {m.id: m.type for m in found}
        assert len(types) == len(found)
        for mention in found:
            for statement in mention.statements:
                if not statement.target:
                    assert statement.property in ontology.types[mention.type].properties
                    continue
                relation = ontology.relations[statement.property]
                assert mention.type in relation.from_
                assert types[statement.target] in relation.to
