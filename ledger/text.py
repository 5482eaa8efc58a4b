"""Text that every store can hold."""

from __future__ import annotations


def storable(value: str) -> bool:
    """False for text with NUL, which PostgreSQL refuses, or with half a character, which UTF-8 cannot say."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False
