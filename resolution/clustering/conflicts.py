"""What keeps persons apart whatever the score: two numbers, two dates, two given names, one record.

Nobody dies before he is born, is met after his death, or is in two places at once. And that nothing but a
surname, an address and the like speaks for them: households share those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from stdnum.be import bis, nn

from resolution.comparison.features import Features
from resolution.comparison.judges import birth as compare_births
from resolution.comparison.judges import given, is_bis
from resolution.comparison.met import Moment, day_of, impossible, minutes, told, too_far
from resolution.comparison.profiles import Profile

T = TypeVar("T")
Given = tuple[str, tuple[str, ...], str, str, tuple[str, ...]]
"""A first given name, all its parts, the root of its variants, the surname beside it, other scripts."""
Sexed = tuple[Given, str]
"""The same with the sex of who bears it."""
GIVEN_DIFFERS = 5
LOOK_ALIKE = frozenset((1, 4))
"""Levels of given names that are alike by their letters, unless their roots are the same."""
TWO_PARTS, BIRTH_NEAR = 5, 6
NAMED = frozenset(("given", "initial"))
DATE = len("1980-05-12")
GENERATION = 13
"""Years between the births of parent and child, at least."""
DAY = 24 * 60
NEVER, ALWAYS = 1 << 40, -(1 << 40)
"""Minutes since 1970 after and before all others."""


@dataclass(frozen=True)
class Facts:
    """What several mentions taken for one person say, as far as it can contradict others."""

    records: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    births: frozenset[str] = frozenset()
    givens: frozenset[Given] = frozenset()
    sexed: frozenset[Sexed] = frozenset()
    houses: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
    """National numbers and documents: who shares one may write name and date otherwise."""
    own: frozenset[str] = frozenset()
    """Which things that are one's own, not a household's, are said at all."""
    born: int = ALWAYS
    """The latest of the first minutes at which they may be born, since 1970."""
    died: int = NEVER
    """The earliest of the minutes by which they are dead."""
    alive: int = ALWAYS
    """The latest of the first minutes at which they were met."""
    moments: frozenset[Moment] = frozenset()
    """When they were where."""
    named: frozenset[tuple[str, str]] = frozenset()
    """Records with the mentions in them."""
    repeats: frozenset[tuple[str, str]] = frozenset()
    """Mentions of a text, each with the mention of a column that it may repeat."""

    @cached_property
    def places(self) -> tuple[Moment, ...]:
        """When they were where, in order."""
        return tuple(sorted(self.moments))

    def __or__(self, other: Facts) -> Facts:
        return Facts(
            self.records | other.records,
            self.numbers | other.numbers,
            self.births | other.births,
            self.givens | other.givens,
            self.sexed | other.sexed,
            self.houses | other.houses,
            self.anchors | other.anchors,
            self.own | other.own,
            max(self.born, other.born),
            min(self.died, other.died),
            max(self.alive, other.alive),
            self.moments | other.moments,
            self.named | other.named,
            self.repeats | other.repeats,
        )


def facts_of(profile: Profile) -> Facts:
    """The facts of one profile."""
    f = profile.features
    numbers = {number for number in (f.national_number, *f.numbers) if is_valid(number)}
    born, dead = minutes("" if f.births else f.birth or f.birth_part), minutes(f.died)
    givens = frozenset({(f.given, f.given_parts, f.given_root, f.surname, f.written)} if f.given else ())
    met = profile.met or (f.met,)
    lived = [moment for one in met for moment in one.moments]
    return Facts(
        records=frozenset(profile.records),
        numbers=frozenset(numbers),
        births=frozenset(() if f.births else {f.birth} if is_date(f.birth) else {f.birth_part} - {""}),
        givens=givens,
        sexed=frozenset((name, f.gender) for name in givens if f.gender in ("f", "m")),
        houses=frozenset({f"{f.street} {f.house}"} if f.street and f.house else ()),
        anchors=frozenset((*numbers, *f.documents)),
        own=own_of(f),
        born=born[0] if born else ALWAYS,
        died=dead[1] if dead else NEVER,
        alive=max((moment.since for moment in lived), default=ALWAYS),
        moments=frozenset(moment for moment in lived if moment.name),
        named=frozenset(zip(profile.records, profile.mentions, strict=True)),
        repeats=frozenset((m, one.home) for m, one in zip(profile.mentions, met, strict=False) if one.home),
    )


def own_of(f: Features) -> frozenset[str]:
    """Which things a row says that a household does not share: a name of one's own, a date, an identifier."""
    said = {
        "given": f.given[1:],
        "initial": f.given if len(f.given) == 1 else "",
        "birth": f.birth or f.birth_part,
        "number": f.national_number,
        "contacts": f.contacts,
        "documents": f.documents,
        "plates": f.plates,
        "source": f.source_keys,
    }
    return frozenset(name for name, value in said.items() if value)


@dataclass(frozen=True)
class Rules:
    """Which contradictions count: dates and given names only where one person's hardly ever differ."""

    births: bool = True
    givens: bool = True

    def conflict(self, a: Facts, b: Facts) -> str:
        """Why these cannot be one person, "" when nothing speaks against it."""
        if not a.records.isdisjoint(b.records) and not _repeated(a, b):
            return "both named in one record"
        if a.numbers.isdisjoint(b.numbers) and any(
            is_bis(x) == is_bis(y) for x in a.numbers for y in b.numbers
        ):
            return "two valid national numbers"
        if reason := _lives(a, b) or _lives(b, a) or _places(a, b):
            return reason
        if not a.anchors.isdisjoint(b.anchors):
            return ""
        if self.births and a.births.isdisjoint(b.births) and _dates_differ(a, b):
            return "two dates of birth"
        if self.givens and a.givens.isdisjoint(b.givens) and _names_differ(a, b):
            return "two given names"
        if a.own.isdisjoint(b.own) and not _are_named(a, b):
            return "nothing in common but what a household shares"
        return ""


def _repeated(a: Facts, b: Facts) -> bool:
    """True when in each record of both one mention may be another's name again, in the record's own text."""
    repeats = a.repeats | b.repeats
    if not repeats:
        return False
    both = a.records & b.records
    left, right = ([(r, m) for r, m in side.named if r in both] for side in (a, b))
    return all((m, n) in repeats or (n, m) in repeats for r, m in left for s, n in right if r == s)


def _lives(a: Facts, b: Facts) -> str:
    """Why what is known of one's death forbids that the other is the same."""
    if a.died <= b.born:
        return f"dead before the other was born: {day_of(a.died - 1)}, {day_of(b.born)}"
    if a.died + DAY <= b.alive:
        return f"met after the other had died: {day_of(a.died - 1)}, {told(b.alive)}"
    return ""


def _places(a: Facts, b: Facts) -> str:
    """Where both were at a time, when nobody can be in both places."""
    found = impossible(a.places, b.places) if a.moments and b.moments else None
    if not found:
        return ""
    x, y = found
    begun, then = told(x.since), told(y.since)
    then = then[11:] if then[:10] == begun[:10] else then
    return f"in two places at once: {x.name} {begun}, {y.name} {then}, {round(too_far(x, y))} km"


def _are_named(a: Facts, b: Facts) -> bool:
    """True where an initial stands for the other's given name: anywhere but in one house."""
    return a.houses.isdisjoint(b.houses) and not (NAMED.isdisjoint(a.own) or NAMED.isdisjoint(b.own))


def _dates_differ(a: Facts, b: Facts) -> bool:
    """In one house a parent and a child may have one birthday; elsewhere a year may be misread."""
    house = not a.houses.isdisjoint(b.houses)
    return _differ(a.births, b.births, births_differ) or (
        house and _differ(a.births, b.births, generations_differ)
    )


def _names_differ(a: Facts, b: Facts) -> bool:
    return _differ(a.givens, b.givens, givens_differ) or _differ(a.sexed, b.sexed, sexes_differ)


def _differ(left: frozenset[T], right: frozenset[T], differ: Callable[[T, T], bool]) -> bool:
    """True when the sides have no value in common and two of their values contradict each other."""
    return left.isdisjoint(right) and any(differ(x, y) for x in left for y in right)


@lru_cache(maxsize=1 << 16)
def births_differ(a: str, b: str) -> bool:
    """True for two dates that no slip explains; where one is incomplete, a generation apart."""
    level = _births(a, b)
    return level >= BIRTH_NEAR and (min(len(a), len(b)) == DATE or _apart(a, b))


@lru_cache(maxsize=1 << 16)
def generations_differ(a: str, b: str) -> bool:
    """True for two dates of which two parts agree, and the years are those of a parent and a child."""
    return _births(a, b) == TWO_PARTS and _apart(a, b)


def _births(a: str, b: str) -> int:
    return compare_births(*(Features(birth=d) if len(d) == DATE else Features(birth_part=d) for d in (a, b)))


def _apart(a: str, b: str) -> bool:
    return abs(int(a[:4]) - int(b[:4])) >= GENERATION


@lru_cache(maxsize=1 << 16)
def givens_differ(a: Given, b: Given) -> bool:
    """True for two given names that are no variants and look nothing alike."""
    return _level(a, b) == GIVEN_DIFFERS


@lru_cache(maxsize=1 << 16)
def sexes_differ(a: Sexed, b: Sexed) -> bool:
    """True for a man's and a woman's given names that only look alike: Jan and Jana."""
    return a[1] != b[1] and a[0][2] != b[0][2] and _level(a[0], b[0]) in LOOK_ALIKE


def _level(a: Given, b: Given) -> int:
    rows = [
        Features(given=g, given_parts=parts, given_root=root, surname=surname, written=written)
        for g, parts, root, surname, written in (a, b)
    ]
    return given(rows[0], rows[1])


@lru_cache(maxsize=1 << 16)
def is_valid(number: str) -> bool:
    """True for a Belgian national number, or bis number, with the right checksum."""
    return bool(number) and (nn.is_valid(number) or bis.is_valid(number))


def is_date(birth: str) -> bool:
    """True for a complete date that the calendar has."""
    try:
        return bool(birth) and date.fromisoformat(birth) is not None
    except ValueError:
        return False
