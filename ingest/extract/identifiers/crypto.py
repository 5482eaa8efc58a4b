"""Crypto addresses, each kind by the checksum that is in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.identifiers.keccak import keccak256

BY = "crypto address, checked by its own checksum"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:[48][1-9A-HJ-NP-Za-km-z]{94}|[13LMTD][1-9A-HJ-NP-Za-km-z]{25,34}"
    r"|(?:bc|ltc)1[02-9ac-hj-np-z]{11,71}|(?:BC|LTC)1[02-9AC-HJ-NP-Z]{11,71}|0x[0-9a-fA-F]{40})(?![A-Za-z0-9])"
)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_MONERO_LAST = {7: 5, 11: 8}  # characters of a block, bytes that they hold


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Bitcoin, Litecoin, Dogecoin, Tron, Ethereum and Monero addresses."""
    for match in _ADDRESS.finditer(text):
        address = match.group()
        if valid(address):
            yield Candidate("CRYPTO_ADDRESS", *match.span(), None, 0.98, BY)
        elif any(c.isdigit() for c in address[1:]):
            yield Invalid("CRYPTO_ADDRESS", *match.span(), address, "its checksum fails")


def valid(address: str) -> bool:
    """True when the checksum of its kind holds; a hexadecimal address of one case has none to hold."""
    if address.startswith("0x"):
        return _ethereum(address[2:])
    if address.lower().startswith(("bc1", "ltc1")):
        return _bech32(address.lower())
    return _monero(address) if len(address) == 95 else _base58check(address)


def _ethereum(digits: str) -> bool:
    """EIP-55: letters are capital where the hash of the address says so."""
    if digits in {digits.lower(), digits.upper()}:
        return True
    hashed = keccak256(digits.lower().encode()).hex()
    return all(not c.isalpha() or c.isupper() == (h >= "8") for c, h in zip(digits, hashed, strict=False))


def _number(characters: str) -> int:
    number = 0
    for character in characters:
        number = number * 58 + _BASE58.index(character)
    return number


def _base58check(address: str) -> bool:
    number = _number(address)
    raw = number.to_bytes(25, "big") if number.bit_length() <= 200 else b""
    return bool(raw) and hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _monero(address: str) -> bool:
    """Blocks of eleven characters, eight bytes each; the last four bytes are of the Keccak hash."""
    raw = b""
    for start in range(0, 95, 11):
        block = address[start : start + 11]
        size, number = _MONERO_LAST[len(block)], _number(block)
        if number >= 1 << 8 * size:
            return False
        raw += number.to_bytes(size, "big")
    return keccak256(raw[:-4])[:4] == raw[-4:]


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
