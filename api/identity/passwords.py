"""Passwords: argon2id hashes, and as much work for who does not exist as for who does."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ledger.errors import BadInput

SHORTEST, LONGEST = 12, 256
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password; BadInput for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(f"A password has {SHORTEST} to {LONGEST} characters.")
    return _hasher.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether this is the password; the same work is done where none is kept."""
    try:
        return _hasher.verify(kept or _nobody(), password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False


def prepare() -> None:
    """Make the hash that nobody's password has, so that the first who does not exist takes no longer."""
    _nobody()


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
