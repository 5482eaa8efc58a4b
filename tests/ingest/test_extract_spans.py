"""Where a mention begins and ends, and which of two readings a span has."""

from __future__ import annotations

import pytest

from ingest.extract import extract


def spans(text: str, lang: str, *types: str) -> list[str]:
    found = extract(text, lang, "2025-01-05").mentions
    return [m.text for m in found if not types or m.type in types]


@pytest.mark.parametrize(
    ("text", "lang", "type_", "expected"),
    [
        ("PV LI.20.L2.000074/2023 de la ZP Namur est clos.", "fr", "CASE_NUMBER", ["LI.20.L2.000074/2023"]),
        ("Dossier 2025/044 JI Michaux est à l'instruction.", "fr", "CASE_NUMBER", ["2025/044 JI Michaux"]),
        ("Gsm gebruikt op 06/12/2024 rond 19u08.", "nl", "PHONE", []),
        ("Gsm gebruikt op 06/12/2024 rond 19u08.", "nl", "DATETIME", ["06/12/2024 rond 19u08"]),
        ("Tel 09/12.34.56 of 0475/12.34.56.", "nl", "PHONE", ["09/12.34.56", "0475/12.34.56"]),
        ("J'habite Rue Haute 12, 4000 Liège.", "fr", "ADDRESS", ["Rue Haute 12, 4000 Liège"]),
        ("J'habite Veldstraat 12 à 9000 Gent.", "fr", "ADDRESS", ["Veldstraat 12 à 9000 Gent"]),
        ("Vol Rue Haute à Herstal. Luvumbu a fui.", "fr", "LOCATION", ["Rue Haute", "Herstal"]),
        ("Vu rue J.-B. Willems 14, 1020 Laeken.", "fr", "ADDRESS", ["rue J.-B. Willems 14, 1020 Laeken"]),
        ("Sa sœur, Mégane Urbain, est venue.", "fr", "VEHICLE", []),
        ("Il conduit la Mégane grise.", "fr", "VEHICLE", ["Mégane grise"]),
        ("Wij werden naar Shisha Palace gestuurd.", "nl", "ORGANISATION", ["Shisha Palace"]),
    ],
)
def test_a_span_is_what_the_words_say(text: str, lang: str, type_: str, expected: list[str]) -> None:
    assert spans(text, lang, type_) == expected


@pytest.mark.parametrize(
    ("text", "lang", "norm"),
    [
        ("De nummerplaat TM 60 UPV stond op de camper.", "nl", "TM60UPV"),
        ("Das Kennzeichen BIT FK 1161 wurde notiert.", "de", "BITFK1161"),
        ("Een Fiat met plaat LA 5557 reed weg.", "nl", "LA5557"),
        ("Controle van de grijze Fiat Ducato (LA 5557) op de ring.", "nl", "LA5557"),
        ("Véhicule immatriculé FR AB-123-CD, en fuite.", "fr", "AB123CD"),
    ],
)
def test_a_foreign_plate_is_found_whole(text: str, lang: str, norm: str) -> None:
    assert [m.norm for m in extract(text, lang).mentions if m.type == "PLATE"] == [norm]


def test_german_here_is_no_yesterday_in_a_paragraph_taken_for_french() -> None:
    assert spans("Er wohnt hier und ist nicht verdächtig.", "fr", "DATETIME") == []
    assert spans("Le vol a eu lieu hier à 14h.", "fr", "DATETIME") == ["hier à 14h"]


def test_a_nickname_before_a_known_surname_stays_a_nickname() -> None:
    text = "In het milieu wordt LUVUMBU Momo genoemd. Gisteren reed Momo Luvumbu weg."
    found = [(m.type, m.text) for m in extract(text, "nl", "2025-01-05").mentions if m.type != "DATETIME"]
    name, nick = ("PERSON", "LUVUMBU"), ("NICKNAME", "Momo")
    assert found == [name, nick, nick, ("PERSON", "Luvumbu")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Jan Claes s'était présenté comme LA BRY Olivier, identité qui s'est avérée fausse.", "fr"),
        ("Jan Claes passed himself off as LA BRY Olivier, which is a false identity.", "en"),
        ("Bij een controle gaf Jan Claes zich uit voor LA BRY Olivier.", "nl"),
    ],
)
def test_a_name_that_is_given_falsely_is_an_alias(text: str, lang: str) -> None:
    assert spans(text, lang, "ALIAS") == ["LA BRY Olivier"]


@pytest.mark.parametrize(
    ("text", "lang", "norm"),
    [
        ("Op 3 mei belde hij. De dag nadien betaalde zij.", "nl", "2024-05-04"),
        ("Le 3 mai il appelle. Le lendemain elle a payé.", "fr", "2024-05-04"),
        ("He called on 3 May 2024. The day before she had left.", "en", "2024-05-02"),
        ("Hij werkt er sinds vorig jaar.", "nl", "2023"),
    ],
)
def test_days_are_counted_from_the_day_last_spoken_of(text: str, lang: str, norm: str) -> None:
    found = [m.norm for m in extract(text, lang, "2024-06-01").mentions if m.type == "DATETIME"]
    assert found[-1] == norm
