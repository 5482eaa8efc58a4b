"""A question about passages: by plate, camera, place and time; scoped before anything is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import asin, cos, degrees, radians, sin
from typing import Any

import duckdb

from graph.passages.manifest import Part
from graph.passages.passage import Passage
from graph.passages.twins import twins
from ledger.errors import BadInput

COLUMNS = (
    "id, plate, country, camera, latitude, longitude, time, lane, direction, confidence, class, feed, record"
)
KM_PER_DEGREE = 111.2
ID, MONTH = re.compile(r"[0-9a-f]{32}"), re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NO_SIGN, SIGN = re.compile(r"[^\w?*]|_"), re.compile(r"\w")
LAST = "\U0010ffff"
"""Sorts behind every sign of a plate."""


@dataclass(frozen=True)
class Question:
    """All that is given must hold. `plate` may hold ? for one sign and * for any; `misread` takes its twins.

    A plate is asked for as passages bear it: `1-abc 234` is 1ABC234.

    `near` is latitude, longitude and a radius in km. `after` and `before` are ISO 8601, the second without
    itself; without an offset they are UTC. `skip` passes over the latest ones: those of the pages before.
    """

    plate: str = ""
    misread: bool = False
    camera: str = ""
    near: tuple[float, float, float] | None = None
    after: str = ""
    before: str = ""
    ids: tuple[bytes, ...] = ()
    limit: int = 100
    skip: int = 0

    def __post_init__(self) -> None:
        if not (self.plate or self.camera or self.near or self.ids or (self.after and self.before)):
            raise BadInput("Name a plate, a camera, a place, or a time from and to.")
        plate = NO_SIGN.sub("", unicodedata.normalize("NFKC", self.plate)).upper()
        if self.plate and not SIGN.search(plate):
            raise BadInput(f"{self.plate!r} is no plate: letters, digits, ? for one sign and * for any.")
        object.__setattr__(self, "plate", plate)
        if self.misread and self.is_partial:
            raise BadInput("A plate known in part has no misread twins: give the whole plate.")

    @property
    def is_partial(self) -> bool:
        """True when the plate is known in part."""
        return "?" in self.plate or "*" in self.plate


@dataclass(frozen=True)
class Found:
    """Those shown, and how many there are: "N of M"."""

    passages: tuple[Passage, ...]
    total: int


def is_id(text: str) -> bool:
    """True of what may be the id of a passage."""
    return ID.fullmatch(text) is not None


def is_month(text: str) -> bool:
    """True of a month as the store names it."""
    return MONTH.fullmatch(text) is not None


def refuse_no_month(text: str) -> None:
    """BadInput for what is no month."""
    if not is_month(text):
        raise BadInput(f"{text!r} is no month: write it as 2026-05.")


def touched(parts: Sequence[Part], asked: Question, since: str) -> list[Part]:
    """Files that tell of a time that is asked for."""
    after, before = max(_plain(asked.after), _plain(since)), _plain(asked.before)
    return [p for p in parts if p.last >= after and (not before or p.first < before)]


def ask(
    cursor: duckdb.DuckDBPyConnection, names: list[str], asked: Question, allowed: Sequence[int], since: str
) -> tuple[list[dict[str, Any]], int]:
    """The rows, latest first, and how many there are in all."""
    if not allowed:
        return [], 0
    where, values = _where(asked, allowed, since)
    source = f"FROM read_parquet($names, hive_partitioning = false, union_by_name = true) WHERE {where}"
    values |= {"names": names}
    page = (
        f"SELECT {COLUMNS} {source} ORDER BY time DESC, id LIMIT {int(asked.limit)} OFFSET {int(asked.skip)}"
    )
    cursor.execute(page, values)
    names_ = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names_, row, strict=True)) for row in cursor.fetchall()]
    if len(rows) < asked.limit and (rows or not asked.skip):
        return rows, asked.skip + len(rows)
    counted = cursor.execute(f"SELECT count(*) {source}", values).fetchone()
    return rows, int(counted[0]) if counted else 0


def _where(asked: Question, allowed: Sequence[int], since: str) -> tuple[str, dict[str, Any]]:
    parts = [f"class IN ({', '.join(str(int(one)) for one in allowed)})"]
    values: dict[str, Any] = {}
    if asked.plate:
        text, given = _plate(asked)
        parts.append(text)
        values |= given
    if asked.camera:
        parts.append("camera = $camera")
        values["camera"] = asked.camera
    if asked.near:
        parts.append(_NEAR)
        values |= _near(*asked.near)
    if asked.ids:
        parts.append("id IN (SELECT unnest($ids))")
        values["ids"] = list(asked.ids)
    if after := max(_plain(asked.after), _plain(since)):
        parts.append("time >= CAST($after AS TIMESTAMP)")
        values["after"] = after
    if before := _plain(asked.before):
        parts.append("time < CAST($before AS TIMESTAMP)")
        values["before"] = before
    return " AND ".join(parts), values


def _plate(asked: Question) -> tuple[str, dict[str, Any]]:
    if asked.misread:
        # Constants: so row groups and their bloom filters are asked before anything is read.
        return f"plate IN ({', '.join(repr(one) for one in twins(asked.plate))})", {}
    if not asked.is_partial:
        return "plate = $plate", {"plate": asked.plate}
    start = re.split(r"[?*]", asked.plate, maxsplit=1)[0]
    like = asked.plate.replace("?", "_").replace("*", "%")
    return "plate LIKE $like AND plate >= $low AND plate < $high", {
        "like": like,
        "low": start,
        "high": start + LAST,
    }


_NEAR = (
    "latitude BETWEEN $south AND $north"
    " AND (longitude BETWEEN $west AND $east OR longitude >= $west + 360 OR longitude <= $east - 360) AND"
    " 12742 * asin(least(1, sqrt(pow(sin(radians(latitude - $lat) / 2), 2)"
    " + cos(radians($lat)) * cos(radians(latitude)) * pow(sin(radians(longitude - $lon) / 2), 2)))) <= $km"
)
"""Beyond the date line longitudes go on from the other side."""


def _near(latitude: float, longitude: float, km: float) -> dict[str, float]:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and km > 0):
        raise BadInput("A place is a latitude, a longitude and a radius in km above 0.")
    high, wide = km / KM_PER_DEGREE * 1.01, 180.0  # around a pole all longitudes are near
    if abs(latitude) + high < 90:
        wide = degrees(asin(min(sin(radians(high)) / cos(radians(latitude)), 1)))
    box = {
        "south": latitude - high,
        "north": latitude + high,
        "west": longitude - wide,
        "east": longitude + wide,
    }
    return box | {"lat": latitude, "lon": longitude, "km": km}


def _plain(text: str) -> str:
    """As the manifest writes moments: UTC, without offset."""
    if not text:
        return ""
    try:
        given = datetime.fromisoformat(text)
        return str(given.astimezone(UTC).replace(tzinfo=None) if given.tzinfo else given)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{text!r} is no date or moment: write 2026-05-01 or 2026-05-01T10:00:00Z.") from error
