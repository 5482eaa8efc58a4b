"""Number plates."""

from __future__ import annotations

from ingest.clean.text import identifier
from ingest.clean.unclean import Unclean


def plate(raw: str) -> str:
    """A plate in upper case without separators, 2 to 10 letters and digits; one read in part is refused."""
    if "?" in raw or "*" in raw:
        raise Unclean("a plate read in part")
    value = identifier(raw)
    if value and not 2 <= len(value) <= 10:
        raise Unclean(f"{len(value)} characters are no plate")
    if value and not value.isalnum():
        raise Unclean("a plate is letters and digits")
    return value
