"""A record's text in another language: on a real installation, under the rules of the record itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from edge import PURPOSE, Edge, asked, served, serving
from strawberry import ID
from warm import installation

from api.edge import edge as edge_of
from api.graphql.columns import NOTHING
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.reads.documents import document_of
from api.stages.receive import receive
from graph.ontology.mention import Mention, Span
from ingest.feeds import parse
from ledger.record import Record

FEED = """\
name: notes
source: NOTES
labels: {nl: nota's, fr: notes, de: Notizen, en: notes}
format: jsonl
key: [note]
text: [{column: text, lang: {column: lang}}]
"""
NOTE = (
    "De verdachte Kevin Van den Broeck ontkent de feiten. De getuige zag hem 👋 met een mes in de "
    "grijze Opel met nummerplaat 1-ABC-123. Zijn telefoon 0470 12 34 56 werd in beslag genomen."
)
UNKNOWN = "Zzyx 1-DEF-456 qwrt blorf qumpf"
TRANSLATION = """query ($id: ID!, $to: Language!, $names: [String!]) {
  record(id: $id) { fields(names: $names) {
  name text translatable(to: $to) marks { start end page type foundBy }
  translation(to: $to) { kind source to text label by known
    terms { start end word gloss } parts { start end text known } } } } }"""


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation that has taken in two notes and brought everything up to date."""
    rows = [{"note": "1", "lang": "nl", "text": NOTE}, {"note": "2", "lang": "nl", "text": UNKNOWN}]
    (folder / "notes.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    with installation(folder) as made:
        receive(made, [folder / "notes.jsonl"], parse(FEED, "notes"))
        bring_up_to_date(made)
        yield made


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("notes")) as made:
        yield made


@pytest.fixture(scope="module")
def notes(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def note(house: Installation, key: str = "1") -> str:
    found = house.ledger.current("NOTES", key)
    assert found is not None
    return found.id


def test_a_gloss_gives_its_terms_with_offsets(house: Installation, notes: Edge) -> None:
    (field,) = notes.data(TRANSLATION, id=note(house), to="FR", names=["text"])["record"]["fields"]
    made = field["translation"]
    assert (made["kind"], made["source"], made["to"], field["translatable"]) == ("GLOSS", "NL", "FR", "GLOSS")
    assert "pas une traduction" in made["label"] and made["by"].startswith("lexicon ")
    assert all(NOTE[term["start"] : term["end"]] == term["word"] for term in made["terms"])
    assert {"verdachte": "suspect", "mes": "couteau"}.items() <= {
        term["word"]: term["gloss"] for term in made["terms"]
    }.items()
    assert "".join(part["text"] for part in made["parts"]) == made["text"]


def test_names_and_identifiers_stand_as_they_are(house: Installation, notes: Edge) -> None:
    (field,) = notes.data(TRANSLATION, id=note(house), to="EN", names=["text"])["record"]["fields"]
    for name in ("Kevin Van den Broeck", "1-ABC-123", "Opel", "0470 12 34 56"):
        assert name in field["translation"]["text"]
    marks = {NOTE[mark["start"] : mark["end"]]: mark for mark in field["marks"]}
    assert marks["Kevin Van den Broeck"]["type"] == "Person"
    assert all(mark["foundBy"] for mark in field["marks"])


def test_an_unknown_word_is_no_term_and_an_own_language_no_translation(
    house: Installation, notes: Edge
) -> None:
    (empty,) = notes.data(TRANSLATION, id=note(house, "2"), to="DE", names=["text"])["record"]["fields"]
    assert empty["translation"]["terms"] == [] and empty["translation"]["known"] == 0
    assert empty["translation"]["text"] == UNKNOWN
    (own,) = notes.data(TRANSLATION, id=note(house), to="NL", names=["text"])["record"]["fields"]
    assert own["translation"] is None and own["translatable"] is None


def test_every_look_is_logged_with_its_record(house: Installation, notes: Edge) -> None:
    before = house.ledger.seal().sequence
    notes.data(TRANSLATION, id=note(house), to="DE", names=["text"])
    looks = [event for event in house.ledger.events(after=before) if event.phase == "intent"]
    assert [look.act.details["operation"] for look in looks] == ["record", "translation"]
    assert looks[1].act.details["arguments"] == {"id": note(house), "field": "text", "to": "de"}
    done = house.ledger.events(after=before)[-1]
    assert done.phase == "done" and done.act.details["returned"] == [note(house)]


def test_without_a_purpose_or_in_another_domain_there_is_none(house: Installation, notes: Edge) -> None:
    asked_for = {"id": note(house), "to": "FR", "names": ["text"]}
    assert notes.refusal(TRANSLATION, {}, **asked_for)["code"] == "NoPurpose"
    elsewhere = PURPOSE | {"X-Locard-Domain": "administrative"}
    assert notes.refusal(TRANSLATION, elsewhere, **asked_for)["code"] == "Missing"


def test_the_reads_refuse_what_a_session_may_not_see(edge: Edge) -> None:
    (hidden,) = [m for m in edge.world.mentions.values() if m.class_ != 1]
    told = {
        edge.refusal(TRANSLATION, id=id_, to="EN")["detail"].replace(id_, "")
        for id_ in (hidden.record, "f" * 32)
    }
    assert len(told) == 1


def test_a_folder_that_is_not_there_is_told_and_hides_no_record(house: Installation, tmp_path: Path) -> None:
    given = edge_of(house)
    reads = replace(given.reads, models=tmp_path / "nowhere")  # type: ignore[type-var]
    with serving(replace(given, reads=reads)) as client:
        answer = asked(client, TRANSLATION, PURPOSE, id=note(house), to="FR", names=["text"])
    (field,) = answer["data"]["record"]["fields"]
    assert field["text"] == NOTE and field["translation"] is None
    assert "no such folder" in answer["errors"][0]["message"]


def test_a_mark_keeps_its_page_and_its_finder() -> None:
    record = Record("S", "notes", "1", "1", {"text": "Op 1 mei\nzag Kevin", "pages": [0, 9]}, 1)
    kevin = Mention(record.id, "Person", "13-18", 1, (), (Span(13, 18, 2),), by="name by shape")
    (field,) = document_of(ID(record.id), record, [kevin], {}, {}, NOTHING).all_fields
    (mark,) = field.marks
    assert (mark.start, mark.end, mark.page, mark.found_by) == (13, 18, 2, "name by shape")
