"""Identifiers: found in every spelling, and never when their check fails."""

from __future__ import annotations

import pytest

from ingest.extract import Extraction, extract


def norms(found: Extraction, type_: str) -> list[str | None]:
    return [m.norm for m in found.mentions if m.type == type_]


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("RR 85.07.30-033.28", "85073003328"),
        ("rijksregisternummer 85073003328.", "85073003328"),
        ("NN 03.05.17-223.73", "03051722373"),  # born in 2003
        ("bisnummer 88.27.04-390.72", "88270439072"),
    ],
)
def test_national_numbers_in_all_spellings(text: str, norm: str) -> None:
    assert norms(extract(text, "nl"), "NATIONAL_NUMBER") == [norm]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("RR 85.07.30-033.29", "NATIONAL_NUMBER"),
        ("rekening BE69 5390 0754 7034", "IBAN"),
        ("IMEI 350624046840074", "IMEI"),
        ("chassis WBA3B3I020F108120", "VIN"),
        ("identiteitskaart 592-8841207-36", "DOCUMENT_NUMBER"),
        ("adres 1NXsf8VVjGqvjNcXkQMdhwDTZgQvrijAd5", "CRYPTO_ADDRESS"),
    ],
)
def test_what_fails_its_check_is_invalid_and_no_mention(text: str, type_: str) -> None:
    found = extract(text, "nl")
    assert [i.type for i in found.invalid] == [type_]
    assert all(i.reason for i in found.invalid)
    assert norms(found, type_) == []


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("gsm 0478/55.21.90", "+32478552190"),
        ("tel. 02 420 11 98", "+3224201198"),
        ("bereikbaar op +32 (0)472 81 36 44", "+32472813644"),
        ("le numéro 0033 6 44 21 87 03", "+33644218703"),
    ],
)
def test_phones_in_belgian_and_foreign_spellings(text: str, norm: str) -> None:
    assert norms(extract(text), "PHONE") == [norm]


def test_a_company_number_is_no_phone() -> None:
    assert norms(extract("bedrijfsnummer 0745.221.907", "nl"), "PHONE") == []


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("een wagen met nummerplaat 1-ABC-123", "1ABC123"),
        ("une Clio immatriculée GH-418-ZX", "GH418ZX"),
        ("kenteken V-482-KX", "V482KX"),
        ("amtliches Kennzeichen AC-KL 2231", "ACKL2231"),
        ("immatriculé en Roumanie B 212 TRK", "B212TRK"),
        ("Bulgaarse plaat PB 4471 KT", "PB4471KT"),
        ("Plate KX19 ZTL", "KX19ZTL"),
    ],
)
def test_plates_of_many_countries(text: str, norm: str) -> None:
    assert norms(extract(text), "PLATE") == [norm]


def test_amounts_have_a_value_and_a_currency() -> None:
    text = "Hij betaalde 1.250 euro, daarna € 14.300,50 en 0,15 BTC."
    assert norms(extract(text, "nl"), "MONEY") == ["1250.00 EUR", "14300.50 EUR", "0.15 BTC"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Bericht, Nr. RIR 2023-0588 van 3 mei", "RIR 2023-0588"),
        ("Kenmerk CFI 25-48811 aan het parket", "CFI 25-48811"),
        ("procédure n° 01422/2024, pièce 7", "01422/2024"),
        ("Unser Zeichen: 2026/1187/CLV. Kommissar", "2026/1187/CLV"),
        ("VERBAAL VAN BEVINDINGEN, nummer PL2000-2024031877-4", "PL2000-2024031877-4"),
        ("BVH 2325-118846 van gisteren", "2325-118846"),
        ("Request WM-4471/11/25 of today", "WM-4471/11/25"),
    ],
)
def test_the_file_numbers_of_other_services_are_read(text: str, number: str) -> None:
    assert [m.text for m in extract(text).mentions if m.type == "CASE_NUMBER"] == [number]
