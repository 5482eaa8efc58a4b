"""What an entity is looked up by beside its id and words: when it happened, and where it lies on a grid.

Both are computed from its best values. Begin and end stand in UTC, as text that sorts; a place is in one
cell of a fine grid and one of a coarse grid, so that what is near is found by a few equal keys.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.derive.moment import moment

FINE, COARSE = 100, 10
"""Cells of the two grids in one degree: about 1.1 km and 11 km from north to south."""
KEYS = frozenset({"begins", "ends", "cell", "area"})
"""Properties of an entity that are keys, not values."""
HAPPEN = ("Event", "Case")


def keys(type_: str, best: Mapping[str, str]) -> dict[str, str]:
    """`begins` and `ends` of what happens, `cell` and `area` of a place that has coordinates."""
    if type_ in HAPPEN:
        found = {"begins": best.get("startDate", ""), "ends": best.get("endDate", "")}
        return {name: moment(value) for name, value in found.items() if value}
    if type_ == "Location" and (point := point_of(best)):
        return {"cell": cell(*point, FINE), "area": cell(*point, COARSE)}
    return {}


def point_of(values: Mapping[str, object]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where they are not numbers of a place on earth."""
    try:
        latitude, longitude = (float(str(values.get(name, ""))) for name in ("latitude", "longitude"))
    except ValueError:
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if on_earth and math.isfinite(latitude + longitude) else None


def cell(latitude: float, longitude: float, grid: int) -> str:
    """The cell of a grid that a point lies in."""
    return cell_of(math.floor(latitude * grid), math.floor(longitude * grid), grid)


def cell_of(row: int, column: int, grid: int) -> str:
    """The same by its numbers; beyond the date line they go on from the other side."""
    return f"{row}:{(column + 180 * grid) % (360 * grid) - 180 * grid}"
