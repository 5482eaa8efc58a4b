"""The French model as a second opinion: it adds and confirms, and changes nothing that the rules found."""

from __future__ import annotations

import pytest
from test_extract_gold import gold

from ingest.extract import extract
from ingest.extract.names_statistical import BY, looks_like_a_name

UNKNOWN = "Dossier transmis au juge d'instruction Michaux, qui a pris connaissance des faits."


def test_a_name_that_the_rules_leave_undecided_is_found() -> None:
    assert not [m for m in extract(UNKNOWN, "fr", statistical=False).mentions if m.type == "PERSON"]
    found = [m for m in extract(UNKNOWN, "fr", statistical=True).mentions if m.type == "PERSON"]
    assert [(m.text, m.norm, m.by) for m in found] == [("Michaux", "Michaux", BY)]


def test_other_languages_are_not_asked() -> None:
    text = "Dossier overgemaakt aan onderzoeksrechter Michaux, die kennis nam van de feiten."
    assert extract(text, "nl", statistical=True) == extract(text, "nl", statistical=False)


def test_nothing_that_the_rules_found_is_lost() -> None:
    for report in [r for r in gold() if r["lang"] == "fr"][:6]:
        rules = extract(report["text"], "fr", report["doc_date"], statistical=False).mentions
        both = extract(report["text"], "fr", report["doc_date"], statistical=True).mentions
        assert {(m.type, m.start, m.end) for m in rules} <= {(m.type, m.start, m.end) for m in both}


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
