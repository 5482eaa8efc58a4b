"""Whole texts: names, statuses, co-reference, and the measure on the reports written by hand."""

from __future__ import annotations

import json

import pytest
from test_extract_gold import gold

from ingest.extract import Document, Extraction, extract, extract_many
from ingest.extract.score import score


def relations(found: Extraction) -> set[tuple[str, str, str, str]]:
    words = {m.id: m.text for m in found.mentions}
    return {(r.type, words[r.start], words[r.end], r.status) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Bestuurder is VAN DEN BROECK Kevin.", "Kevin Van den Broeck"),
        ("Wij horen mevrouw Fatima El Khattabi.", "Fatima El Khattabi"),
        ("le nommé FERREIRA DA SILVA Lucas est absent", "Lucas Ferreira da Silva"),
        ("Zeuge ist BRANDT, Sascha.", "Sascha Brandt"),
        ("Opgesteld door inspecteur J. Deboeck.", "J. Deboeck"),
    ],
)
def test_names_in_all_orders_have_one_normal_form(text: str, norm: str) -> None:
    assert [m.norm for m in extract(text).mentions if m.type == "PERSON"] == [norm]


def test_a_denial_and_a_rumour_are_no_facts() -> None:
    text = (
        "Jan Peeters ontkent dat hij de grijze VW Golf bestuurde. "
        "Volgens Piet Maes zou Luc Claes rijden met een rode Opel Corsa."
    )
    found = relations(extract(text, "nl"))
    assert not [r for r in found if r[0] == "DRIVES" and r[3] == "asserted"]


def test_a_surname_alone_is_the_same_person() -> None:
    found = extract("Wij treffen Kevin Peeters aan. Peeters weigert elke verklaring.", "nl")
    assert [len(group) for group in found.coref] == [2]


def test_texts_in_bulk_give_what_each_gives_alone() -> None:
    documents = [Document(r["text"], None, r["doc_date"], r["id"]) for r in gold()[:6]]
    alone = [extract(d.text, d.lang, d.doc_date).to_json() | {"id": d.id} for d in documents]
    assert json.dumps([e.to_json() for e in extract_many(documents)]) == json.dumps(alone)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "....", "1", "«»\"'", "VAN DEN", "\U0001f697 " * 50])
def test_any_text_is_read_without_error(text: str) -> None:
    for mention in extract(text).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_the_gold_reports_are_read_as_well_as_they_were() -> None:
    reports = gold()
    documents = [Document(r["text"], None, r["doc_date"], r["id"]) for r in reports]
    found = [e.to_json() for e in extract_many(documents)]
    scores = score(zip(reports, found, strict=True))
    for type_ in (
        "PLATE",
        "PHONE",
        "IBAN",
        "NATIONAL_NUMBER",
        "IMEI",
        "VIN",
        "EMAIL",
        "MONEY",
        "COORDINATES",
    ):
        assert scores.strict[type_].f1 >= 0.97, type_
    assert scores.overlap["PERSON"].f1 >= 0.97
    assert scores.facts["roles"].f1 >= 0.69
    assert scores.facts["relations"].f1 >= 0.67
    assert not any(i["start"] == m["start"] for f in found for i in f["invalid"] for m in f["mentions"])


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["Jan, ", '"Aa ', "AAAA BBBB ", "BE12 ", "Jan Peeters en ", "12 34 56 ", "van de "]
)
def test_a_text_without_end_takes_no_time_without_end(piece: str) -> None:
    assert extract(piece * (20_000 // len(piece)), "nl").text


def test_each_paragraph_is_read_in_its_own_language() -> None:
    dutch = "Hij verklaart dat hij hier nooit geweest is en dat hij de wagen niet kent.\n\n"
    french = "Elle déclare que hier, vers 16 heures, son voisin a quitté la maison en voiture."
    found = extract(dutch + french, doc_date="2025-05-12")
    assert [(m.text, m.norm) for m in found.mentions if m.type == "DATETIME"] == [
        ("hier, vers 16 heures", "2025-05-11T16:00")
    ]
