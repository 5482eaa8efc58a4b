"""Telephone numbers."""

from __future__ import annotations

import phonenumbers

from ingest.clean.text import text
from ingest.clean.unclean import Unclean


def phone(raw: str, region: str = "BE") -> str:
    """A telephone number in E.164; one without a country code is of the region. Length is checked."""
    value = text(raw)
    if not value:
        return ""
    try:
        parsed = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException as error:
        raise Unclean("not a telephone number") from error
    if not phonenumbers.is_possible_number(parsed):
        raise Unclean(f"not a possible length for country code +{parsed.country_code}")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
