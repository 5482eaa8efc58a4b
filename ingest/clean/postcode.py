"""Postal codes."""

from __future__ import annotations

import re

from ingest.clean.text import text
from ingest.clean.unclean import Unclean

_COUNTRY = re.compile(r"^(?:BE?|LU?|FR?|DE?|NL)\s*-\s*(?=\d)")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9 \-]{1,9}")


def postcode(raw: str) -> str:
    """A postal code in upper case without the country before it (B-1000 is 1000)."""
    value = _COUNTRY.sub("", text(raw).upper())
    if value and not (_CODE.fullmatch(value) and any(c.isdigit() for c in value)):
        raise Unclean("not a postal code")
    return value
