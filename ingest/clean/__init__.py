"""Cleaners: a raw value as the source wrote it in, its normalised text out, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial

from ingest.clean.account import iban
from ingest.clean.dates import date
from ingest.clean.device import imei, vin
from ingest.clean.gender import gender
from ingest.clean.moment import moment, moment_utc
from ingest.clean.nation import country
from ingest.clean.national_number import national_number
from ingest.clean.number import latitude, longitude, number
from ingest.clean.options import OPTIONS, wrong_option
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
    "latitude": latitude,
    "longitude": longitude,
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

# The same day, plate or phone comes back in thousands of rows. Bounded, shared by all feeds, and without
# effect on the result; texts and names are cheap to clean and large to keep.
CACHED = 16_384
NOT_CACHED = ("name", "text")


@cache
def cleaner(kind: str, **options: str | int | bool) -> Cleaner:
    """The cleaner of a kind with its options set; KeyError when there is none."""
    clean = partial(CLEANERS[kind], **options)
    return clean if kind in NOT_CACHED else lru_cache(CACHED)(clean)


__all__ = ["CLEANERS", "OPTIONS", "Cleaner", "Unclean", "cleaner", "wrong_option"]
