"""Where a location lies: by its coordinates, or by its town where that is one of those known here."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt

from graph.ontology.mention import Mention
from ledger.located import from_yaml
from resolution.places.towns import town

EARTH = 6371.0
HALF_ROUND = 20016
"""Kilometres between two points that are farthest apart."""
POINT, TOWN = 1.0, 8.0
"""Kilometres by which a point, and a place in a town, may lie elsewhere."""
Place = tuple[str, float, float, float]
"""Name, latitude and longitude in degrees, and the kilometres by which it may lie elsewhere."""


@cache
def _towns() -> dict[str, tuple[float, float]]:
    text = resources.files("resolution.places").joinpath("coordinates.yaml").read_text(encoding="utf-8")
    table: dict[str, list[float]] = from_yaml(text)
    return {town(name): (latitude, longitude) for name, (latitude, longitude) in table.items()}


def place(location: Mention) -> Place | None:
    """Where a location lies; None where neither its coordinates nor its town say."""
    city, name = location.first("city"), location.first("name")
    point = _point(location.first("latitude"), location.first("longitude"))
    if point:
        return (name or city or f"{point[0]:.3f}, {point[1]:.3f}", *point, POINT)
    known = _towns().get(town(city or name))
    return (city or name, *known, TOWN) if known else None


@lru_cache(maxsize=1 << 12)
def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None
    inside = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return (round(lat, 4), round(lon, 4)) if inside else None


@lru_cache(maxsize=1 << 14)
def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Along the earth's surface, of two points in degrees."""
    a, b, east = radians(lat_a), radians(lat_b), radians(lon_b - lon_a)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))
