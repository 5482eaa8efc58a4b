"""The packaged French model as a second opinion: it adds and confirms, and changes nothing that was found."""

from __future__ import annotations

import pytest
from test_extract_gold import gold

from ingest.extract.names_packaged import BY
from ingest.extract.names_statistical import second_opinion
from ingest.extract.pipeline import Document, read_by_rules
from ingest.extract.plausible import looks_like_a_name

UNKNOWN = "Dossier transmis au juge d'instruction Michaux, qui a pris connaissance des faits."


def test_a_name_that_the_rules_leave_undecided_is_found() -> None:
    reading = read_by_rules(Document(UNKNOWN, "fr"))
    assert not [c for c in reading.candidates if c.type == "PERSON"]
    [candidates] = second_opinion([reading], packaged=True)
    found = [c for c in candidates if c.type == "PERSON"]
    assert [(UNKNOWN[c.start : c.end], c.norm, c.by) for c in found] == [("Michaux", "Michaux", BY)]


def test_nothing_that_the_rules_found_is_lost() -> None:
    reports = [r for r in gold() if r["lang"] == "fr"][:6]
    readings = [read_by_rules(Document(r["text"], "fr", r["doc_date"])) for r in reports]
    for reading, both in zip(readings, second_opinion(readings, packaged=True), strict=True):
        rules = {(c.type, c.start, c.end) for c in reading.candidates}
        assert rules <= {(c.type, c.start, c.end) for c in both}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Le juge Michaux arrive.", "Michaux", True),
        ("Vu la Vérification BNG du jour.", "Vérification BNG", False),
        ("Passager : inconnu", "Passager", False),
        ("Fin.\nAnalyste présent", "Analyste", False),
        ("et J'étais là", "J'étais", False),
        ("avec Xhafer Bllaca hier", "Xhafer Bllaca", True),
    ],
)
def test_what_looks_like_a_name(text: str, words: str, expected: bool) -> None:
    start = text.index(words)
    assert looks_like_a_name(text, start, start + len(words)) is expected
