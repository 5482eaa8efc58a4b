"""Roles and relations by sentence: who did what to whom, and how sure the text is of it."""

from __future__ import annotations

import pytest

from ingest.extract import extract


def relations(text: str, lang: str) -> set[tuple[str, str, str, str]]:
    found = extract(text, lang, "2025-06-01")
    words = {m.id: m.text for m in found.mentions}
    return {(r.type, words[r.start], words[r.end], r.status) for r in found.relations}


def roles(text: str, lang: str) -> set[tuple[str, str, str]]:
    found = extract(text, lang, "2025-06-01")
    words = {m.id: m.text for m in found.mentions}
    return {(words[r.mention], r.role, r.status) for r in found.roles}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Wij horen Jan Peeters. Achter hem stond Piet Claes. Peeters beweert hem niet te kennen.", "nl"),
        ("Jan Peeters ontkent Piet Claes te kennen.", "nl"),
        ("Jan Peeters said that he saw Piet Claes there. He does not know him.", "en"),
    ],
)
def test_a_denied_acquaintance_is_a_denial(text: str, lang: str) -> None:
    found = [r for r in relations(text, lang) if r[0] == "ASSOCIATE_OF"]
    assert [r[3] for r in found] == ["denied"]


def test_two_who_meet_are_associates() -> None:
    text = "Nous constatons que Jean Dupont et Luc Lambert se sont rencontrés à Namur."
    assert ("ASSOCIATE_OF", "Jean Dupont", "Luc Lambert", "asserted") in relations(text, "fr")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "Houder van de rekening BE10 3771 0288 4604 is Jan Peeters.",
            "nl",
            ("OWNS", "Jan Peeters", "BE10 3771 0288 4604"),
        ),
        (
            "Op haar rekening BE10 3771 0288 4604 werd 500 euro gestort door Piet Claes. ",
            "nl",
            None,
        ),
        (
            "Le nommé Jean Dupont conduit la Seat Leon grise de son père, Luc Dupont.",
            "fr",
            ("OWNS", "Luc Dupont", "Seat Leon grise"),
        ),
        (
            "Wij treffen Jan Peeters thuis aan, Kerkstraat 12, 9000 Gent.",
            "nl",
            ("LIVES_AT", "Jan Peeters", "Kerkstraat 12, 9000 Gent"),
        ),
        (
            "Opsteller: inspecteur Jan Peeters, PZ Vlas.",
            "nl",
            ("MEMBER_OF", "Jan Peeters", "PZ Vlas"),
        ),
    ],
)
def test_a_relation_is_read_from_its_words(
    text: str, lang: str, expected: tuple[str, str, str] | None
) -> None:
    found = {r[:3] for r in relations(text, lang) if r[3] == "asserted"}
    assert expected in found if expected else not any(r[0] == "SENT_MONEY" for r in found)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Jan Peeters had een snijwonde aan het hoofd.", "nl", ("Jan Peeters", "victim", "asserted")),
        ("Jan Peeters, slachtoffer, werd gehoord.", "nl", ("Jan Peeters", "victim", "asserted")),
        ("Le témoin désigne Luc Lambert comme auteur.", "fr", ("Luc Lambert", "suspect", "asserted")),
        ("Author: Jan Peeters.", "en", ("Jan Peeters", "officer", "asserted")),
        ("Der Zeuge sah Jan Peeters. Er wurde festgenommen.", "de", ("Jan Peeters", "suspect", "asserted")),
        ("Mit dabei war vermutlich Jan Peeters.", "de", ("Jan Peeters", "suspect", "alleged")),
        (
            "Jean Dupont était là. Il n'a pas pris part aux faits.",
            "fr",
            ("Jean Dupont", "suspect", "denied"),
        ),
        (
            "Verklaring van het slachtoffer. Verschijnt: Jan Peeters.",
            "nl",
            ("Jan Peeters", "victim", "asserted"),
        ),
        ("Jan Peeters blijft aan het stuur.", "nl", ("Jan Peeters", "driver", "asserted")),
    ],
)
def test_a_role_is_read_from_its_words(text: str, lang: str, expected: tuple[str, str, str]) -> None:
    assert expected in roles(text, lang)


def test_a_dutch_there_is_no_german_he() -> None:
    text = "Wij treffen Jan Peeters. Er werd niemand aangehouden."
    assert ("Jan Peeters", "suspect", "asserted") not in roles(text, "nl")


def test_a_full_name_is_not_another_full_name_with_the_same_surname() -> None:
    text = "Wij horen Callum Peeters. Peeters zwijgt. Zijn vader is Norman Peeters."
    found = extract(text, "nl")
    words = {m.id: m.text for m in found.mentions}
    groups = [[words[m] for m in group] for group in found.coref]
    assert ["Callum Peeters", "Peeters"] in groups and ["Norman Peeters"] in groups


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "Uit een betrouwbare bron: Jan Peeters rijdt met een rode Opel Corsa.",
            "nl",
            ("DRIVES", "Jan Peeters", "rode Opel Corsa", "alleged"),
        ),
        (
            "Jan Peeters zou een wapen bewaren. Het zou gaan om een honkbalknuppel.",
            "nl",
            ("OWNS", "Jan Peeters", "honkbalknuppel", "alleged"),
        ),
        (
            "Jan Peeters wordt gehoord. Hij ontkent lid te zijn van Dampoort Crew.",
            "nl",
            ("MEMBER_OF", "Jan Peeters", "Dampoort Crew", "denied"),
        ),
        (
            "Audition de Jean Dupont. Nous montrons la photo de la Kia Picanto grise. "
            "« Je ne conduis pas cette voiture, je le jure, et je n'ai rien à ajouter. »",
            "fr",
            ("DRIVES", "Jean Dupont", "Kia Picanto grise", "denied"),
        ),
        (
            "Jan Peeters meldt dat Piet Claes hem bedreigt via berichten.",
            "nl",
            ("CALLED", "Piet Claes", "Jan Peeters", "alleged"),
        ),
        (
            "Le document n° CU7741903 au nom de Jean Dupont est saisi. Titre de séjour n° CU7741904 "
            "au nom de Luc Lambert.",
            "fr",
            ("HAS_ID", "Luc Lambert", "CU7741904", "asserted"),
        ),
        (
            "The driver's father, Norman Peeters, was heard. The driver is Callum Peeters.",
            "en",
            ("FAMILY_OF", "Norman Peeters", "Callum Peeters", "asserted"),
        ),
    ],
)
def test_a_relation_has_the_status_of_its_words(
    text: str, lang: str, expected: tuple[str, str, str, str]
) -> None:
    found = relations(text, lang)
    assert expected in found or (expected[0], expected[2], expected[1], expected[3]) in found
