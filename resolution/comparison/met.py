"""When and where a record met a person: it may contradict other records, and is none of a person's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from graph.ontology.mention import Mention
from graph.ontology.statement import Kind, Statement, Status
from resolution.places.coordinates import HALF_ROUND, kilometres, place

MOST = 12
"""Moments of one mention that are kept, the latest: what has more is a history, not a meeting."""
CAR, PLANE = 300, 1000
"""Kilometres an hour that nobody is faster than, on the ground and with a flight."""
PRESENT = frozenset(("control", "arrest", "interview", "custody"))
"""Events where whoever takes part is there himself."""
FLIGHT = "booking"
ALIVE = frozenset((*PRESENT, FLIGHT, "declaration"))
"""Events that nobody takes part in after his death."""
LONGEST = 3 * 24 * 60
"""Minutes of an event up to which it says where somebody was."""
AROUND = HALF_ROUND * 60 // CAR
"""Minutes after which anybody may be anywhere."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


class Moment(NamedTuple):
    """A time at which a person was alive, in minutes since 1970 (until: exclusive), and where, if known.

    `reach` are the kilometres by which the place may be elsewhere, `speed` those an hour that may lie
    between this moment and another; a moment without a name has no place.
    """

    since: int
    until: int
    name: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    reach: float = 0.0
    speed: int = CAR


@dataclass(frozen=True)
class Met:
    """How one mention was met: moments of the person's life, and the mention of its record it may repeat."""

    moments: tuple[Moment, ...] = ()
    home: str = ""

    def __bool__(self) -> bool:
        return bool(self.moments or self.home)

    @property
    def placed(self) -> tuple[Moment, ...]:
        """The moments that say where."""
        return tuple(moment for moment in self.moments if moment.name)

    def plain(self) -> list[Any]:
        """As JSON can hold it."""
        return [[list(moment) for moment in self.moments], self.home]

    @classmethod
    def of(cls, plain: list[Any]) -> Met:
        """From what `plain` gave."""
        moments, home = plain
        return cls(tuple(Moment(*moment) for moment in moments), home)


UNMET = Met()


def moments_of(person: Mention, around: Mapping[str, Mention]) -> tuple[Moment, ...]:
    """The moments of a person's life that a record establishes; denied and alleged ones do not count.

    `around` holds the mentions that the person's relations point to, and the places of events among them.
    """
    found = {moment for s in person.relations() if is_fact(s) for moment in _moments(s, around)}
    return tuple(sorted(found))[-MOST:]


def _moments(s: Statement, around: Mapping[str, Mention]) -> Iterator[Moment]:
    target = around.get(s.target)
    if s.property == "DRIVES" and s.valid_from:
        yield from _moment(s.valid_from, s.valid_to, None)
    elif target is None:
        return
    elif s.property == "PRESENT_AT" and target.type == "Location":
        yield from _moment(s.valid_from, s.valid_to, target)
    elif target.type == "Event" and s.property in ("PARTICIPATES_IN", "PRESENT_AT"):
        yield from _at_event(s, target, around)


def _at_event(s: Statement, event: Mention, around: Mapping[str, Mention]) -> Iterator[Moment]:
    kind = event.first("kind")
    there = s.property == "PRESENT_AT" or kind in PRESENT or kind == FLIGHT
    if not there and kind not in ALIVE and not (kind == "passage" and s.role == "driver"):
        return
    places = [around[r.target] for r in event.relations() if is_fact(r) and r.target in around]
    locations = [p for p in places if p.type == "Location"]
    location = locations[0] if there and len(locations) == 1 else None
    begins, ends = (_asserted(event, property_) for property_ in ("startDate", "endDate"))
    yield from _moment(begins, ends, location, PLANE if kind == FLIGHT else CAR)


def _asserted(mention: Mention, property_: str) -> str:
    said = [s.value for s in mention.statements if s.property == property_ and is_fact(s)]
    return said[0] if len(said) == 1 else ""


def is_fact(s: Statement) -> bool:
    """True for what the source itself establishes: not denied, alleged, assessed or inferred."""
    return s.status == Status.ASSERTED and s.kind == Kind.FACT


def _moment(begins: str, ends: str, location: Mention | None, speed: int = CAR) -> Iterator[Moment]:
    found = minutes(begins)
    if not found:
        return
    since, until = found
    until = max(until, (minutes(ends) or found)[1])
    known = place(location) if location and "T" in begins and until - since <= LONGEST else None
    yield Moment(since, until, *known, speed=speed) if known else Moment(since, until)


@lru_cache(maxsize=1 << 14)
def minutes(value: str) -> tuple[int, int] | None:
    """The first minute of a time or date and the first one after it, since 1970; None for what is none.

    A date is as long as it is written: a day, a month, a year. A time of day without offset is Belgian.
    """
    try:
        return _of_time(value) if "T" in value else _of_date(value)
    except (ValueError, OverflowError):
        return None


def _of_time(value: str) -> tuple[int, int]:
    when = datetime.fromisoformat(value)
    local = when if when.tzinfo else when.replace(tzinfo=BRUSSELS)
    since = int((local - EPOCH).total_seconds() // 60)
    return since, since + 1


def _of_date(value: str) -> tuple[int, int]:
    parts = list(takewhile(bool, map(int, value.split("-"))))
    year, month, day = (*parts, 0, 0)[:3]
    first = datetime(year, month or 1, day or 1, tzinfo=UTC)
    if day:
        after = first + timedelta(days=1)
    else:
        whole = year * 12 + month if month else (year + 1) * 12
        after = datetime(whole // 12, whole % 12 + 1, 1, tzinfo=UTC)
    return int((first - EPOCH).total_seconds() // 60), int((after - EPOCH).total_seconds() // 60)


def told(minute: int) -> str:
    """A minute since 1970 as Belgian clocks show it: "2024-03-05 14:02"."""
    return (EPOCH + timedelta(minutes=minute)).astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")


def day_of(minute: int) -> str:
    """The day of a minute since 1970, in UTC as dates are counted."""
    return (EPOCH + timedelta(minutes=minute)).strftime("%Y-%m-%d")


def too_far(a: Moment, b: Moment) -> float:
    """Kilometres between two moments that nobody can cover in the time between; 0 where somebody can.

    Both times are as long as they are written, both places as wide as they may be: what remains is sure.
    """
    far = kilometres(a.latitude, a.longitude, b.latitude, b.longitude)
    gap = max(a.until - b.since, b.until - a.since)
    return far if far - a.reach - b.reach > max(a.speed, b.speed) * gap / 60 else 0.0


def impossible(left: Sequence[Moment], right: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """The first two moments, of either side, that one person cannot have lived; both sides are sorted."""
    found = []
    for moment in left:
        first = bisect_left(right, (moment.since - LONGEST - AROUND,))
        for other in islice(right, first, None):
            if other.since > moment.until + AROUND:
                break
            if too_far(moment, other):
                found.append((min(moment, other), max(moment, other)))
    return min(found, default=None)


def clashing(rows: Iterable[tuple[str, Met]]) -> set[str]:
    """Of mentions with the same words, those that were somewhere when another was too far away."""
    placed = sorted((moment, id_) for id_, met in rows for moment in met.placed)
    found: set[str] = set()
    for at, (moment, id_) in enumerate(placed):
        for other, other_id in islice(placed, at + 1, None):
            if other.since > moment.until + AROUND:
                break
            if other_id != id_ and too_far(moment, other):
                found |= {id_, other_id}
    return found
