"""Cleaners: a raw value as the source wrote it in, its normalised text out, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from ingest.clean.account import iban
from ingest.clean.dates import date
from ingest.clean.device import imei, vin
from ingest.clean.gender import gender
from ingest.clean.moment import moment, moment_utc
from ingest.clean.nation import country
from ingest.clean.national_number import national_number
from ingest.clean.number import number
from ingest.clean.phone import phone
from ingest.clean.plate import plate
from ingest.clean.postcode import postcode
from ingest.clean.text import email, identifier, name, text
from ingest.clean.unclean import Unclean

Cleaner = Callable[[str], str]
"""Raw text to normalised text; "" means that the source says it does not know; raises Unclean."""

CLEANERS: Mapping[str, Callable[..., str]] = {
    "country": country,
    "date": date,
    "datetime": moment,
    "email": email,
    "gender": gender,
    "iban": iban,
    "identifier": identifier,
    "imei": imei,
    "name": name,
    "national_number": national_number,
    "number": number,
    "phone": phone,
    "plate": plate,
    "postcode": postcode,
    "text": text,
    "utc": moment_utc,
    "vin": vin,
}

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "date": ("order", "pivot", "excel"),
    "datetime": ("order", "pivot", "excel", "zone"),
    "utc": ("order", "pivot", "excel", "zone"),
    "phone": ("region",),
    "number": ("decimal",),
}

# The same plate, town or day comes back in thousands of rows; bounded, and without effect on the result.
CACHED = 65_536


def cleaner(kind: str, **options: str | int | bool) -> Cleaner:
    """The cleaner of a kind with its options set; KeyError when there is none."""
    return lru_cache(CACHED)(partial(CLEANERS[kind], **options))


__all__ = ["CLEANERS", "OPTIONS", "Cleaner", "Unclean", "cleaner"]
