"""Account numbers."""

from __future__ import annotations

from stdnum import iban as standard
from stdnum.exceptions import ValidationError

from ingest.clean.text import identifier
from ingest.clean.unclean import Unclean


def iban(raw: str) -> str:
    """An IBAN in upper case without separators: length of its country, check modulo 97."""
    value = identifier(raw).removeprefix("IBAN")
    if not value:
        return ""
    try:
        return str(standard.validate(value, check_country=False))
    except ValidationError as error:
        raise Unclean(f"not an IBAN: {error}") from error
