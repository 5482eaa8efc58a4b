"""Text that every store can hold."""

from __future__ import annotations


def storable(value: str, longest: int | None = None) -> bool:
    """False for more bytes than `longest`, for NUL, which PostgreSQL refuses, and for half a character."""
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        return False
    return b"\0" not in encoded and (longest is None or len(encoded) <= longest)
