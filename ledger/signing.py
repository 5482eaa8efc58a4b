"""The key that signs the heads of the log: Ed25519; its private half lies in the folder of keys alone."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.errors import BadInput, Unavailable
from ledger.keys import BYTES, make

FILE = "audit.key"
PUBLIC = re.compile(r"\b[0-9a-f]{64}\b")
PURPOSE = b"locard head of the log\0"


class Signing:
    """Signs with the key in a folder, which is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @property
    def made(self) -> bool:
        """True when the key is there."""
        return self._file.exists()

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        if not self.made:
            make(self._file)
        found = self._file.read_bytes()
        if len(found) != BYTES:
            raise Unavailable(
                f"The key that signs the log, {self._file}, is damaged: restore it from its own copy."
            )
        return Ed25519PrivateKey.from_private_bytes(found)

    @cached_property
    def public(self) -> str:
        """The public key, 64 hex digits: for whoever checks the log elsewhere."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, hash_: str) -> str:
        """The signature of a head with this hash, 128 hex digits."""
        return self._private.sign(PURPOSE + bytes.fromhex(hash_)).hex()


def is_signed(hash_: str, signature: str, key: str) -> bool:
    """True when the owner of this public key signed a head with this hash."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), PURPOSE + bytes.fromhex(hash_))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_keys(file: Path) -> frozenset[str]:
    """The public keys in a file, one on a line; BadInput where there is none."""
    try:
        found = frozenset(PUBLIC.findall(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: give the file with the public key.") from error
    if not found:
        raise BadInput(f"{file} holds no public key, which is 64 hex digits: see locard audit heads.")
    return found
