"""Numbers that a maker gives: IMEI of a telephone, VIN of a vehicle."""

from __future__ import annotations

import re

from ingest.clean.text import identifier
from ingest.clean.unclean import Unclean

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")


def imei(raw: str) -> str:
    """An IMEI of 15 digits, checked by Luhn; one of 14 or an IMEISV of 16 gets its check digit."""
    value = identifier(raw)
    if not value:
        return ""
    if not (value.isascii() and value.isdigit()) or len(value) not in (14, 15, 16):
        raise Unclean("an IMEI is 15 digits")
    whole = value[:14] + str(_luhn(value[:14]))
    if len(value) == 15 and value != whole:
        raise Unclean("the check digit of the IMEI fails")
    return whole


def _luhn(digits: str) -> int:
    doubled = (int(d) * 2 if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return -sum(d // 10 + d % 10 for d in doubled) % 10


def vin(raw: str) -> str:
    """A VIN: 17 characters without I, O, Q; the check digit is not asked for (European ones carry none)."""
    value = identifier(raw)
    if value and not _VIN.fullmatch(value):
        raise Unclean("a VIN is 17 characters without I, O and Q")
    return value
