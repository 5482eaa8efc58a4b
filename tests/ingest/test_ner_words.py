"""How a model sees a text, and what it may do to the finds of the rules."""

from __future__ import annotations

from itertools import pairwise

from ingest.extract.combine import ADDED, CONFIRMED, Policy, combined
from ingest.extract.extraction import Candidate
from ingest.extract.trained import LONGEST, Span, Word, hinted, known_of, pieces, words_of

TEXT = "Op het kantoor van Securo Events zat Karim Bllaca naast Gent en Peeters."


def find(words: str, type_: str, confidence: float = 0.9) -> Candidate:
    start = TEXT.index(words)
    return Candidate(type_, start, start + len(words), None, confidence, "rule")


def span(words: str, type_: str) -> Span:
    return Span(type_, TEXT.index(words), TEXT.index(words) + len(words))


def test_elisions_stand_alone() -> None:
    assert [w.text for w in words_of("l'ING d'Arlon, D'Angelo")] == [
        "l'",
        "ING",
        "d'",
        "Arlon",
        ",",
        "D'Angelo",
    ]


def test_words_keep_their_places() -> None:
    assert all(TEXT[w.start : w.end] == w.text for w in words_of(TEXT))


def test_lists_and_hints_stand_beside_each_word() -> None:
    words = words_of("Kevin woont in De Panne")
    known = known_of(words)
    assert "g" in known[0] and known[3].endswith("l") and known[4].endswith("l")
    assert hinted(words, [Span("LOCATION", 15, 23)]) == ["-", "-", "-", "B-LOCATION", "I-LOCATION"]


def test_a_long_text_is_read_in_pieces() -> None:
    words = [Word(".", n, n + 1) for n in range(3 * LONGEST + 5)]
    found = list(pieces(words))
    assert found[0][0] == 0 and found[-1][1] == len(words)
    assert all(a[1] == b[0] for a, b in pairwise(found))


def test_the_model_adds_only_what_its_policy_says() -> None:
    spans = [span("Securo Events", "ORGANISATION"), span("Karim Bllaca", "PERSON"), span("Gent", "PERSON")]
    found = combined(TEXT, [find("Gent", "LOCATION")], spans, [], Policy(frozenset({"PERSON"})), "model")
    assert [(c.type, TEXT[c.start : c.end], c.norm, c.confidence) for c in found] == [
        ("PERSON", "Karim Bllaca", "Karim Bllaca", ADDED),
        ("LOCATION", "Gent", None, 0.9),
    ]


def test_the_model_confirms_renames_and_drops() -> None:
    rules = [
        find("Peeters", "PERSON", 0.7),
        find("Gent", "PERSON", 0.7),
        find("Securo Events", "PERSON", 0.7),
    ]
    spans = [span("Peeters", "PERSON"), span("Securo Events", "ORGANISATION")]
    policy = Policy(renames={("PERSON", "ORGANISATION"): 1.0}, drops={"PERSON": 0.75})
    found = combined(TEXT, rules, spans, [], policy, "model")
    assert [(c.type, TEXT[c.start : c.end]) for c in found] == [
        ("ORGANISATION", "Securo Events"),
        ("PERSON", "Peeters"),
    ]
    assert found[1].confidence == CONFIRMED


def test_what_failed_its_check_is_never_added() -> None:
    policy, spans = Policy(frozenset({"OBJECT"})), [span("kantoor", "OBJECT")]
    start = TEXT.index("kantoor")
    assert not combined(TEXT, [], spans, [(start, start + 3)], policy, "model")
