"""Coordinates in decimal degrees or in degrees, minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "coordinates"
_DECIMAL = re.compile(
    r"(?<![\w.,\-])(-?\d{1,2}[.,]\d{3,8})\s?°?\s?([NS]?)(?:[\s,;/]+"
    r"|\s?-\s)(?:[NS]\s)?(-?\d{1,3}[.,]\d{3,8})\s?°?\s?([EWO]?)"
    r"(?![\w]|[.,]\d|\s?(?:€|eur))",
    re.I,
)
_SIDED = re.compile(
    r"(?<![\w.,\-])(\d{1,2}[.,]\d{1,8})\s?°?\s?([NS])[\s,;/]{1,3}(\d{1,3}[.,]\d{1,8})\s?°?\s?([EWO])(?!\w)"
)
"""Fewer decimals will do where the sides are named."""
_SEXAGESIMAL = re.compile(
    r"(\d{1,2})\s?°\s?(\d{1,2})\s?['′’]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:\"|″|''|”))?\s?([NS])[\s,;/]+"
    r"(\d{1,3})\s?°\s?(\d{1,2})\s?['′’]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:\"|″|''|”))?\s?([EWO])",
    re.I,
)


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Coordinates; norm is "lat,lon" in decimal degrees."""
    for pattern in (_DECIMAL, _SIDED):
        for match in pattern.finditer(text):
            yield _decimal(match)
    for match in _SEXAGESIMAL.finditer(text):
        norm = f"{_degrees(*match.groups()[:4]):.6f},{_degrees(*match.groups()[4:]):.6f}"
        yield Candidate("COORDINATES", *match.span(), norm, 0.95, BY)


def _decimal(match: re.Match[str]) -> Candidate | Invalid:
    lat, north, lon, east = match.groups()
    start, end = match.start(), match.start() + len(match.group().rstrip())
    latitude, longitude = lat.replace(",", "."), lon.replace(",", ".")
    latitude = "-" + latitude if north in "Ss" and north else latitude
    longitude = "-" + longitude if east in "Ww" and east else longitude
    if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
        return Candidate("COORDINATES", start, end, f"{latitude},{longitude}", 0.95, BY)
    return Invalid("COORDINATES", start, end, match.group().rstrip(), "beyond 90 or 180 degrees")


def _degrees(degrees: str, minutes: str, seconds: str | None, side: str) -> float:
    value = int(degrees) + int(minutes) / 60 + float((seconds or "0").replace(",", ".")) / 3600
    return -value if side in "SsWw" else value
