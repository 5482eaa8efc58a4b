"""Addresses on networks: IP, URL, handles on channels, and crypto addresses with their checksum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from ingest.extract.extraction import Candidate, Invalid

BY_IP = "IP address"
BY_URL = "web address"
BY_HANDLE = "account name on a channel"
BY_CRYPTO = "crypto address, checked by its own checksum"
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]|\d)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"»]+[\w/]", re.I)
_AT = re.compile(r"(?<![\w.@/])@[A-Za-z0-9_][\w.\-]{1,30}\w")
_CHANNEL = (
    r"(?:snap(?:chat)?|insta(?:gram)?|telegram|signal|tik ?tok|discord|facebook|wickr|threema"
    r"|session|viber|twitter|x"
    r"|vinted|steam|onlyfans|whatsapp|messenger)"
)
_NAMED = re.compile(
    r"\b(?:(?:"
    r"gebruikers?(?:naam|account)?|account(?:naam|name)?|profiel(?:naam)?|profile?"
    r"|pseudo(?:nyme)?|handle|user ?name|user"
    r"|benutzer(?:name|konto)?|nutzer(?:name)?|konto(?:name)?|nickname|nick|alias|compte|login"
    r"|kanaal|canal|channel|kanal|naam|nom"
    r")(?:[\s:,(]|genaamd|named?|intitulé|is|est|ist|utilisé|van|op|sur|de|auf|on|"
    + _CHANNEL
    + r"|called|onder de naam){0,5}"
    r"|"
    + _CHANNEL
    + r"[\s:(\-]{1,3}(?:account|naam|profiel|gebruiker|compte|profil|user)?[\s:]{0,2})[\"'“«„]?\s?"
    r"((?=[\w.\-]*[_.\d])[A-Za-z][\w.\-]{2,28}\w)",
    re.I,
)
_HANDLE_WORD = re.compile(r"\bhandle[\s:]+[\"'“«„]?([A-Za-z][\w.\-]{2,28}\w)", re.I)
_CRYPTO = re.compile(
    r"(?<![A-Za-z0-9])(?:[13LMT][1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc|ltc)1[02-9ac-hj-np-z]{11,71}"
    r"|0x[0-9a-fA-F]{40})(?![A-Za-z0-9])"
)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def find(text: str) -> Iterator[Candidate | Invalid]:
    """IP addresses, URLs, handles and crypto addresses."""
    for match in _IP.finditer(text):
        if all(int(part) < 256 for part in match.group().split(".")):
            yield Candidate(
                "IP",
                *match.span(),
                str(IPv4Address(".".join(str(int(p)) for p in match.group().split(".")))),
                0.8,
                BY_IP,
            )
    for match in _URL.finditer(text):
        yield Candidate("URL", *match.span(), None, 0.95, BY_URL)
    for match in _AT.finditer(text):
        yield Candidate("HANDLE", *match.span(), None, 0.95, BY_HANDLE)
    for pattern in (_NAMED, _HANDLE_WORD):
        for match in pattern.finditer(text):
            yield Candidate("HANDLE", *match.span(1), None, 0.85, BY_HANDLE)
    for match in _CRYPTO.finditer(text):
        if crypto_valid(match.group()):
            yield Candidate("CRYPTO_ADDRESS", *match.span(), None, 0.98, BY_CRYPTO)
        elif any(c.isdigit() for c in match.group()):
            yield Invalid("CRYPTO_ADDRESS", *match.span(), match.group(), "its checksum fails")


def crypto_valid(address: str) -> bool:
    """True when base58check or bech32 holds; of hexadecimal addresses only the form is checked."""
    if address.startswith("0x"):
        return True
    if address.startswith(("bc1", "ltc1")):
        return _bech32(address)
    number = 0
    for character in address:
        number = number * 58 + _BASE58.index(character)
    raw = number.to_bytes(25, "big") if number.bit_length() <= 200 else b""
    return bool(raw) and hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _bech32(address: str) -> bool:
    """The checksum of BIP 173 (bech32) or BIP 350 (bech32m)."""
    human, _, data = address.partition("1")
    values = (
        [ord(c) >> 5 for c in human] + [0] + [ord(c) & 31 for c in human] + [_BECH32.find(c) for c in data]
    )
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if (top >> i) & 1 else 0
    return check in {1, 0x2BC830A3}
