"""Checksums hold for made numbers and fail for every slip; look-alikes are never found."""

from __future__ import annotations

import pytest

from ingest.extract.identifiers import crypto, device, national_number
from ingest.extract.identifiers.keccak import keccak256
from ingest.extract.pipeline import Document, read_by_rules

# The examples of EIP-55, which belong to nobody.
ETHEREUM = ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")


def found(text: str, type_: str) -> list[str]:
    return [text[c.start : c.end] for c in read_by_rules(Document(text)).candidates if c.type == type_]


def test_keccak_is_that_of_the_empty_text() -> None:
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize("address", ETHEREUM)
def test_an_ethereum_address_of_mixed_case_has_a_checksum(address: str) -> None:
    assert crypto.valid(address) and crypto.valid(address.lower())
    letter = next(i for i in range(2, 42) if address[i].isalpha())
    slip = address[:letter] + address[letter].swapcase() + address[letter + 1 :]
    assert not crypto.valid(slip)
    assert found(f"op adres {slip} gestort", "CRYPTO_ADDRESS") == []


def monero() -> str:
    """An address of zeros with its checksum, written in blocks."""
    raw = bytes([18]) + bytes(64)
    raw += keccak256(raw)[:4]
    sizes, alphabet, out = {8: 11, 5: 7}, crypto._BASE58, ""
    for start in range(0, len(raw), 8):
        block = raw[start : start + 8]
        number, characters = int.from_bytes(block, "big"), ""
        for _ in range(sizes[len(block)]):
            number, rest = divmod(number, 58)
            characters = alphabet[rest] + characters
        out += characters
    return out


def test_a_monero_address_has_a_checksum() -> None:
    address = monero()
    assert len(address) == 95 and crypto.valid(address)
    assert not crypto.valid(address[:-1] + ("2" if address[-1] == "1" else "1"))


def test_a_dutch_number_passes_the_test_of_eleven_behind_its_name() -> None:
    good = next(n for n in range(111222330, 111222400) if national_number.valid_dutch(str(n)))
    assert found(f"BSN {good}.", "NATIONAL_NUMBER") == [str(good)]
    assert found(f"BSN {good + 1}.", "NATIONAL_NUMBER") == []
    assert found(f"klantnummer {good}.", "NATIONAL_NUMBER") == []


def test_the_north_american_digit_of_a_vin_is_only_told() -> None:
    assert device.vin_check("1M8GDM9AXKP042788") and not device.vin_check("WVWZZZ1JZ3W386752")
    assert found("chassis WVWZZZ1JZ3W386752", "VIN") == ["WVWZZZ1JZ3W386752"]


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("het profiel van straat_kat op Telegram", "HANDLE", "straat_kat"),
        ("hij noemt zich op Snapchat wolf.van.mons", "HANDLE", "wolf.van.mons"),
        ("elle a versé six mille euros hier", "MONEY", "six mille euros"),
        ("he gave him a hundred pounds", "MONEY", "a hundred pounds"),
        ("verslag LAB-24-1188 volgt", "CASE_NUMBER", "LAB-24-1188"),
        ("avis n° 2024/BTX/00213", "CASE_NUMBER", "2024/BTX/00213"),
        ("fiets met framenummer WX12K3345", "SERIAL_NUMBER", "WX12K3345"),
        ("een Poolse kaart, nr. ZS1234567", "DOCUMENT_NUMBER", "ZS1234567"),
        ("call me on 07700 900123", "PHONE", "07700 900123"),
        ("Tel. 0651 9987001 und nicht der Anschluss", "PHONE", "0651 9987001"),
        ("an Irish car, 191-D-40001", "PLATE", "191-D-40001"),
        ("positie 51.31 N 2.88 E", "COORDINATES", "51.31 N 2.88 E"),
    ],
)
def test_forms_of_numbers(text: str, type_: str, expected: str) -> None:
    assert found(text, type_) == [expected]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("company number 0745.221.907", "PHONE"),
        ("rekening BE12 9734 0000 1112", "PHONE"),
        ("foto.jpg en www.example.be en o.a. dit", "HANDLE"),
        ("op naam van Janssen.", "HANDLE"),
        ("paspoort in december 2024 verloren", "DOCUMENT_NUMBER"),
        ("klantenkaart 1234567890", "DOCUMENT_NUMBER"),
        ("rapport van 12/03", "CASE_NUMBER"),
        ("toestel nummer 861275354045690", "SERIAL_NUMBER"),
        ("een euro per stuk", "MONEY"),
    ],
)
def test_look_alikes_are_not_found(text: str, type_: str) -> None:
    assert found(text, type_) == []
